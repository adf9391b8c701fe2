import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { claimDueWork, insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import { sendAsCustomer } from '../conversation/index.ts';
import { createFollowing } from './index.ts';

const quiet: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const followingOn = (database: Database) => {
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  return createFollowing({ database, dueWork, log: quiet });
};

/** A follower that keeps what it was told in a table, so that what is rolled back is forgotten. */
const remembering = (name: string, breaks: () => boolean = () => false) => ({
  name,
  wants: () => true,
  take: async (
    trx: Database,
    { logged }: { readonly logged: readonly { seq: number; event: object }[] },
  ) => {
    for (const { seq } of logged) await sql`INSERT INTO told VALUES (${name}, ${seq})`.execute(trx);
    if (breaks()) throw new Error('broken');
  },
});

const toldTo = async (database: Database, name: string): Promise<readonly number[]> =>
  (
    await sql<{ seq: number }>`SELECT seq FROM told WHERE name = ${name} ORDER BY seq`.execute(
      database,
    )
  ).rows.map(({ seq }) => seq);

const prepared = async (database: Database) => {
  await sql`CREATE TABLE told (name text, seq integer, PRIMARY KEY (name, seq))`.execute(database);
  return { deps: conversationWorld(database), customerId: await addCustomer(database) };
};

test('each follower is told each event once, and one that fails holds up nobody', () =>
  withTestDatabase(async (database) => {
    const { deps, customerId } = await prepared(database);
    let isBroken = true;
    const following = followingOn(database);
    following.add(remembering('well'));
    following.add(remembering('ill', () => isBroken));
    await following.start();
    const { state } = await startedBy(deps, customerId);
    const payload = { conversationId: state.id };
    await following.handler(payload);
    assert.deepEqual(await toldTo(database, 'well'), [1, 2, 3]);
    assert.deepEqual(await toldTo(database, 'ill'), []);
    isBroken = false;
    await sendAsCustomer(deps, customerId, state.id, contentOf('Hello?'));
    await Promise.all([following.handler(payload), following.handler(payload)]);
    assert.deepEqual(await toldTo(database, 'well'), [1, 2, 3, 4]);
    assert.deepEqual(await toldTo(database, 'ill'), [1, 2, 3, 4]);
  }));

test('what was said before somebody followed is not news', () =>
  withTestDatabase(async (database) => {
    const { deps, customerId } = await prepared(database);
    const { state } = await startedBy(deps, customerId);
    const following = followingOn(database);
    following.add(remembering('late'));
    await following.start();
    await sendAsCustomer(deps, customerId, state.id, contentOf('Are you there?'));
    await following.handler({ conversationId: state.id });
    assert.deepEqual(await toldTo(database, 'late'), [4]);
  }));

test('a commit makes following due, and one while it is under way makes it due again', () =>
  withTestDatabase(async (database) => {
    const { deps, customerId } = await prepared(database);
    const { state } = await startedBy(deps, customerId);
    const key = `follow:${state.id}`;
    const claimNow = async () => {
      await sql`UPDATE due_work SET due_at = now() - interval '1 second'`.execute(database);
      return (await claimDueWork(database, 10, 60)).filter(({ work_key }) => work_key === key);
    };
    assert.equal((await claimNow()).length, 1);
    assert.equal((await claimNow()).length, 0, 'it is being done');
    await sendAsCustomer(deps, customerId, state.id, contentOf('One more thing'));
    assert.equal((await claimNow()).length, 1);
  }));

test('two followers of one name are a bug', () =>
  withTestDatabase(async (database) => {
    const following = followingOn(database);
    following.add(remembering('same'));
    assert.throws(() => following.add(remembering('same')));
  }));

test('of several conversations that are followed together, one that breaks a follower holds up no other', () =>
  withTestDatabase(async (database) => {
    const { deps, customerId } = await prepared(database);
    await sql`CREATE TABLE whose (id uuid PRIMARY KEY, seqs integer)`.execute(database);
    const following = followingOn(database);
    let spoilt: string | undefined;
    following.add({
      name: 'picky',
      wants: () => true,
      take: async (trx, { state, logged }) => {
        if (state.id === spoilt) throw new Error('spoilt');
        await sql`INSERT INTO whose VALUES (${state.id}, ${logged.length})`.execute(trx);
      },
    });
    await following.start();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push((await startedBy(deps, customerId)).state.id);
    spoilt = ids[1];
    await sql`UPDATE due_work SET due_at = now() - interval '1 second'`.execute(database);
    await claimDueWork(database, 10, 60);
    const payloads = ids.map((conversationId) => ({ conversationId }));
    await following.handler.together?.handle(payloads);
    const { rows } = await sql<{ id: string }>`SELECT id FROM whose WHERE seqs = 3`.execute(
      database,
    );
    assert.deepEqual(rows.map(({ id }) => id).sort(), [ids[0], ids[2]].sort());
    const asked = await sql<{ due: number }>`
      SELECT count(*)::int AS due FROM due_work WHERE work_key = ${`follow:${spoilt}`}
        AND due_at > now() + interval '3 seconds'`.execute(database);
    assert.equal(asked.rows[0]?.due, 1);
  }));
