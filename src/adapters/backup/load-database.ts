import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type Manifest, readArchive } from './archive.ts';
import {
  type CopyClient,
  HISTORY_TABLE,
  listTables,
  openForCopy,
  quoted,
} from './dump-database.ts';

type Transaction = Parameters<Parameters<CopyClient['begin']>[1]>[0];

/** The restored database would not be what was backed up. The message is for the operator. */
export class RestoreProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'RestoreProblem';
  }
}

/** Throws `RestoreProblem` when there is anything in the database already. */
export const requireEmptyDatabase = async (url: string): Promise<void> => {
  const client = openForCopy(url);
  try {
    const [row] = await client`
      select count(*)::int as tables from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`;
    if (row?.tables !== 0) {
      throw new RestoreProblem(
        'The database is not empty. A backup is restored only into an empty one: create a new database, or use a new MAINSTAY_DATA_DIR. Nothing was changed.',
      );
    }
  } finally {
    await client.end();
  }
};

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** Tables are filled in any order, so references are taken off meanwhile; putting them back checks them all. */
const dropForeignKeys = async (client: Transaction): Promise<readonly ForeignKey[]> => {
  const keys = await client<ForeignKey[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`;
  for (const { table, name } of keys) {
    await client.unsafe(`alter table ${table} drop constraint ${quoted(name)}`);
  }
  return keys;
};

const setTriggers = async (
  client: Transaction,
  tables: readonly string[],
  state: 'enable' | 'disable',
) => {
  for (const name of tables) {
    await client.unsafe(`alter table public.${quoted(name)} ${state} trigger user`);
  }
};

const checkTables = async (client: Transaction, manifest: Manifest): Promise<void> => {
  const here = await listTables(client);
  const describe = (
    tables: readonly { readonly name: string; readonly columns: readonly string[] }[],
  ) => JSON.stringify(tables.map(({ name, columns }) => [name, [...columns]]));
  if (describe(here) !== describe(manifest.tables)) {
    throw new RestoreProblem(
      'The tables of the backup are not those that its migrations make. Nothing was restored.',
    );
  }
};

class TableWriter {
  readonly #client: Transaction;
  readonly #columns: ReadonlyMap<string, readonly string[]>;
  #table: string | undefined;
  #stream: Writable | undefined;

  constructor(client: Transaction, manifest: Manifest) {
    this.#client = client;
    this.#columns = new Map(manifest.tables.map(({ name, columns }) => [name, columns]));
  }

  async write(table: string, bytes: Buffer): Promise<void> {
    if (table !== this.#table) {
      await this.end();
      const columns = this.#columns.get(table);
      if (columns === undefined)
        throw new RestoreProblem(`The backup holds rows of an unknown table ${table}.`);
      this.#table = table;
      this.#stream = await this.#client
        .unsafe(`copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`)
        .writable();
    }
    if (this.#stream?.write(bytes) === false) await once(this.#stream, 'drain');
  }

  async end(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    if (stream === undefined) return;
    stream.end();
    await finished(stream, { readable: false });
  }
}

const copyRows = async (client: Transaction, path: string, manifest: Manifest): Promise<void> => {
  const writer = new TableWriter(client, manifest);
  for await (const { name, bytes } of readArchive(path)) {
    const [folder, table] = name.split('/');
    if (folder === 'tables' && table !== undefined) await writer.write(table, bytes);
  }
  await writer.end();
};

const checkCounts = async (client: Transaction, manifest: Manifest): Promise<void> => {
  for (const { name, rows } of manifest.tables) {
    const [row] = await client.unsafe(`select count(*)::int as rows from public.${quoted(name)}`);
    if (row?.rows !== rows) {
      throw new RestoreProblem(
        `${name} should have ${rows} rows and got ${row?.rows}. Nothing was restored.`,
      );
    }
  }
};

const restoreSequences = async (client: Transaction, manifest: Manifest): Promise<void> => {
  for (const { name, value, called } of manifest.sequences) {
    await client`select setval(${`public.${quoted(name)}`}::regclass, ${value}, ${called})`;
  }
};

/**
 * Fills a freshly migrated database from a verified archive, in one transaction. What migrations had put into tables
 * gives way to what the backup holds. Throws `RestoreProblem`; then the database is as it was.
 */
export const loadDatabase = async (
  url: string,
  path: string,
  manifest: Manifest,
): Promise<void> => {
  const client = openForCopy(url);
  try {
    await client.begin(async (transaction) => {
      await checkTables(transaction, manifest);
      const tables = manifest.tables
        .map(({ name }) => name)
        .filter((name) => name !== HISTORY_TABLE);
      const foreignKeys = await dropForeignKeys(transaction);
      await setTriggers(transaction, tables, 'disable');
      await transaction.unsafe(
        `truncate ${tables.map((name) => `public.${quoted(name)}`).join(', ')}`,
      );
      await copyRows(transaction, path, manifest);
      await setTriggers(transaction, tables, 'enable');
      for (const { table, name, definition } of foreignKeys) {
        await transaction.unsafe(
          `alter table ${table} add constraint ${quoted(name)} ${definition}`,
        );
      }
      await restoreSequences(transaction, manifest);
      await checkCounts(transaction, manifest);
    });
    await client.unsafe('analyze');
  } finally {
    await client.end();
  }
};
