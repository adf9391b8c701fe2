import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { MigrationProblem, migrate } from './migrate.ts';

let directory = '';
let empty: TestDatabase;
// In a block of their own: the hooks must not run for the tests of other files in the same process.
describe('migrations', () => {
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mainstay-migrations-'));
    empty = await createTestDatabase({ bare: true });
  });
  afterEach(async () => {
    await empty.close();
    rmSync(directory, { recursive: true });
  });

  const write = (name: string, text: string): void => writeFileSync(join(directory, name), text);
  const run = (upTo?: string): Promise<readonly string[]> =>
    migrate({ url: empty.url, directory, ...(upTo === undefined ? {} : { upTo }) });
  const exists = async (table: string): Promise<boolean> => {
    const { rows } = await sql<{
      found: boolean;
    }>`select to_regclass(${table}) is not null as found`.execute(empty.database);
    return rows[0]?.found === true;
  };

  test('each file is applied once, in order, with several statements in it', async () => {
    write('0001-first.sql', 'create table a (x int); create table b (x int);');
    write('0002-second.sql', 'insert into a values (1);');
    assert.deepEqual(await run('0001-first.sql'), ['0001-first.sql']);
    assert.deepEqual(await run(), ['0002-second.sql']);
    assert.deepEqual(await run(), []);
    assert.deepEqual((await sql`select x from a`.execute(empty.database)).rows, [{ x: 1 }]);
  });

  test('a file that fails leaves nothing of itself behind', async () => {
    write('0001-first.sql', 'create table a (x int);');
    write('0002-second.sql', 'create table b (x int); select broken;');
    await assert.rejects(
      run(),
      (error) => error instanceof MigrationProblem && /0002-second\.sql failed/.test(error.message),
    );
    assert.equal(await exists('a'), true);
    assert.equal(await exists('b'), false);
    write('0002-second.sql', 'create table b (x int);');
    assert.deepEqual(await run(), ['0002-second.sql']);
  });

  test('an applied file that was changed, or is not known any more, stops everything', async () => {
    write('0001-first.sql', 'create table a (x int);');
    await run();
    write('0001-first.sql', 'create table a (x bigint);');
    write('0002-second.sql', 'create table b (x int);');
    await assert.rejects(run(), /0001-first\.sql was changed/);
    rmSync(join(directory, '0001-first.sql'));
    rmSync(join(directory, '0002-second.sql'));
    write('0001-other.sql', 'create table c (x int);');
    await assert.rejects(run(), /newer version/);
    assert.equal(await exists('b'), false);
    assert.equal(await exists('c'), false);
  });

  test('wrong names and gaps are told before anything is touched', async () => {
    write('0001-first.sql', 'create table a (x int);');
    write('0003-third.sql', 'create table c (x int);');
    await assert.rejects(run(), /without gaps/);
    rmSync(join(directory, '0003-third.sql'));
    write('0002_second.sql', '');
    await assert.rejects(run(), /not a migration's name/);
    assert.equal(await exists('a'), false);
  });

  test('six processes at once apply everything once', async () => {
    write(
      '0001-first.sql',
      'create table a (x int); insert into a values (1); select pg_sleep(0.05);',
    );
    write('0002-second.sql', 'insert into a values (2);');
    const applied = await Promise.all(Array.from({ length: 6 }, () => run()));
    assert.deepEqual(applied.flat().sort(), ['0001-first.sql', '0002-second.sql']);
    assert.equal((await sql`select x from a`.execute(empty.database)).rows.length, 2);
  });
});
