import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, SessionPool } from './pool.ts';

export interface Migration {
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the file, hex. */
  readonly checksum: string;
}

/** A sentence for the operator: the start stops with it. */
export class MigrationProblem extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'MigrationProblem';
  }
}

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;
/** Any constant, the same in every version: one migrator at a time. */
const LOCK_KEY = 7_300_000_001;

/** Reads `0001-name.sql` … in order. Throws `MigrationProblem` on a wrong name, a gap or a double number. */
export const readMigrations = async (directory: string): Promise<readonly Migration[]> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = FILE_NAME.exec(name)?.[1];
      if (number === undefined) {
        throw new MigrationProblem(
          `${name} is not a migration's name, such as 0001-first-tables.sql.`,
        );
      }
      if (Number(number) !== index + 1) {
        throw new MigrationProblem(
          `Migrations must be numbered without gaps: ${name} stands at place ${index + 1}.`,
        );
      }
      const text = await readFile(join(directory, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
};

/** The name of the newest migration in a set, which is also the version of the schema. */
export const schemaVersion = (migrations: readonly Migration[]): string =>
  migrations.at(-1)?.name ?? 'empty';

const checkApplied = (
  applied: readonly { readonly name: string; readonly checksum: string }[],
  migrations: readonly Migration[],
): void => {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const row of applied) {
    const checksum = known.get(row.name);
    if (checksum === undefined) {
      throw new MigrationProblem(
        `The database has had ${row.name}, which this version does not know: it belongs to a newer version. Nothing was changed.`,
      );
    }
    if (checksum !== row.checksum) {
      throw new MigrationProblem(
        `${row.name} was changed after it had been applied. Migrations are forward only: restore the file and add a new one. Nothing was changed.`,
      );
    }
  }
};

const CREATE_TABLE = `create table if not exists schema_migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

/**
 * Brings the schema up to date, each file in a transaction of its own, under an advisory lock.
 * Returns the names applied now. Throws `MigrationProblem` when history and files disagree.
 */
export const migrate = async (options: {
  readonly url: string;
  readonly directory: string;
  /** The name of the last one to apply; all when absent. */
  readonly upTo?: string;
  readonly onApplied?: (name: string) => void;
}): Promise<readonly string[]> => {
  const migrations = await readMigrations(options.directory);
  const pool = new SessionPool({
    url: options.url,
    maxConnections: 1,
    applicationName: 'mainstay migrate',
    statementTimeoutMs: 0,
    idleInTransactionTimeoutMs: 0,
  });
  const session = await pool.acquire();
  const done: string[] = [];
  try {
    await session.run('select pg_advisory_lock($1)', [LOCK_KEY]);
    await session.run(CREATE_TABLE, []);
    const applied = await session.run(
      'select name, checksum from schema_migrations order by name',
      [],
    );
    const rows = applied.map((row) => ({ name: String(row.name), checksum: String(row.checksum) }));
    checkApplied(rows, migrations);
    const names = new Set(rows.map((row) => row.name));
    const last = options.upTo ?? schemaVersion(migrations);
    for (const migration of migrations.filter((one) => !names.has(one.name) && one.name <= last)) {
      await applyOne(session.client, migration);
      options.onApplied?.(migration.name);
      done.push(migration.name);
    }
    await session.run('select pg_advisory_unlock($1)', [LOCK_KEY]);
    return done;
  } finally {
    pool.release(session);
    await pool.end();
  }
};

const applyOne = async (client: Client, migration: Migration): Promise<void> => {
  try {
    await client.begin(async (transaction) => {
      await transaction.unsafe(migration.text).simple();
      await transaction.unsafe('insert into schema_migrations (name, checksum) values ($1, $2)', [
        migration.name,
        migration.checksum,
      ]);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationProblem(`${migration.name} failed and was rolled back: ${reason}`);
  }
};
