import type { Outcome } from '../../core/outcome.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import { sealAudit } from './seal.ts';

/** What one process at a time may hold, on the database's clock. */
export interface Leases<L> {
  hold(connection: Connection, name: string, holder: string, forMs: number): Promise<L | undefined>;
  check(trx: Transaction, lease: L): Promise<Outcome<null>>;
  drop(connection: Connection, lease: L): Promise<void>;
}

export interface SealerOptions<L> {
  readonly database: Database;
  readonly log: Log;
  readonly key: Uint8Array;
  readonly processId: string;
  readonly leases: Leases<L>;
  readonly everyMs?: number;
}

export interface Sealer {
  start(): void;
  /** Lets a round finish. */
  stop(): Promise<void>;
}

const EVERY_MS = 10_000;
const LEASE_MS = 60_000;

/** Seals what was written, a few seconds later, in one process at a time. */
export const createSealer = <L>(options: SealerOptions<L>): Sealer => {
  const { database, log, key, processId, leases, everyMs = EVERY_MS } = options;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const round = async (): Promise<void> => {
    const lease = await leases.hold(database, 'audit_sealer', processId, LEASE_MS);
    if (lease === undefined) return;
    try {
      await sealAudit({ database, log, key, checkLease: (trx) => leases.check(trx, lease) });
    } finally {
      await leases.drop(database, lease);
    }
  };
  const run = (): void => {
    running ??= round()
      .catch((error: unknown) => log.error({ error }, 'the audit could not be sealed'))
      .finally(() => {
        running = undefined;
      });
  };
  return {
    start: () => {
      timer = setInterval(run, everyMs);
      timer.unref();
      run();
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
