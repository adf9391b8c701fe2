import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { createKeyFile, openKeyFile } from '../adapters/key-file/key-file.ts';
import { systemIds } from '../adapters/system/ids.ts';
import type { CustomerId } from '../core/ids.ts';
import { createVault } from '../features/vault/index.ts';
import type { Config } from '../platform/config/config.ts';
import { readConfig } from '../platform/config/read-config.ts';
import type { Connection } from '../ports/database.ts';
import { backUp, restore } from './backup.ts';

const CUSTOMERS = 400;
const AWKWARD = [
  'tab\there',
  'line\nfeed',
  'back\\slash',
  '\\N',
  '\\.',
  '中文 العربية 한국어',
  '',
  '"quoted"',
];

let folder = '';
let source: TestDatabase;
let target: TestDatabase;

const configFor = (name: string): Config => {
  const config = readConfig({
    mode: 'demo',
    environment: {
      MAINSTAY_MASTER_KEY_FILE: join(folder, 'keys.json'),
      MAINSTAY_BLOBS_DIR: join(folder, name, 'files'),
    },
    root: join(folder, name),
    version: '1.2.3',
  });
  return config;
};

const contentOf = async (database: Connection): Promise<string> => {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname <> 'schema_migrations' order by 1`.execute(database);
  const all: unknown[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`select t::text as row from ${sql.table(name)} t order by 1`.execute(
      database,
    );
    all.push([name, rows]);
  }
  return JSON.stringify(all);
};

const constraintsOf = async (database: Connection): Promise<string> => {
  const { rows } = await sql`
    select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint
    where connamespace = 'public'::regnamespace order by 1, 2`.execute(database);
  return JSON.stringify(rows);
};

const fill = async (database: TestDatabase['database']): Promise<void> => {
  const vault = createVault({
    database,
    wrapper: await openKeyFile(join(folder, 'keys.json')),
    ids: systemIds,
  });
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const id = systemIds.uuid() as CustomerId;
    const external = `${index} ${AWKWARD[index % AWKWARD.length]}`;
    await sql`insert into customers (customer_id, kind, external_id, tier, locale, time_zone)
      values (${id}, 'customer', ${external}, 'standard', 'en', ${index % 2 === 0 ? null : '\\N'})`.execute(
      database,
    );
    const sealed = await vault.seal(id, Buffer.from(external), 'profile');
    await sql`update customers set profile_sealed = ${sealed} where customer_id = ${id}`.execute(
      database,
    );
  }
};

// In a block of their own: the hooks must not run for the tests of other files in the same process.
describe('backup and restore', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mainstay-backup-'));
    await createKeyFile(join(folder, 'keys.json'), { demo: false });
    source = await createTestDatabase();
    target = await createTestDatabase({ bare: true });
    await fill(source.database);
    const files = join(folder, 'old', 'files', 'ab');
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'abc.bin'), Buffer.from([0, 1, 2, 255]));
    writeFileSync(join(files, 'empty.bin'), '');
  });
  afterEach(async () => {
    await source.close();
    await target.close();
    rmSync(folder, { recursive: true });
  });

  test('what is restored is what was backed up', async () => {
    const archive = join(folder, 'backup.tar.gz');
    const saved = await backUp(configFor('old'), source.url, archive);
    assert.equal(statSync(archive).mode & 0o077, 0);
    assert.equal(saved.files, 2);
    assert.ok(saved.rows >= 2 * CUSTOMERS);
    const restored = await restore(configFor('new'), target.url, archive);
    assert.deepEqual(restored, saved);
    assert.equal(await contentOf(target.database), await contentOf(source.database));
    assert.equal(await constraintsOf(target.database), await constraintsOf(source.database));
    assert.deepEqual(
      readFileSync(join(folder, 'new/files/ab/abc.bin')),
      readFileSync(join(folder, 'old/files/ab/abc.bin')),
    );
    assert.equal(readFileSync(join(folder, 'new/files/ab/empty.bin')).length, 0);
  });

  test('no word, no key and no secret can be read in a backup', async () => {
    const archive = join(folder, 'backup.tar.gz');
    const secret = 'the customer said this';
    const vault = createVault({
      database: source.database,
      wrapper: await openKeyFile(join(folder, 'keys.json')),
      ids: systemIds,
    });
    const { rows } = await sql<{
      id: CustomerId;
    }>`select customer_id as id from customers limit 1`.execute(source.database);
    const id = rows[0]?.id as CustomerId;
    const sealed = await vault.seal(id, Buffer.from(secret), 'profile');
    await sql`update customers set profile_sealed = ${sealed} where customer_id = ${id}`.execute(
      source.database,
    );
    await backUp(configFor('old'), source.url, archive);
    const bytes = gunzipSync(readFileSync(archive));
    const keys = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8')) as {
      keys: Record<string, string>;
    };
    for (const key of [secret, ...Object.values(keys.keys)])
      assert.equal(bytes.includes(key), false);
  });

  test('a backup does not see what is written while it runs', async () => {
    const archive = join(folder, 'backup.tar.gz');
    const before = await contentOf(source.database);
    const busy = (async () => {
      for (let index = 0; index < 60; index += 1) {
        await sql`insert into customers (customer_id, kind, tier, locale)
        values (${systemIds.uuid()}, 'visitor', 'standard', 'en')`.execute(source.database);
      }
    })();
    const [saved] = await Promise.all([backUp(configFor('old'), source.url, archive), busy]);
    const restored = await restore(configFor('new'), target.url, archive);
    assert.deepEqual(restored, saved);
    const customers = (
      await sql`select 1 from customers where kind = 'customer'`.execute(target.database)
    ).rows;
    assert.equal(customers.length, CUSTOMERS);
    assert.notEqual(await contentOf(source.database), before);
  });

  test('a damaged archive is refused wherever the damage is, and nothing is written', async () => {
    const archive = join(folder, 'backup.tar.gz');
    await backUp(configFor('old'), source.url, archive);
    const good = readFileSync(archive);
    const plain = gunzipSync(good);
    const withPlain = (change: (bytes: Buffer) => Buffer): Buffer =>
      gzipSync(change(Buffer.from(plain)));
    const flip = (at: number) => (bytes: Buffer) => {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    const damaged = [
      Buffer.from('not an archive'),
      Buffer.alloc(0),
      good.subarray(0, good.length / 2),
      flip(Math.floor(good.length / 2))(Buffer.from(good)),
      // Right behind the first header: a file's words, or the next header; never what only fills up.
      withPlain(flip(512)),
      withPlain(flip(3)),
      withPlain(flip(plain.indexOf('manifest.json') + 700)),
      withPlain((bytes) => bytes.subarray(0, bytes.indexOf('manifest.json'))),
    ];
    for (const [index, bytes] of damaged.entries()) {
      const path = join(folder, `damaged-${index}.tar.gz`);
      writeFileSync(path, bytes);
      await assert.rejects(
        restore(configFor('new'), target.url, path),
        { name: 'DamagedArchive' },
        `case ${index}`,
      );
    }
    assert.equal(await contentOf(target.database), '[]');
    assert.equal(existsSync(join(folder, 'new/files')), false);
  });

  test('only an empty database and an empty folder are restored into', async () => {
    const archive = join(folder, 'backup.tar.gz');
    await backUp(configFor('old'), source.url, archive);
    await assert.rejects(restore(configFor('new'), source.url, archive), /database is not empty/);
    await assert.rejects(
      restore(configFor('old'), target.url, archive),
      /folder for files.*not empty/,
    );
    await assert.rejects(backUp(configFor('old'), source.url, archive), /exists already/);
  });

  test('a backup whose keys are not at hand is refused before anything is written', async () => {
    const archive = join(folder, 'backup.tar.gz');
    await backUp(configFor('old'), source.url, archive);
    rmSync(join(folder, 'keys.json'));
    await createKeyFile(join(folder, 'keys.json'), { demo: false });
    await assert.rejects(restore(configFor('new'), target.url, archive), /master keys/);
    assert.equal(await contentOf(target.database), '[]');
  });
});
