import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addStaff, type Product, withProduct } from './product.ts';

const AT = '/api/v1/conversations';

/** A product with a team, an admin and whatever keys are asked for. */
const withKeys = (
  work: (
    product: Product,
    admin: Awaited<ReturnType<typeof addStaff>>,
    key: (...scopes: string[]) => Promise<{ readonly session: string; readonly id: string }>,
  ) => Promise<void>,
) =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const admin = await addStaff(product, 'admin');
    await work(product, admin, async (...scopes) => {
      const { body, text, status } = await ask(server, 'POST', '/api/desk/api-keys', {
        cookie: admin.cookie,
        body: { name: 'CRM', scopes },
      });
      assert.equal(status, 200, text);
      return { session: body.secret, id: body.key.id };
    });
  });

let said = 0;
const begin = async ({ server }: Product, session: string, customer = 'u-1') => {
  said += 1;
  const clientMessageId = `danger-${String(said).padStart(6, '0')}`;
  const started = await ask(server, 'POST', AT, {
    session,
    body: { customer, clientMessageId, text: 'Where is it?', locale: 'en', category: 'deposit' },
  });
  assert.equal(started.status, 200, started.text);
  return String(started.body.conversation.id);
};

test('a scope is not a way to another: words, webhooks, rules and macros ask for what they lead to', () =>
  withKeys(async (product, admin, key) => {
    const { server } = product;
    const whole = await key(...SCOPES);
    const id = await begin(product, whole.session);
    const hooks = await key('webhooks:write');
    const hook = { name: 'mine', url: 'https://93.184.216.34/in', eventTypes: [], withWords: true };
    const post = (url: string, session: string, body: object) =>
      ask(server, 'POST', url, { session, body });
    const refused = await post('/api/v1/webhooks', hooks.session, hook);
    assert.deepEqual(
      [refused.status, refused.body.details],
      [403, { scopes: ['conversations:read', 'messages:read'] }],
    );
    const quiet = await key('webhooks:write', 'conversations:read');
    const wordy = await post('/api/v1/webhooks', quiet.session, hook);
    assert.deepEqual([wordy.status, wordy.body.details], [403, { scopes: ['messages:read'] }]);
    const made = await post('/api/v1/webhooks', whole.session, hook);
    assert.equal(made.status, 200, made.text);
    const moved = await ask(server, 'PUT', `/api/v1/webhooks/${made.body.webhook.id}`, {
      session: quiet.session,
      body: { url: 'https://93.184.216.35/elsewhere' },
    });
    assert.deepEqual([moved.status, moved.body.details], [403, { scopes: ['messages:read'] }]);

    const reader = await key('conversations:read', 'tasks:read', 'incidents:read');
    for (const url of [`${AT}/${id}/related`, `${AT}/${id}/messages`, `${AT}/${id}/transcript`]) {
      const words = await ask(server, 'GET', url, reader);
      assert.deepEqual([words.status, words.body.code], [403, 'scope_missing'], url);
    }
    for (const url of [
      AT,
      `${AT}/${id}`,
      `${AT}/${id}/stations`,
      '/api/v1/views/all/conversations',
    ]) {
      const read = await ask(server, 'GET', url, reader);
      assert.equal(read.status, 200, `${url} ${read.text}`);
      assert.ok(!read.text.includes('Where is it'), url);
    }
    const ruler = await key('automation:write');
    const nothing = '00000000-0000-4000-8000-000000000000';
    const publish = await post(`/api/v1/rules/${nothing}/publish`, ruler.session, { version: 1 });
    if (publish.status !== 400) assert.equal(publish.body.code, 'scope_missing', publish.text);
    const speaker = await key('messages:write');
    const macro = await post(`${AT}/${id}/macros/${nothing}`, speaker.session, {
      clientMessageId: 'danger-macro-1',
      text: '',
      fileIds: [],
    });
    assert.deepEqual([macro.status, macro.body.code], [403, 'scope_missing'], macro.text);
    for (const [method, url] of [
      ['GET', '/api/desk/api-keys'],
      ['POST', '/api/desk/api-keys'],
      ['GET', '/api/desk/me'],
      ['PUT', '/api/desk/sla/book'],
      ['GET', '/api/conversations'],
    ] as const) {
      const desk = await ask(server, method, url, {
        ...whole,
        ...(method !== 'GET' && { body: {} }),
      });
      assert.equal(desk.status, 403, `${url} ${desk.text}`);
    }
    // Somebody's own session opens nothing of other systems.
    assert.equal((await ask(server, 'GET', AT, { cookie: admin.cookie })).status, 403);
  }));

test('what staff may not do, a key may not do: solving without what must be filled in, getting a case', () =>
  withKeys(async (product, admin, key) => {
    const { server, database } = product;
    const { session, id: keyId } = await key(...SCOPES);
    const id = await begin(product, session);
    const field = await ask(server, 'POST', '/api/desk/fields', {
      cookie: admin.cookie,
      body: {
        key: 'root_cause',
        kind: 'text',
        categories: [],
        labels: { en: 'Root cause' },
        choices: [],
        requiredToSolve: true,
        askedOfCustomer: 'no',
        source: null,
      },
    });
    assert.equal(field.status, 200, field.text);
    const solve = () =>
      ask(server, 'PUT', `${AT}/${id}/status`, { session, body: { status: 'solved' } });
    const unsolved = await solve();
    assert.deepEqual(
      [unsolved.status, unsolved.body.code, unsolved.body.details.names],
      [412, 'fields_missing', ['Root cause']],
    );
    const fieldId = unsolved.body.details.fieldIds[0];
    const bulk = await ask(server, 'POST', '/api/v1/bulk/preview', {
      session,
      body: { conversationIds: [id], action: { kind: 'status', to: 'solved' } },
    });
    assert.deepEqual([bulk.body.refused, bulk.body.rows[0].code], [1, 'fields_missing'], bulk.text);
    const filled = await ask(server, 'PUT', `${AT}/${id}/fields/${fieldId}`, {
      session,
      body: { value: 'a stuck node' },
    });
    assert.equal(filled.status, 200, filled.text);

    const macro = await ask(server, 'POST', '/api/v1/macros', {
      session,
      body: {
        title: 'On its way',
        shortcut: 'way',
        category: null,
        texts: { en: 'It is on its way.' },
        actions: [{ kind: 'priority', to: 'high' }],
        visibility: 'all',
        teamId: null,
      },
    });
    assert.equal(macro.status, 200, macro.text);
    const applied = await ask(server, 'POST', `${AT}/${id}/macros/${macro.body.id}`, {
      session,
      body: { clientMessageId: 'danger-macro-2', text: 'It is on its way.', fileIds: [] },
    });
    assert.equal(applied.status, 200, applied.text);
    const state = (await ask(server, 'GET', `${AT}/${id}`, { session })).body.conversation;
    assert.deepEqual([state.assignee, state.priority], [null, 'high'], 'it spoke and got no case');
    for (const to of [`key:${keyId}`, keyId]) {
      const assigned = await ask(server, 'POST', `${AT}/${id}/assign`, {
        session,
        body: { agentId: to },
      });
      assert.ok(assigned.status >= 400 && assigned.status < 500, assigned.text);
      const many = await ask(server, 'POST', '/api/v1/bulk/preview', {
        session,
        body: { conversationIds: [id], action: { kind: 'assign', agentId: to } },
      });
      assert.deepEqual([many.status, many.body.code], [404, 'agent_not_found'], many.text);
    }
    assert.equal((await solve()).status, 200);
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM audit_events
      WHERE actor_id LIKE 'key:%' OR (actor_kind = 'staff' AND session_id = ${keyId})`.execute(
      database,
    );
    assert.equal(rows[0]?.n, 0, 'a key is a key in the audit, whichever route it took');
  }));

test('many at once is done as the key that asked, and no further once the key is ended', () =>
  withKeys(async (product, admin, key) => {
    const { server, database, features } = product;
    const { session, id: keyId } = await key(...SCOPES);
    const ids = [await begin(product, session), await begin(product, session, 'u-2')];
    const start = (requestKey: string, to: string) =>
      ask(server, 'POST', '/api/v1/bulk', {
        session,
        body: { requestKey, conversationIds: ids, action: { kind: 'priority', to } },
      });
    const run = await start('danger-bulk-1', 'high');
    assert.equal(run.status, 200, run.text);
    await features.conversation.dueWork.start();
    const ended = async (runId: string) => {
      for (let tries = 0; tries < 100; tries += 1) {
        const found = await ask(server, 'GET', `/api/desk/bulk/${runId}`, { cookie: admin.cookie });
        if (found.body.endedAt !== null) return found.body;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return assert.fail('the run did not end');
    };
    try {
      assert.equal((await ended(run.body.runId)).changed, 2);
      await features.conversation.dueWork.stop();
      const late = await start('danger-bulk-2', 'low');
      assert.equal(late.status, 200, late.text);
      await ask(server, 'DELETE', `/api/desk/api-keys/${keyId}`, { cookie: admin.cookie });
      await features.conversation.dueWork.start();
      const stopped = await ended(late.body.runId);
      assert.deepEqual([stopped.changed, stopped.refused], [0, 2]);
    } finally {
      await features.conversation.dueWork.stop();
    }
    const { rows } = await sql<{ actor: string }>`SELECT DISTINCT actor_id AS actor FROM events
      WHERE type = 'priority_changed'`.execute(database);
    assert.deepEqual(rows, [{ actor: `key:${keyId}` }]);
  }));
