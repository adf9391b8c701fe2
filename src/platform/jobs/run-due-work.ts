import type { Database } from '../../ports/database.ts';
import type { DueHandler, DueWork } from '../../ports/due-work.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import {
  type ClaimedWork,
  claimDueWork,
  countDueWork,
  finishDueWork,
  insertDueWork,
  listKinds,
  returnDueWork,
} from './store.ts';

export interface DueWorkRunner extends DueWork {
  /** Throws when work waits for which there is no handler: nothing may be forgotten silently. */
  start(): Promise<void>;
  /** Lets what is running finish. */
  stop(): Promise<void>;
}

export interface DueWorkOptions {
  readonly database: Database;
  readonly log: Log;
  /** Every kind of work with its handler. */
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly metrics: Metrics;
  readonly pollMs?: number;
}

/** Pieces under way at once in one process. */
const MAX_IN_FLIGHT = 50;
const CLAIM_SECONDS = 60;
const MAX_ATTEMPTS = 12;
const MAX_DELAY_SECONDS = 600;

/** 1, 2, 4 … seconds, at most ten minutes. */
const delayAfter = (attempts: number): number => Math.min(MAX_DELAY_SECONDS, 2 ** (attempts - 1));

const runOne = async (options: DueWorkOptions, work: ClaimedWork): Promise<void> => {
  const { database, log, handlers } = options;
  const handler = handlers.get(work.kind);
  try {
    if (handler === undefined) throw new Error(`no handler for ${work.kind}`);
    await handler(work.payload);
    await finishDueWork(database, work);
  } catch (error) {
    const giveUp = work.attempts >= MAX_ATTEMPTS;
    const reason = error instanceof Error ? error.message : String(error);
    log[giveUp ? 'error' : 'warn'](
      { work: work.work_key, kind: work.kind, attempts: work.attempts, error },
      'due work failed',
    );
    await returnDueWork(database, work, reason.slice(0, 500), delayAfter(work.attempts), giveUp);
  }
};

const measure = ({ database, metrics }: DueWorkOptions): void => {
  metrics.gauge(
    'mainstay_due_work_waiting',
    'Pieces of work that are due',
    async () => (await countDueWork(database)).due,
  );
  metrics.gauge(
    'mainstay_due_work_failed',
    'Pieces of work given up',
    async () => (await countDueWork(database)).failed,
  );
};

/** The one runner of durable reactions in a process. Several processes share the table safely. */
export const createDueWork = (options: DueWorkOptions): DueWorkRunner => {
  const { database, log, pollMs = 1_000 } = options;
  let running: Promise<void> | undefined;
  const inFlight = new Set<Promise<void>>();
  let again = false;
  /** Work was left because too much is under way. */
  let full = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  measure(options);

  const begin = (work: ClaimedWork): void => {
    const done = runOne(options, work)
      .catch((error: unknown) => log.error({ error, kind: work.kind }, 'due work was lost hold of'))
      .finally(() => {
        inFlight.delete(done);
        if (full) wake();
      });
    inFlight.add(done);
  };

  /** Nothing waits for the slowest of those before it: what is claimed begins, and the next are claimed meanwhile. */
  const claim = async (): Promise<void> => {
    do {
      again = false;
      const room = MAX_IN_FLIGHT - inFlight.size;
      full = room === 0;
      if (full) return;
      const works = await claimDueWork(database, room, CLAIM_SECONDS);
      for (const work of works) begin(work);
      again ||= works.length === room;
    } while (again && !stopped);
  };

  const wake = (): void => {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = claim()
      .catch((error: unknown) => log.error({ error }, 'due work could not be claimed'))
      .finally(() => {
        running = undefined;
      });
  };

  return {
    schedule: insertDueWork,
    wake,
    start: async () => {
      const orphans = (await listKinds(database)).filter((kind) => !options.handlers.has(kind));
      if (orphans.length > 0)
        throw new Error(`no handler for due work of kind ${orphans.join(', ')}`);
      stopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      await Promise.all(inFlight);
    },
  };
};
