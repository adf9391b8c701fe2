import { Kysely, sql } from 'kysely';
import type { Database, Tables } from '../../ports/database.ts';
import { createDialect } from './driver.ts';
import { type PoolSettings, SessionPool } from './pool.ts';

export interface ConnectOptions {
  /** `postgres://user:password@host:port/name`, with `?sslmode=require` or `verify-full` where TLS is wanted. */
  readonly url: string;
  readonly maxConnections: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Default 30,000; 0 means never. */
  readonly statementTimeoutMs?: number;
  /** Default 15,000: a process that stopped in the middle of a transaction must not hold its locks. */
  readonly idleInTransactionTimeoutMs?: number;
}

export interface DatabaseHandle {
  readonly database: Database;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Pieces of work that wait for a connection now. */
  waiting(): number;
  close(): Promise<void>;
}

const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

const settingsOf = (options: ConnectOptions): PoolSettings => ({
  url: options.url,
  maxConnections: options.maxConnections,
  applicationName: options.applicationName,
  statementTimeoutMs: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
  idleInTransactionTimeoutMs: options.idleInTransactionTimeoutMs ?? IDLE_IN_TRANSACTION_TIMEOUT_MS,
});

/**
 * Opens a pool; connections are made when first needed.
 *
 * Types, both ways: `bigint` ↔ number (throws beyond 2^53), `timestamptz` ↔ Date, `jsonb` ↔ plain values
 * (pass objects and arrays as they are, never a JSON text), `bytea` ↔ Uint8Array (read as Buffer),
 * `text[]`, `uuid[]` … ↔ arrays, `numeric` ↔ string.
 */
export const connectDatabase = (options: ConnectOptions): DatabaseHandle => {
  const pool = new SessionPool(settingsOf(options));
  const database = new Kysely<Tables>({ dialect: createDialect(pool) });
  return {
    database,
    ping: async () => {
      await sql`select 1`.execute(database);
    },
    waiting: () => pool.waiting,
    close: () => database.destroy(),
  };
};
