import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { AgentId, ConversationId } from '../../src/core/ids.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addCustomer, addStaff, type Product, withProduct as withBareProduct } from './product.ts';

const withProduct = (work: (product: Product) => Promise<void>): Promise<void> =>
  withBareProduct(async (product) => {
    await ensureTeams(product.database, [
      { teamId: 'general', name: 'General', overflowTeamId: null, categories: CATEGORIES },
    ]);
    await work(product);
  });

const field = {
  key: 'bank_name',
  kind: 'text',
  categories: ['fiat'],
  labels: { en: 'Bank', ko: '은행' },
  choices: [],
  requiredToSolve: true,
  askedOfCustomer: 'required',
  source: null,
  position: 1,
};

const begin = async (
  { server }: Product,
  session: string,
  more: object = {},
): Promise<{ readonly status: number; readonly id: ConversationId; readonly body: unknown }> => {
  const started = await ask(server, 'POST', '/api/conversations', {
    session,
    body: {
      clientMessageId: crypto.randomUUID(),
      text: 'My bank transfer is missing',
      category: 'fiat',
      locale: 'en',
      withAssistant: false,
      ...more,
    },
  });
  return { status: started.status, id: started.body?.conversation?.id, body: started.body };
};

const failureOf = (body: unknown) => {
  const { error } = body as { error: { code: string; details: { faults: unknown } } };
  return { code: error.code, faults: error.details.faults };
};

/** With the work behind it running; `until` waits for what it brings about. */
const atWork = async (
  { features }: Product,
  work: (until: (done: () => Promise<boolean>) => Promise<void>) => Promise<void>,
): Promise<void> => {
  const { dueWork } = features.conversation;
  await features.care.start();
  await dueWork.start();
  try {
    await work(async (done) => {
      for (let tries = 0; tries < 100; tries++) {
        if (await done()) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.fail('it did not come about in time');
    });
  } finally {
    await dueWork.stop();
    await features.care.stop();
  }
};

const tagsOf = async ({ database }: Product, id: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ tags: string[] }>`
    SELECT state -> 'case' -> 'tags' AS tags FROM conversations WHERE conversation_id = ${id}`.execute(
    database,
  );
  return rows[0]?.tags ?? [];
};

/** How many events of the log those who follow have taken in. */
const followedTo = async ({ database }: Product, id: string): Promise<number> => {
  const { rows } = await sql<{ done: boolean }>`
    SELECT (k.cursors ->> 'watching')::bigint = c.last_seq AS done
    FROM follow_cursors k JOIN conversations c USING (conversation_id)
    WHERE conversation_id = ${id}`.execute(database);
  return rows[0]?.done === true ? 1 : 0;
};

test('a form is asked, kept sealed, read by staff, and required before it is solved', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const admin = await addStaff(product, 'admin');
    const lead = await addStaff(product, 'supervisor');
    const customer = await addCustomer(product, 'u-1');
    const refused = await ask(server, 'POST', '/api/desk/fields', {
      cookie: lead.cookie,
      body: field,
    });
    assert.equal(refused.status, 403);
    const made = await ask(server, 'POST', '/api/desk/fields', {
      cookie: admin.cookie,
      body: field,
    });
    assert.equal(made.status, 200);
    const { fieldId, version } = made.body;
    const twin = await ask(server, 'POST', '/api/desk/fields', {
      cookie: admin.cookie,
      body: field,
    });
    assert.equal(twin.body.error.code, 'field_key_taken');
    const form = await ask(server, 'GET', '/api/forms/fiat?locale=ko', {
      session: customer.session,
    });
    assert.deepEqual(form.body.fields, [
      { fieldId, kind: 'text', label: '은행', required: true, choices: [], picks: [] },
    ]);
    const wrong = await begin(product, customer.session, {
      fields: [{ fieldId: crypto.randomUUID(), value: 'x' }],
    });
    assert.equal(wrong.status, 422);
    const lacking = await begin(product, customer.session);
    assert.deepEqual(
      [lacking.status, failureOf(lacking.body)],
      [422, { code: 'form_incomplete', faults: [{ fieldId, code: 'required' }] }],
    );
    const none = await sql`SELECT 1 FROM conversations`.execute(database);
    assert.equal(none.rows.length, 0, 'nothing is half begun');
    const { id } = await begin(product, customer.session, {
      fields: [{ fieldId, value: 'Bank of Saturn' }],
    });
    const values = await ask(server, 'GET', `/api/desk/conversations/${id}/fields`, {
      cookie: lead.cookie,
    });
    assert.deepEqual(
      values.body.values.map(({ value, givenBy }: { value: string; givenBy: string }) => [
        value,
        givenBy,
      ]),
      [['Bank of Saturn', 'customer']],
    );
    const rows = await sql<{
      row: string;
    }>`SELECT field_values::text AS row FROM field_values`.execute(database);
    assert.ok(!rows.rows[0]?.row.includes('Saturn'));
    const opened = await sql`SELECT 1 FROM access_events WHERE reason = 'fields'`.execute(database);
    assert.equal(opened.rows.length, 1);
    const desk = (path: string, body: object, method: 'PUT' | 'POST' = 'PUT') =>
      ask(server, method, `/api/desk/conversations/${id}/${path}`, { cookie: lead.cookie, body });
    await desk('claim', {}, 'POST');
    await desk(`fields/${fieldId}`, { value: null });
    const early = await desk('status', { status: 'solved' });
    assert.equal(early.body.error.code, 'fields_missing');
    assert.deepEqual(early.body.error.details.fieldIds, [fieldId]);
    await desk(`fields/${fieldId}`, { value: 'Bank of Mars' });
    assert.equal((await desk('status', { status: 'solved' })).status, 200);
    const stale = { ...field, version: version + 5, retired: true };
    const changed = await ask(server, 'PUT', `/api/desk/fields/${fieldId}`, {
      cookie: admin.cookie,
      body: stale,
    });
    assert.equal(changed.body.error.code, 'changed_meanwhile');
  }));

test('a colleague is named in a note if they may see it; whoever follows is told, and of nothing they did', () =>
  withProduct(async (product) => {
    const { server, features } = product;
    const lead = await addStaff(product, 'supervisor');
    const stranger = await addStaff(product, 'agent', { name: 'stranger' });
    const customer = await addCustomer(product, 'u-2');
    const { id } = await begin(product, customer.session);
    const note = (mentions: readonly string[]) =>
      ask(server, 'POST', `/api/desk/conversations/${id}/notes`, {
        cookie: lead.cookie,
        body: { clientMessageId: crypto.randomUUID(), text: 'Please look', fileIds: [], mentions },
      });
    const refused = await note([stranger.agentId]);
    assert.equal(refused.body.error.code, 'mention_may_not_see');
    const other = await addStaff(product, 'supervisor', { name: 'other' });
    assert.equal((await note([other.agentId])).status, 200);
    const news = await ask(server, 'GET', '/api/desk/news', { cookie: other.cookie });
    assert.equal(news.body.unread.mention, 1);
    assert.equal(news.body.news[0].row.conversation.id, id);
    const mine = await ask(server, 'GET', '/api/desk/news', { cookie: lead.cookie });
    assert.deepEqual(
      [mine.body.news, mine.body.unread.mention, mine.body.unread.followed],
      [[], 0, 0],
    );
    // One's own lists: named and not looked at, followed and not over; with their counts.
    const listed = async (cookie: string) => {
      const asked = async (what: string) =>
        (await ask(server, 'GET', `/api/desk/personal-views/${what}`, { cookie })).body;
      const ids = ({ rows }: { rows: { conversation: { id: string } }[] }) =>
        rows.map((row) => row.conversation.id);
      return [ids(await asked('mentions')), ids(await asked('followed')), await asked('counts')];
    };
    assert.deepEqual(await listed(other.cookie), [[id], [], { mentions: 1, followed: 0 }]);
    assert.deepEqual(await listed(stranger.cookie), [[], [], { mentions: 0, followed: 0 }]);
    const read = await ask(server, 'POST', '/api/desk/news/read', {
      cookie: other.cookie,
      body: { conversationId: id },
    });
    assert.deepEqual([read.body.unread.mention, read.body.unread.followed], [0, 0]);
    const watched = await ask(server, 'PUT', `/api/desk/conversations/${id}/watch`, {
      cookie: other.cookie,
    });
    assert.equal(watched.body.watching, true);
    assert.deepEqual(await listed(other.cookie), [[], [id], { mentions: 0, followed: 1 }]);
    const hidden = await ask(server, 'PUT', `/api/desk/conversations/${id}/watch`, {
      cookie: stranger.cookie,
    });
    assert.equal(hidden.status, 404);
    const tell = async (agentId: string) => {
      const conversation = { conversationId: id as ConversationId, maySee: () => true };
      await features.conversation.committer.commit({
        ...conversation,
        actor: { kind: 'agent', id: agentId as AgentId },
        command: { type: 'move_status', to: agentId === other.agentId ? 'on_hold' : 'pending' },
      });
    };
    const unread = async () =>
      (await ask(server, 'GET', '/api/desk/news', { cookie: other.cookie })).body.unread.followed;
    await atWork(product, async (until) => {
      await tell(other.agentId);
      await until(async () => (await followedTo(product, id)) >= 1);
      assert.equal(await unread(), 0);
      await tell(lead.agentId);
      await until(async () => (await unread()) === 1);
    });
  }));

test('tags are counted, found by their beginning, and renamed into one another', () =>
  withProduct(async (product) => {
    const { server } = product;
    const lead = await addStaff(product, 'supervisor');
    const customer = await addCustomer(product, 'u-3');
    const ids = [
      (await begin(product, customer.session)).id,
      (await begin(product, customer.session)).id,
    ];
    const tag = (id: string, add: readonly string[]) =>
      ask(server, 'PUT', `/api/desk/conversations/${id}/tags`, {
        cookie: lead.cookie,
        body: { add, remove: [] },
      });
    assert.equal((await tag(ids[0] as string, ['<b>'])).body.error.code, 'tag_not_allowed');
    // Those who follow are told of what comes after they began.
    await atWork(product, async () => {});
    const many = Array.from({ length: 20 }, (_, i) => `t-${i}`);
    assert.equal((await tag(ids[0] as string, many)).status, 200);
    assert.equal((await tag(ids[0] as string, ['one-more'])).body.error.code, 'too_many_tags');
    const second = await tag(ids[1] as string, [' Refund Due ', 'refund-due', 'T-1']);
    assert.deepEqual(second.body.conversation.case.tags, ['refund-due', 't-1']);
    const list = async (begins: string) =>
      (await ask(server, 'GET', `/api/desk/tags?begins=${begins}`, { cookie: lead.cookie })).body
        .tags;
    await atWork(product, (until) => until(async () => (await list('t-1'))[0]?.uses === 2));
    assert.deepEqual(await list('t-1'), [
      { tag: 't-1', uses: 2 },
      ...[10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((i) => ({ tag: `t-${i}`, uses: 1 })),
    ]);
    const renamed = await ask(server, 'POST', '/api/desk/tags/refund-due/rename', {
      cookie: lead.cookie,
      body: { to: 'T-1' },
    });
    assert.equal(renamed.status, 204);
    assert.deepEqual(await list('refund'), []);
    await atWork(product, (until) =>
      until(async () => (await tagsOf(product, ids[1] as string)).join() === 't-1'),
    );
    await tag(ids[1] as string, ['refund-due']);
    assert.deepEqual(
      await tagsOf(product, ids[1] as string),
      ['t-1'],
      'the old name is the new one',
    );
  }));
