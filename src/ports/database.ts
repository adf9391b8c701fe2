import type { Kysely, Transaction as KyselyTransaction } from 'kysely';

/**
 * All tables by name. Each slice's `store.ts` declares its own by merging:
 * `declare module '../../ports/database.ts' { interface Tables { bodies: BodiesTable } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in the slices' stores
export interface Tables {}

export type Database = Kysely<Tables>;
/** A transaction; also accepted where a plain connection is enough. */
export type Transaction = KyselyTransaction<Tables>;
export type Connection = Database | Transaction;
