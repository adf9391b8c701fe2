import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { connectDatabase, type DatabaseHandle } from '../postgres/connect.ts';
import { mayEnter } from './account.ts';
import { findRunningPostgres } from './find-running.ts';
import { isAlive, stopPostmaster } from './postmaster.ts';
import { DataInUse, lockDataFolder, startEmbeddedPostgres } from './start.ts';

const START = JSON.stringify(join(import.meta.dirname, 'start.ts'));
/** Another Mainstay, which says its database's process id once it is up, and then waits to be killed. */
const HOLDER = `
  const { lockDataFolder, startEmbeddedPostgres } = await import(${START});
  lockDataFolder(process.argv[1]);
  const { pid, url } = await startEmbeddedPostgres({ dataDir: process.argv[1], durable: false });
  console.log(JSON.stringify({ pid, url }));
  setInterval(() => {}, 1000);`;

let dataDir = '';
let others: ChildProcess[] = [];
let databases: number[] = [];
// In a block of their own: the hooks must not run for the tests of other files in the same process.
describe('the embedded database', () => {
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'mainstay-embedded-'));
    await chmod(dataDir, 0o755);
    others = [];
    databases = [];
  });
  afterEach(async () => {
    for (const other of others) other.kill('SIGKILL');
    for (const pid of databases) await stopPostmaster(pid);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  const startHolder = async (): Promise<{ child: ChildProcess; pid: number; url: string }> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    others.push(child);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const told = JSON.parse(line.toString()) as { pid: number; url: string };
    databases.push(told.pid);
    return { child, ...told };
  };

  const connect = (url: string): DatabaseHandle =>
    connectDatabase({ url, maxConnections: 1, applicationName: 'test' });

  test('text is UTF-8 with the built-in locale, so that CJK text can be found by trigrams', async () => {
    const embedded = await startEmbeddedPostgres({ dataDir, durable: false });
    const handle = connect(embedded.url);
    const { rows } = await sql`
    select datlocprovider as provider, datlocale as locale, pg_encoding_to_char(encoding) as encoding
    from pg_database where datname = current_database()`.execute(handle.database);
    assert.deepEqual(rows, [{ provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' }]);
    await handle.close();
    await embedded.stop();
    assert.equal(isAlive(embedded.pid), false);
    assert.ok(embedded.port < 32_768);
    assert.equal(statSync(join(dataDir, 'postgres-password')).mode & 0o077, 0);
  });

  test('a second copy on the same data is refused with a sentence', async () => {
    const { child } = await startHolder();
    assert.throws(
      () => lockDataFolder(dataDir),
      (error) => error instanceof DataInUse && error.message.includes(`process ${child.pid}`),
    );
  });

  test('a command finds the running database, and none where nothing runs', async () => {
    assert.equal(findRunningPostgres(dataDir), undefined);
    const { url } = await startHolder();
    assert.equal(findRunningPostgres(dataDir), url);
  });

  test('after a kill, the next start stops the orphan and goes on with the same rows', async () => {
    const { child, pid, url } = await startHolder();
    const first = connect(url);
    await sql`create table kept as select 42 as answer`.execute(first.database);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(isAlive(pid), true, 'the orphan should still run');
    const release = lockDataFolder(dataDir);
    const embedded = await startEmbeddedPostgres({ dataDir, durable: false });
    assert.equal(isAlive(pid), false);
    const second = connect(embedded.url);
    assert.deepEqual((await sql`select answer from kept`.execute(second.database)).rows, [
      { answer: 42 },
    ]);
    await first.close();
    await second.close();
    await embedded.stop();
    release();
  });

  test('the claim of a dead process, or of another with the same number, does not hold', () => {
    const file = join(dataDir, 'mainstay.lock');
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, birth: '' }));
    lockDataFolder(dataDir)();
    writeFileSync(file, JSON.stringify({ pid: process.ppid, birth: 'another boot/1' }));
    lockDataFolder(dataDir)();
    writeFileSync(file, '');
    const release = lockDataFolder(dataDir);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
    release();
  });

  test('whether another account may enter a folder is seen from every folder above it', async () => {
    const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
    assert.equal(mayEnter(nobody, join(dataDir, 'a', 'b')), true);
    await chmod(dataDir, 0o700);
    assert.equal(mayEnter(nobody, join(dataDir, 'a', 'b')), false);
  });
});
