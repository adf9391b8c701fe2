import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ACCESS } from '../../src/contract/access.ts';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addStaff, type Product, withProduct } from './product.ts';

const idOf = (n: number): string => `from-elsewhere-${n}`;

const makeKey = async (
  { server }: Product,
  cookie: string,
  body: Readonly<Record<string, unknown>>,
): Promise<{ readonly session: string; readonly id: string; readonly prefix: string }> => {
  const made = await ask(server, 'POST', '/api/desk/api-keys', {
    cookie,
    body: { name: 'CRM', ...body },
  });
  assert.equal(made.status, 200, made.text);
  return { session: made.body.secret, id: made.body.key.id, prefix: made.body.key.prefix };
};

test('another system opens, answers, reads and changes a conversation, and each act is written down as its own', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const { cookie } = await addStaff(product, 'admin');
    const { session, id: keyId, prefix } = await makeKey(product, cookie, { scopes: SCOPES });
    const start = {
      customer: 'u-77',
      clientMessageId: idOf(1),
      text: 'Where is my deposit?',
      locale: 'en',
    };

    const started = await ask(server, 'POST', '/api/v1/conversations', { session, body: start });
    assert.equal(started.status, 200, started.text);
    const { id } = started.body.conversation;
    const again = await ask(server, 'POST', '/api/v1/conversations', { session, body: start });
    assert.deepEqual([again.body.conversation.id, again.body.duplicate], [id, true]);

    const at = `/api/v1/conversations/${id}`;
    const phrase =
      'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit';
    const said = await ask(server, 'POST', `${at}/messages`, {
      session,
      body: { clientMessageId: idOf(2), text: `Our answer. His phrase: ${phrase}` },
    });
    assert.equal(said.status, 200, said.text);
    const noted = await ask(server, 'POST', `${at}/notes`, {
      session,
      body: { clientMessageId: idOf(3), text: 'Seen in the CRM' },
    });
    assert.equal(noted.status, 200, noted.text);
    const high = await ask(server, 'PUT', `${at}/priority`, {
      session,
      body: { priority: 'high' },
    });
    assert.equal(high.body.conversation?.priority, 'high', high.text);
    const moved = await ask(server, 'PUT', `${at}/category`, {
      session,
      body: { category: 'fiat' },
    });
    assert.equal(moved.body.conversation?.category, 'fiat', moved.text);
    const tagged = await ask(server, 'PUT', `${at}/tags`, { session, body: { add: ['from_crm'] } });
    assert.equal(tagged.status, 200, tagged.text);
    const solved = await ask(server, 'PUT', `${at}/status`, {
      session,
      body: { status: 'solved' },
    });
    assert.equal(solved.body.conversation?.status, 'solved', solved.text);

    const read = await ask(server, 'GET', `${at}/messages`, { session });
    assert.deepEqual(
      read.body.messages.map((one: { kind: string; by: string }) => `${one.kind} ${one.by}`),
      ['message customer', 'message agent', 'note agent'],
    );
    assert.equal(read.text.includes('oxygen'), false, 'a secret never gets past the door');
    const listed = await ask(server, 'GET', '/api/v1/conversations?customer=u-77', { session });
    assert.deepEqual(
      listed.body.conversations.map((one: { id: string }) => one.id),
      [id],
    );
    assert.equal(listed.text.includes('deposit?'), false, 'lists have no words');
    const none = await ask(server, 'GET', '/api/v1/conversations?customer=u-78', { session });
    assert.deepEqual(none.body.conversations, []);
    const customer = await ask(server, 'GET', '/api/v1/customers/u-77', { session });
    assert.equal(customer.body.externalId, 'u-77');

    const { rows } = await sql<{ action: string; session_id: string; from_address: string }>`
      SELECT action, session_id, from_address FROM audit_events
      WHERE actor_kind = 'key' AND actor_id = ${keyId} ORDER BY audit_id`.execute(database);
    assert.deepEqual(
      rows.map(({ action }) => action),
      [
        'conversation_started_by_key',
        'message_sent_by_key',
        'note_added_by_key',
        'set_priority_by_key',
        'set_category_by_key',
        'change_asked_by_key',
        'set_status_by_key',
      ],
    );
    assert.ok(rows.every((row) => row.session_id === keyId && row.from_address !== null));
    const looked =
      await sql`SELECT 1 FROM access_events WHERE agent_id = ${`key:${keyId}`}`.execute(database);
    assert.equal(looked.rows.length, 2);

    const keys = await ask(server, 'GET', '/api/desk/api-keys', { cookie });
    assert.equal(keys.text.includes(session), false, 'the secret is shown once');
    assert.deepEqual(
      [keys.body.keys[0].prefix, keys.body.keys[0].lastUsedAt !== null],
      [prefix, true],
    );
    const stored = await sql<{ row: string }>`SELECT k::text AS row FROM api_keys k`.execute(
      database,
    );
    assert.equal(stored.rows[0]?.row.includes(session.slice(15)), false);
  }));

test('a key without the scope, spent, expired, revoked or invented opens nothing', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { cookie } = await addStaff(product, 'admin');
    const lead = await addStaff(product, 'supervisor');
    const reader = await makeKey(product, cookie, { scopes: ['conversations:read'], perMinute: 3 });
    const list = '/api/v1/conversations';
    const denied = await ask(server, 'POST', list, { session: reader.session, body: {} });
    assert.deepEqual([denied.status, denied.body.code], [403, 'scope_missing']);
    assert.deepEqual(denied.body.details, { scopes: ['conversations:write'] });
    const desk = await ask(server, 'GET', '/api/desk/conversations', { session: reader.session });
    assert.deepEqual([desk.status, desk.body.error.code], [403, 'forbidden']);
    assert.equal((await ask(server, 'GET', list, { session: reader.session })).status, 200);
    const spent = await ask(server, 'GET', list, { session: reader.session });
    assert.equal(spent.status, 429);
    assert.ok(Number(spent.headers['retry-after']) > 0);

    const supervised = await ask(server, 'POST', '/api/desk/api-keys', {
      cookie: lead.cookie,
      body: { name: 'mine', scopes: ['conversations:read'] },
    });
    assert.equal(supervised.status, 403, 'a supervisor reads the keys and makes none');
    assert.equal((await ask(server, 'GET', '/api/desk/api-keys', lead)).status, 200);

    const other = await makeKey(product, cookie, { scopes: ['conversations:read'] });
    assert.equal((await ask(server, 'GET', list, { session: other.session })).status, 200);
    await ask(server, 'DELETE', `/api/desk/api-keys/${other.id}`, { cookie });
    const revoked = await ask(server, 'GET', list, { session: other.session });
    assert.deepEqual([revoked.status, revoked.body.code], [401, 'key_revoked']);

    const late = await makeKey(product, cookie, {
      scopes: ['conversations:read'],
      expiresAt: Date.now() + 60_000,
    });
    await sql`UPDATE api_keys SET expires_at = now() - interval '1 s' WHERE key_id = ${late.id}`.execute(
      database,
    );
    const expired = await ask(server, 'GET', list, { session: late.session });
    assert.deepEqual([expired.status, expired.body.code], [401, 'key_expired']);
    const invented = await ask(server, 'GET', list, { session: `${late.session.slice(0, -3)}abc` });
    assert.deepEqual([invented.status, invented.body.code], [401, 'key_invalid']);
    const past = await ask(server, 'POST', '/api/desk/api-keys', {
      cookie,
      body: { name: 'late', scopes: ['conversations:read'], expiresAt: 5 },
    });
    assert.deepEqual([past.status, past.body.error.code], [422, 'expiry_in_the_past']);
  }));

test('every scope opens a route, and the API reference says which', () =>
  withProduct(async ({ server }) => {
    const callers = new Set(Object.values(ACCESS).flat());
    for (const scope of SCOPES) assert.ok(callers.has(`key:${scope}`), `${scope} opens nothing`);
    const { body } = await ask(server, 'GET', '/api/openapi.json');
    assert.deepEqual(body.paths['/api/v1/customers/{externalId}'].get.security, [
      { apiKey: ['customers:read'] },
    ]);
    assert.equal(body.components.securitySchemes.apiKey.scheme, 'bearer');
  }));
