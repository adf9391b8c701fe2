import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const SHELVES = [
  'users',
  'sessions',
  'devices',
  'restrictions',
  'security_changes',
  'api_keys',
  'payments',
  'orders',
  'deposits',
  'withdrawals',
  'addresses',
  'mails',
  'challenges',
  'links',
] as const;
export type ShelfName = (typeof SHELVES)[number];

const TABLES = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS balances (
    account TEXT NOT NULL, asset TEXT NOT NULL, bucket TEXT NOT NULL, units TEXT NOT NULL,
    PRIMARY KEY (account, asset, bucket)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, postings TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, user_id TEXT, subject_id TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS answered (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, reply TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
  ${SHELVES.map(
    (name) => `
  CREATE TABLE IF NOT EXISTS ${name} (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, at INTEGER NOT NULL, row TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ${name}_of_user ON ${name} (user_id, at DESC);`,
  ).join('')}`;

/** Rows of one kind, each with the user it belongs to and its time; the row itself is JSON. */
export interface Shelf<Row> {
  find(id: string): Row | undefined;
  put(row: Row): void;
  remove(id: string): void;
  /** Newest first. */
  ofUser(userId: string, most?: number): readonly Row[];
  /** Oldest first. */
  all(): readonly Row[];
  /** Those whose JSON holds one of the texts, oldest first: `"isFinal":false`. */
  holding(...texts: readonly string[]): readonly Row[];
}

interface Key {
  readonly id: string;
  readonly userId: string;
  readonly at: number;
}

export interface Store {
  shelf<Row>(name: ShelfName, keyOf: (row: Row) => Key): Shelf<Row>;
  readonly database: DatabaseSync;
  /** All of it or nothing; may be called inside itself. */
  atomically<T>(change: () => T): T;
  readMeta(key: string): string | undefined;
  writeMeta(key: string, value: string): void;
  close(): void;
}

const openShelf = <Row>(
  database: DatabaseSync,
  name: ShelfName,
  keyOf: (row: Row) => Key,
): Shelf<Row> => {
  const find = database.prepare(`SELECT row FROM ${name} WHERE id = ?`);
  const put = database.prepare(
    `INSERT INTO ${name} (id, user_id, at, row) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, at = excluded.at, row = excluded.row`,
  );
  const remove = database.prepare(`DELETE FROM ${name} WHERE id = ?`);
  const ofUser = database.prepare(
    `SELECT row FROM ${name} WHERE user_id = ? ORDER BY at DESC, rowid DESC LIMIT ?`,
  );
  const all = database.prepare(`SELECT row FROM ${name} ORDER BY at, rowid`);
  const read = (found: Record<string, unknown> | undefined): Row | undefined =>
    found === undefined ? undefined : (JSON.parse(String(found.row)) as Row);
  const readAll = (rows: readonly Record<string, unknown>[]): readonly Row[] =>
    rows.map((row) => JSON.parse(String(row.row)) as Row);
  return {
    find: (id) => read(find.get(id)),
    put: (row) => {
      const { id, userId, at } = keyOf(row);
      put.run(id, userId, at, JSON.stringify(row));
    },
    remove: (id) => {
      remove.run(id);
    },
    ofUser: (userId, most = 1_000) => readAll(ofUser.all(userId, most)),
    all: () => readAll(all.all()),
    holding: (...texts) => {
      const where = texts.map(() => 'instr(row, ?) > 0').join(' OR ');
      const found = database.prepare(`SELECT row FROM ${name} WHERE ${where} ORDER BY at, rowid`);
      return readAll(found.all(...texts));
    },
  };
};

/** Opens the exchange's data in a folder (made where there is none), or in memory for null. */
export const openStore = (folder: string | null): Store => {
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(folder === null ? ':memory:' : join(folder, 'exchange.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(TABLES);
  const readMeta = database.prepare('SELECT value FROM meta WHERE key = ?');
  const writeMeta = database.prepare(
    `INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  const atomically = <T>(change: () => T): T => {
    if (database.isTransaction) return change();
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  };
  return {
    database,
    atomically,
    shelf: (name, keyOf) => openShelf(database, name, keyOf),
    readMeta: (key) => {
      const found = readMeta.get(key);
      return found === undefined ? undefined : String(found.value);
    },
    writeMeta: (key, value) => {
      writeMeta.run(key, value);
    },
    close: () => database.close(),
  };
};
