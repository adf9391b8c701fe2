import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, contentOf, conversationWorld } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { SearchReply } from '../../contract/search.ts';
import type { AgentId, ConversationId, CustomerId, MessageId, TeamId } from '../../core/ids.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import { deleteMessage, editMessage } from '../conversation/change-message.ts';
import { sendAsAgent, startConversation } from '../conversation/index.ts';
import { createFollowing } from '../following/index.ts';
import { saveProfile } from '../identity/index.ts';
import { createKeepNames, createSearch } from './index.ts';
import { nameHashes, takeNames } from './names.ts';
import { takeHistory } from './take-history.ts';
import { createTokenHashes } from './tokens.ts';

const lead: StaffPrincipal = {
  kind: 'staff',
  agentId: 'ines' as AgentId,
  role: 'supervisor',
  teamIds: [],
  locale: 'en',
  publicName: 'Ines',
  badge: 'M-1',
  sessionId: 's',
};
const of = (team: string): StaffPrincipal => ({
  ...lead,
  agentId: `agent-of-${team}` as AgentId,
  role: 'agent',
  teamIds: [team as TeamId],
});

const log = { error: assert.fail, warn: () => undefined, info: () => undefined } as never;

const searchWorld = async (database: Database) => {
  const conversation = conversationWorld(database);
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const options = { ...conversation, clock: systemClock, dueWork };
  const hash = (text: string) => conversation.bodyHash([text]);
  const slice = createSearch({ ...options, hash });
  const following = createFollowing({ database, dueWork, log });
  for (const follower of slice.followers) following.add(follower);
  const [route] = slice.routes;
  return {
    conversation,
    deps: {
      ...options,
      hashes: createTokenHashes(hash('search tokens 1')),
      names: nameHashes(hash),
    },
    keepNames: createKeepNames(hash),
    follow: following,
    find: async (q: string, principal: StaffPrincipal = lead, limit = 20, cursor?: string) => {
      const query = { q, limit, ...(cursor === undefined ? {} : { cursor }) };
      const result = await route?.handle({ principal, query } as never);
      assert.ok(result?.ok, JSON.stringify(result));
      return result.value as SearchReply;
    },
    ask: async (customerId: CustomerId, text: string) => {
      const starter = { customerId, kind: 'customer' as const, tier: 'standard' as const };
      const started = await startConversation(conversation, starter, {
        ...contentOf(text),
        category: 'deposit',
        locale: 'zh',
      });
      assert.ok(started.ok);
      const { state, logged } = started.value;
      const sent = logged.find(({ event }) => event.type === 'message_sent')?.event;
      assert.ok(sent?.type === 'message_sent');
      await following.handler({ conversationId: state.id });
      return { id: state.id, number: state.number, messageId: sent.messageId };
    },
  };
};
type World = Awaited<ReturnType<typeof searchWorld>>;

const withWorld = (run: (world: World, database: Database) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const world = await searchWorld(database);
    await world.follow.start();
    await run(world, database);
  });

const found = ({ hits }: SearchReply): readonly string[] =>
  hits.map(({ row }) => row.conversation.id);

const changeOf = (customerId: CustomerId, id: ConversationId, messageId: MessageId) => ({
  conversationId: id,
  messageId,
  by: { kind: 'customer' as const, id: customerId },
  maySee: () => true,
});

test('what is said is found, by words of two characters as well, and marked; each hit shown is an access', () =>
  withWorld(async (world, database) => {
    const customerId = await addCustomer(database);
    const zh = await world.ask(customerId, '我的提币还没有到账');
    const ko = await world.ask(customerId, '어제 신청한 출금이 안 왔어요');
    const ja = await world.ask(customerId, '昨日の出金がまだです 100% \\ _');
    for (const [query, id] of [
      ['提币', zh.id],
      ['출금', ko.id],
      ['出金', ja.id],
      [zh.number, zh.id],
      [`${zh.number.replaceAll('-', '')}`, zh.id],
    ] as const) {
      assert.deepEqual(found(await world.find(query)), [id], query);
    }
    const [hit] = (await world.find('到账')).hits;
    const { text = '', marks = [] } = hit?.message ?? {};
    assert.deepEqual(
      marks.map(({ start, end }) => text.slice(start, end)),
      ['到账'],
    );
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM access_events
      WHERE reason = 'searched' AND subject_id = ${zh.id} AND agent_id = 'ines'`.execute(database);
    assert.equal(Number(rows[0]?.count), 4);
    const everything = await world.find(`customer:${customerId}`);
    assert.deepEqual(new Set(found(everything)), new Set([zh.id, ko.id, ja.id]));
    assert.deepEqual(found(await world.find(`customer:${customerId} 出金`)), [ja.id]);
    assert.deepEqual(found(await world.find('customer:nobody 出金')), []);
  }));

test('nobody finds what is not theirs to see', () =>
  withWorld(async (world, database) => {
    const { id, number } = await world.ask(await addCustomer(database), 'where is my withdrawal');
    for (const query of ['withdrawal', number, 'status:new', 'category:deposit withdrawal']) {
      assert.deepEqual(found(await world.find(query, of('general'))), [id], query);
      assert.deepEqual(found(await world.find(query, of('elsewhere'))), [], query);
    }
    const { rows } = await sql`
      SELECT 1 FROM access_events WHERE agent_id = 'agent-of-elsewhere'`.execute(database);
    assert.equal(rows.length, 0);
  }));

test('filters and dates narrow; % and \\ and NUL look for nothing', () =>
  withWorld(async (world, database) => {
    const { id } = await world.ask(await addCustomer(database), 'deposit one two');
    const now = new Date().toISOString().slice(0, 10);
    assert.deepEqual(found(await world.find('deposit status:new locale:zh')), [id]);
    assert.deepEqual(found(await world.find('deposit status:closed')), []);
    assert.deepEqual(found(await world.find('deposit tag:vip')), []);
    assert.deepEqual(found(await world.find('deposit after:1999-01-01')), [id]);
    assert.deepEqual(found(await world.find(`deposit before:${now}`)), []);
    assert.deepEqual(found(await world.find('deposit % \\ \u0000 %_')), [id]);
    assert.deepEqual(found(await world.find("deposit' OR 1=1 --")), []);
  }));

test('edited, words are found by what they are now; deleted, by nothing, from the same commit on', () =>
  withWorld(async (world, database) => {
    const customerId = await addCustomer(database);
    const { id, messageId } = await world.ask(customerId, 'my secret plan');
    const change = changeOf(customerId, id, messageId);
    const entries = () => sql`SELECT 1 FROM search_entries`.execute(database);
    const edited = await editMessage(world.conversation, change, 'another matter');
    assert.ok(edited.ok);
    assert.equal((await entries()).rows.length, 0);
    await world.follow.handler({ conversationId: id });
    assert.deepEqual(found(await world.find('secret')), []);
    assert.deepEqual(found(await world.find('matter')), [id]);
    assert.ok((await deleteMessage(world.conversation, change)).ok);
    assert.equal((await entries()).rows.length, 0);
    await world.follow.handler({ conversationId: id });
    assert.deepEqual(found(await world.find('matter')), []);
  }));

test('the database holds no word that was said', () =>
  withWorld(async (world, database) => {
    await world.ask(await addCustomer(database), 'xylophone 提币');
    const { rows } = await sql<{ row: string }>`
      SELECT row_to_json(e)::text AS row FROM search_entries e`.execute(database);
    assert.equal(rows.length, 1);
    assert.ok(!/xylo|提|币/.test(rows[0]?.row ?? ''));
  }));

test('what was there before the index is taken in, newest first, and only once', () =>
  withTestDatabase(async (database) => {
    const early = await searchWorld(database);
    const customerId = await addCustomer(database);
    const ids: string[] = [];
    for (let at = 0; at < 45; at += 1) {
      const starter = { customerId, kind: 'customer' as const, tier: 'standard' as const };
      const started = await startConversation(early.conversation, starter, {
        ...contentOf(`old deposit ${at}`),
        category: 'deposit',
        locale: 'en',
      });
      assert.ok(started.ok);
      ids.push(started.value.state.id);
    }
    await early.follow.start();
    assert.equal((await early.find('deposit')).complete, false);
    for (let round = 0; round < 3; round += 1) await takeHistory(early.deps);
    const first = await early.find('old deposit', lead, 30);
    assert.equal(first.complete, true);
    assert.deepEqual(found(first), ids.toReversed().slice(0, 30));
    const second = await early.find('old deposit', lead, 30, first.nextCursor ?? '');
    assert.deepEqual(found(second), ids.toReversed().slice(30));
    assert.equal(second.nextCursor, null);
    const fresh = await early.ask(customerId, 'new deposit');
    assert.equal(found(await early.find('deposit'))[0], fresh.id);
  }));

test('notes of staff are found too', () =>
  withWorld(async (world, database) => {
    const { id } = await world.ask(await addCustomer(database), 'hello');
    const sent = await sendAsAgent(world.conversation, {
      agent: { id: lead.agentId, name: 'Ines', badge: 'M-1', leads: true },
      maySee: () => true,
      conversationId: id,
      content: contentOf('a note about zebras'),
      kind: 'note',
      leaveAs: null,
    });
    assert.ok(sent.ok, JSON.stringify(sent));
    await world.follow.handler({ conversationId: id });
    assert.deepEqual(found(await world.find('zebra')), [id]);
  }));

const profile = (
  { conversation, keepNames }: World,
  database: Database,
  customerId: CustomerId,
  who: { readonly name: string | null; readonly email: string | null },
  kept = true,
) =>
  database.transaction().execute(async (trx) => {
    await saveProfile(trx, conversation.vault, customerId, who);
    if (kept) await keepNames(trx, customerId, who);
  });

test('customers are found by name and mail address, by whoever may see their requests, and nothing of it is kept in the clear', () =>
  withWorld(async (world, database) => {
    const [ada, wang] = [await addCustomer(database), await addCustomer(database)];
    const email = 'a.lovelace@mail.example.com';
    await profile(world, database, ada, { name: 'Ada Lövelace', email });
    await profile(world, database, wang, { name: '王小明', email: null });
    const first = await world.ask(ada, 'My deposit is late');
    const second = await world.ask(wang, '我的提币还没有到账');
    const said = await world.ask(wang, 'I wrote to lovelace about it');
    for (const [query, ids] of [
      ['LÖVELACE ada', [first.id]],
      ['lovelace', [first.id, said.id]],
      [email, [first.id]],
      ['王小', [second.id, said.id].toReversed()],
      ['customer:小明 status:new', [second.id, said.id].toReversed()],
      [`customer:${email} deposit`, [first.id]],
      ['lovelac@mail.example.com', []],
      ['ada@mail.example.com', []],
      ['小王', []],
    ] as const)
      assert.deepEqual(found(await world.find(query)), ids, query);
    const [named, spoken] = (await world.find('lovelace')).hits;
    assert.deepEqual([named?.named, spoken?.named], ['name', null]);
    assert.equal((await world.find(email)).hits[0]?.named, 'mail');
    assert.deepEqual(found(await world.find('lovelace', of('no-such-team'))), []);
    const { rows } = await sql<{ subjects: string[] }>`
      SELECT array_agg(DISTINCT subject_id::text) AS subjects FROM access_events
      WHERE agent_id = 'ines' AND customer_id = ${ada}`.execute(database);
    assert.deepEqual(rows[0]?.subjects, [first.id], 'whoever is shown is recorded');
    const kept = await sql<{ all: string }>`
      SELECT string_agg(t::text, '') AS all FROM customer_name_tokens t`.execute(database);
    assert.doesNotMatch(kept.rows[0]?.all ?? '', /ada|lovelace|王/i);

    // A new name takes the place of the old one; without the key nobody is found by name.
    await profile(world, database, ada, { name: 'Ada King', email: null });
    assert.deepEqual(found(await world.find('customer:lovelace')), []);
    assert.deepEqual(found(await world.find('king')), [first.id]);
    await sql`DELETE FROM customer_keys WHERE customer_id = ${wang}`.execute(database);
    assert.deepEqual(found(await world.find('王小明')), []);
  }));

test('those who were here before are found by name once they have been gone through, whatever stops it', () =>
  withWorld(async (world, database) => {
    const ids = await Promise.all(Array.from({ length: 3 }, () => addCustomer(database)));
    for (const [at, id] of ids.entries())
      await profile(world, database, id, { name: `Grace Hopper${at}`, email: null }, false);
    const asked = await world.ask(ids[0] as CustomerId, 'Where is it?');
    assert.deepEqual(found(await world.find('customer:grace')), []);
    // Whose key is gone cannot be read, and stands in nobody's way.
    await sql`DELETE FROM customer_keys WHERE customer_id = ${ids[2] ?? null}`.execute(database);
    await takeNames(world.deps, { after: null });
    await takeNames(world.deps, { after: null });
    assert.deepEqual(found(await world.find('customer:grace')), [asked.id]);
  }));
