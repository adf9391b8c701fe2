import type { Outcome } from '../../core/outcome.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import { hashRow, hashSeal, NO_SEAL } from './hash-seal.ts';
import {
  insertSeal,
  listWriters,
  newestId,
  readHead,
  readRows,
  SOURCES,
  type Source,
  sealedUpTo,
} from './store-seals.ts';

export interface SealDeps {
  readonly database: Database;
  readonly log: Log;
  /** Of `auditKeyOf`. */
  readonly key: Uint8Array;
  /** Fails when another process seals by now; asked in each transaction that writes a seal. */
  readonly checkLease: (trx: Transaction) => Promise<Outcome<null>>;
}

const BATCH = 1_000;
/** In one round of one table: it ends well before its lease does. What is left follows in the next. */
const MAX_BATCHES = 25;
const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 25;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * An id below which nothing can appear any more: the newest one seen, once all transactions that were writing then have
 * ended. Ids are given out before a transaction commits, so a lower one may become visible after a higher one.
 * Undefined while somebody writes for longer than is waited.
 */
const settledId = async (
  { database, log }: SealDeps,
  source: Source,
  waitMs: number,
): Promise<number | undefined> => {
  const newest = await newestId(database, source);
  let writers = await listWriters(database, source);
  for (let waited = 0; writers.length > 0; waited += LOOK_EVERY_MS) {
    if (waited >= waitMs) {
      log.warn({ source }, 'audit rows not sealed yet: somebody writes for long');
      return undefined;
    }
    await pause(LOOK_EVERY_MS);
    const now = new Set(await listWriters(database, source));
    writers = writers.filter((writer) => now.has(writer));
  }
  return newest;
};

/** Seals the next rows up to an id. Returns how many; 0 when there are none. Throws when the lease is lost. */
const sealBatch = ({ database, key, checkLease }: SealDeps, source: Source, upTo: number) =>
  database.transaction().execute(async (trx): Promise<number> => {
    const leased = await checkLease(trx);
    if (!leased.ok) throw new Error(leased.failure.code);
    const after = await sealedUpTo(trx, source);
    const rows = await readRows(trx, source, after, upTo, BATCH);
    const last = rows.at(-1);
    if (last === undefined) return 0;
    const head = await readHead(trx);
    const content = {
      sealId: (head?.sealId ?? 0) + 1,
      source,
      fromId: after + 1,
      toId: last.id,
      rowIds: rows.map(({ id }) => id),
      rowHashes: Buffer.concat(rows.map(({ text }) => hashRow(key, source, text))),
      previousHash: head?.hash ?? NO_SEAL,
    };
    await insertSeal(trx, { ...content, hash: hashSeal(key, content) });
    return rows.length;
  });

/** Seals what is settled, at most 25,000 rows of each table. Returns how many. */
export const sealAudit = async (deps: SealDeps, waitMs: number = WAIT_MS): Promise<number> => {
  let sealed = 0;
  for (const source of SOURCES) {
    const upTo = (await settledId(deps, source, waitMs)) ?? 0;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const count = await sealBatch(deps, source, upTo);
      sealed += count;
      if (count < BATCH) break;
    }
  }
  return sealed;
};
