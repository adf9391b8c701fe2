import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import postgres from 'postgres';
import { isAlive } from '../src/adapters/embedded-postgres/postmaster.ts';
import { startEmbeddedPostgres, sweepPostmaster } from '../src/adapters/embedded-postgres/start.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { migrate, readMigrations } from '../src/adapters/postgres/migrate.ts';
import type { Database } from '../src/ports/database.ts';

/**
 * A database of its own for each test: `CREATE DATABASE … TEMPLATE` of a migrated one, on one embedded server for
 * the whole process (or on the server of MAINSTAY_TEST_DATABASE_URL, whose user must be allowed to create databases).
 *
 *   test('…', () => withTestDatabase(async (database) => { … }));
 */
export interface TestDatabase {
  readonly database: Database;
  /** For whoever must open connections of their own, such as a server under test. */
  readonly url: string;
  close(): Promise<void>;
}

interface Server {
  /** Of a maintenance database on that server. */
  readonly url: string;
  readonly templateName: string;
}

const MIGRATIONS = resolve(import.meta.dirname, '..', 'migrations');
const PREFIX = 'mainstay-test-';
const TEMPLATE_LOCK = 7_300_000_002;
const MAX_CONNECTIONS = 8;

let server: Promise<Server> | undefined;

const withDatabaseName = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

const openAdmin = (url: string) => postgres(url, { max: 1, onnotice: () => undefined });

/** Servers and folders left by test processes that were killed. */
const sweepLeftovers = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : Number.NaN);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    await sweepPostmaster(join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** The dying server may still write for some milliseconds, and nothing asynchronous runs any more at exit. */
const removeAtExit = (folder: string): void => {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; attempt < 25; attempt += 1) {
    Atomics.wait(pause, 0, 0, 20);
    try {
      rmSync(folder, { recursive: true, force: true });
      Atomics.wait(pause, 0, 0, 20);
      if (!existsSync(folder)) return;
    } catch {
      // Still written to; what remains in the end is swept by the next run.
    }
  }
};

const startOwnServer = async (): Promise<string> => {
  await sweepLeftovers();
  const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`);
  const embedded = await startEmbeddedPostgres({ dataDir, durable: false });
  process.once('exit', () => {
    embedded.stopNow();
    removeAtExit(dataDir);
  });
  return embedded.url;
};

/** Made once for each state of the migrations, also when several processes share a server. */
const prepareTemplate = async (url: string): Promise<string> => {
  const migrations = await readMigrations(MIGRATIONS);
  const digest = createHash('sha256')
    .update(migrations.map((one) => one.checksum).join())
    .digest('hex');
  const name = `mainstay_template_${digest.slice(0, 16)}`;
  const admin = openAdmin(url);
  try {
    await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const found = await admin`select from pg_database where datname = ${name}`;
    if (found.length > 0) return name;
    const half = `${name}_unfinished`;
    await admin.unsafe(`drop database if exists ${half} with (force)`);
    await admin.unsafe(`create database ${half}`);
    await migrate({ url: withDatabaseName(url, half), directory: MIGRATIONS });
    await admin.unsafe(`alter database ${half} rename to ${name}`);
    return name;
  } finally {
    await admin.end();
  }
};

const startServer = async (): Promise<Server> => {
  const url = process.env.MAINSTAY_TEST_DATABASE_URL ?? (await startOwnServer());
  return { url, templateName: await prepareTemplate(url) };
};

/**
 * A migrated database without rows (with `bare`, one without tables as well). The caller closes it, which drops it.
 */
export const createTestDatabase = async (
  options: { readonly bare?: boolean } = {},
): Promise<TestDatabase> => {
  server ??= startServer();
  const { url: serverUrl, templateName } = await server;
  const name = `mainstay_test_${randomBytes(8).toString('hex')}`;
  const admin = openAdmin(serverUrl);
  const template = options.bare === true ? 'template0' : templateName;
  await admin.unsafe(`create database ${name} template ${template}`);
  await admin.end();
  const url = withDatabaseName(serverUrl, name);
  const handle = connectDatabase({
    url,
    maxConnections: MAX_CONNECTIONS,
    applicationName: 'mainstay test',
  });
  return {
    database: handle.database,
    url,
    close: async () => {
      await handle.close();
      const cleaner = openAdmin(serverUrl);
      await cleaner.unsafe(`drop database if exists ${name} with (force)`);
      await cleaner.end();
    },
  };
};

/** Runs `work` on a database of its own and drops it afterwards, also when the work throws. */
export const withTestDatabase = async (
  work: (database: Database, url: string) => Promise<void>,
): Promise<void> => {
  const { database, url, close } = await createTestDatabase();
  try {
    await work(database, url);
  } finally {
    await close();
  }
};
