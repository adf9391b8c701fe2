import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import type { DemoServer } from './demo-server.ts';

/** Every row of every table as text, columns of bytes as they are. */
const dumpTables = async (databaseUrl: string): Promise<ReadonlyMap<string, string>> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await sql<{ schema: string; name: string }[]>`
      SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`;
    const dump = new Map<string, string>();
    for (const { schema, name } of tables) {
      const rows = await sql<Record<string, unknown>[]>`SELECT * FROM ${sql(schema)}.${sql(name)}`;
      dump.set(
        `${schema}.${name}`,
        rows
          .flatMap((row) => Object.values(row))
          .map((value) =>
            value instanceof Uint8Array
              ? Buffer.from(value).toString('latin1')
              : JSON.stringify(value),
          )
          .join('\n'),
      );
    }
    return dump;
  } finally {
    await sql.end();
  }
};

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The database takes away files of its own at any time. */
const readIfThere = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
};

export interface Traces {
  /** Tables, and files with their paths, that hold one of the strings. */
  readonly found: readonly string[];
  /** How much was looked at, so that an empty search is seen to be one. */
  readonly tables: number;
  readonly files: number;
}

/**
 * Looks for strings in all tables, in the log and in every file of the data folder, the database's own files and its
 * write-ahead log among them.
 */
export const findTraces = async (
  server: DemoServer,
  needles: readonly string[],
): Promise<Traces> => {
  const found: string[] = [];
  const dump = await dumpTables(server.databaseUrl);
  for (const [table, text] of dump) {
    if (needles.some((needle) => text.includes(needle))) found.push(table);
  }
  const files = filesUnder(server.dataDir);
  const bytes = needles.map((needle) => Buffer.from(needle));
  for (const file of files) {
    const content = readIfThere(file);
    if (bytes.some((needle) => content.includes(needle))) found.push(file);
  }
  return { found, tables: dump.size, files: files.length };
};
