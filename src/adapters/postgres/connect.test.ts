import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { connectDatabase } from './connect.ts';
import { isConnectionFailure } from './errors.ts';

const ID = '018f7f00-0000-7000-8000-000000000001';
const SAMPLE_TABLE = sql`create table samples (
  id uuid primary key default gen_random_uuid(), words jsonb, bytes bytea, counter bigint, happened_at timestamptz,
  tags text[], ids uuid[], flags boolean[])`;

test('values come back as they went in', () =>
  withTestDatabase(async (database) => {
    await SAMPLE_TABLE.execute(database);
    const sent = {
      bytes: Buffer.from([0, 1, 255]),
      counter: Number.MAX_SAFE_INTEGER,
      happened_at: new Date(1_234_567),
      tags: ['a,"b', 'c\\', '', '中文', '{}'],
      ids: [ID],
      flags: [true, false],
    };
    const documents = [
      { a: [1, { b: '"\\\'' }] },
      [true, false],
      ['a'],
      [],
      [{ x: 1 }],
      'text',
      5,
      false,
    ];
    for (const words of documents) {
      const { rows } = await sql<typeof sent & { words: unknown }>`
        insert into samples (words, bytes, counter, happened_at, tags, ids, flags)
        values (${words}, ${sent.bytes}, ${sent.counter}, ${sent.happened_at}, ${sent.tags}, ${sent.ids}, ${sent.flags})
        returning words, bytes, counter, happened_at, tags, ids, flags`.execute(database);
      assert.deepEqual(rows, [{ words, ...sent }]);
    }
  }));

test('lists may be passed whole, empty ones too', () =>
  withTestDatabase(async (database) => {
    const unnest = async (ids: readonly string[]) =>
      (await sql<{ id: string }>`select id from unnest(${ids}::uuid[]) as id`.execute(database))
        .rows;
    assert.deepEqual(await unnest([ID]), [{ id: ID }]);
    assert.deepEqual(await unnest([]), []);
  }));

test('a bigint beyond 2^53 is refused, not rounded', () =>
  withTestDatabase(async (database) => {
    await assert.rejects(sql`select 9007199254740993::bigint`.execute(database), RangeError);
  }));

test('a repeated query is prepared once', () =>
  withTestDatabase(async (_, url) => {
    const handle = connectDatabase({ url, maxConnections: 1, applicationName: 'prepared' });
    for (let turn = 0; turn < 3; turn += 1) {
      await sql`select ${turn}::int as hot`.execute(handle.database);
    }
    const { rows } = await sql<{ uses: number }>`
      select generic_plans + custom_plans as uses from pg_prepared_statements
      where statement = 'select $1::int as hot'`.execute(handle.database);
    assert.deepEqual(rows, [{ uses: 3 }]);
    await handle.close();
  }));

test('an error of a statement is no failure of the connection', () =>
  withTestDatabase(async (database) => {
    const error = await sql`select 1 / 0`.execute(database).catch((e: unknown) => e);
    assert.equal(isConnectionFailure(error), false);
  }));

test('a swallowed error inside a transaction does not look like a commit', () =>
  withTestDatabase(async (database) => {
    await sql`create table numbers (id int primary key)`.execute(database);
    const work = database.transaction().execute(async (transaction) => {
      await sql`insert into numbers values (1)`.execute(transaction);
      await sql`insert into numbers values (1)`.execute(transaction).catch(() => undefined);
    });
    await assert.rejects(work, /swallowed/);
  }));

test('after the session is killed, the rest of a transaction fails and the pool goes on', () =>
  withTestDatabase(async (database, url) => {
    await sql`create table numbers (id int primary key)`.execute(database);
    const handle = connectDatabase({ url, maxConnections: 1, applicationName: 'victim' });
    const work = handle.database.transaction().execute(async (transaction) => {
      await sql`insert into numbers values (1)`.execute(transaction);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim'`.execute(
        database,
      );
      await sql`insert into numbers values (2)`.execute(transaction).catch(() => undefined);
      await sql`insert into numbers values (3)`.execute(transaction);
    });
    await assert.rejects(work, isConnectionFailure);
    const { rows } = await sql`select id from numbers`.execute(handle.database);
    assert.deepEqual(rows, []);
    await handle.close();
  }));

test('more work than connections waits its turn', () =>
  withTestDatabase(async (_, url) => {
    const handle = connectDatabase({ url, maxConnections: 2, applicationName: 'crowd' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_unused, index) =>
        sql<{ n: number }>`select ${index}::int as n, pg_sleep(0.002)`.execute(handle.database),
      ),
    );
    assert.deepEqual(
      answers.map(({ rows }) => rows[0]?.n),
      Array.from({ length: 20 }, (_unused, index) => index),
    );
    await handle.close();
  }));

test('a database out of reach is told as such', async () => {
  const handle = connectDatabase({
    url: 'postgres://nobody:nothing@127.0.0.1:7449/none',
    maxConnections: 1,
    applicationName: 'lost',
  });
  await assert.rejects(handle.ping(), isConnectionFailure);
  await assert.rejects(handle.ping(), isConnectionFailure);
  await handle.close();
});
