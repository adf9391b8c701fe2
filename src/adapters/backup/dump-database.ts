import postgres from 'postgres';
import type { ArchiveWriter, Manifest } from './archive.ts';

/** Rows are cut into files of about this size, so that neither side holds a whole table in memory. */
const PART_BYTES = 8_000_000;
const PART_DIGITS = 6;

/** The message is for the operator. */
export class BackupProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'BackupProblem';
  }
}

/** One connection without limits of time, for work that may take long. */
export const openForCopy = (url: string) =>
  postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => undefined,
    connection: { application_name: 'mainstay backup', statement_timeout: 0, TimeZone: 'UTC' },
  });
export type CopyClient = ReturnType<typeof openForCopy>;
type CopyTransaction = Parameters<Parameters<CopyClient['begin']>[1]>[0];

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The migrations' own table is not copied: a restore makes it by migrating. */
export const HISTORY_TABLE = 'schema_migrations';

export const listTables = async (
  client: CopyTransaction,
): Promise<readonly { readonly name: string; readonly columns: readonly string[] }[]> => {
  const rows = await client<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and not a.attisdropped and a.attgenerated = '' and c.relname <> ${HISTORY_TABLE}
    group by c.relname order by c.relname`;
  return rows.map(({ name, columns }) => ({ name, columns }));
};

const listSequences = async (client: CopyTransaction): Promise<Manifest['sequences']> => {
  const names = await client<{ name: string }[]>`
    select sequencename as name from pg_sequences where schemaname = 'public' order by 1`;
  const sequences: Manifest['sequences'] = [];
  for (const { name } of names) {
    const [row] = await client.unsafe(`select last_value, is_called from public.${quoted(name)}`);
    sequences.push({ name, value: Number(row?.last_value), called: row?.is_called === true });
  }
  return sequences;
};

const dumpTable = async (
  client: CopyTransaction,
  archive: ArchiveWriter,
  table: { readonly name: string; readonly columns: readonly string[] },
): Promise<number> => {
  const columns = table.columns.map(quoted).join(', ');
  const stream = await client
    .unsafe(`copy public.${quoted(table.name)} (${columns}) to stdout`)
    .readable();
  let rows = 0;
  let part = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const flush = async (): Promise<void> => {
    if (heldBytes === 0) return;
    part += 1;
    const name = `tables/${table.name}/${String(part).padStart(PART_DIGITS, '0')}.copy`;
    await archive.add(name, Buffer.concat(held));
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // In COPY's text format a line feed inside a value is written as \n: each one ends a row.
    for (const byte of chunk) if (byte === 0x0a) rows += 1;
    // The driver uses its buffer again.
    held.push(Buffer.from(chunk));
    heldBytes += chunk.length;
    if (heldBytes >= PART_BYTES) await flush();
  }
  await flush();
  return rows;
};

const requireTables = async (client: CopyClient): Promise<void> => {
  const [row] = await client`select to_regclass('public.schema_migrations') is null as missing`;
  if (row?.missing)
    throw new BackupProblem('The database has no tables yet: there is nothing to back up.');
};

/** Copies every table as it stood at one moment, while the installation goes on working. */
export const dumpDatabase = async (
  url: string,
  archive: ArchiveWriter,
): Promise<Pick<Manifest, 'migrations' | 'tables' | 'sequences' | 'masterKeyIds'>> => {
  const client = openForCopy(url);
  try {
    await requireTables(client);
    return await client.begin('isolation level repeatable read read only', async (snapshot) => {
      const migrations = await snapshot<{ name: string; checksum: string }[]>`
        select name, checksum from schema_migrations order by name`;
      const keys = await snapshot<{ id: string }[]>`
        select distinct master_key_id as id from customer_keys order by 1`;
      const sequences = await listSequences(snapshot);
      const tables: Manifest['tables'] = [];
      for (const table of await listTables(snapshot)) {
        const rows = await dumpTable(snapshot, archive, table);
        tables.push({ name: table.name, columns: [...table.columns], rows });
      }
      return {
        migrations: migrations.map(({ name, checksum }) => ({ name, checksum })),
        masterKeyIds: keys.map(({ id }) => id),
        sequences,
        tables,
      };
    });
  } finally {
    await client.end();
  }
};
