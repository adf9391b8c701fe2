import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addStaff, type Product, withProduct } from './product.ts';

const keyWith = async ({ server }: Product, cookie: string, scopes: readonly string[]) => {
  const made = await ask(server, 'POST', '/api/desk/api-keys', {
    cookie,
    body: { name: 'CRM', scopes },
  });
  assert.equal(made.status, 200, made.text);
  return { session: String(made.body.secret), id: String(made.body.key.id) };
};

const HOOK = { name: 'ours', url: 'https://93.184.216.34/in', eventTypes: [], withWords: false };

test('under one Idempotency-Key it is done once and answered alike; another request under it is refused', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    const { cookie } = await addStaff(product, 'admin');
    const { session, id } = await keyWith(product, cookie, SCOPES);
    const post = (name: string, body: object, who = session) =>
      ask(server, 'POST', '/api/v1/webhooks', {
        session: who,
        body,
        headers: { 'idempotency-key': name },
      });
    const [first, beside] = await Promise.all([post('k-1', HOOK), post('k-1', HOOK)]);
    const done = [first, beside].find(({ status }) => status === 200);
    assert.ok(done, first.text + beside.text);
    for (const other of [first, beside]) {
      if (other === done || other.status === 200) continue;
      assert.deepEqual([other.status, other.body.code], [409, 'idempotency_in_progress']);
      assert.ok(other.headers['retry-after']);
    }
    const again = await post('k-1', HOOK);
    assert.deepEqual(again.body, done.body, 'the very same answer, its secret as well');
    const changed = await post('k-1', { ...HOOK, name: 'other' });
    assert.deepEqual([changed.status, changed.body.code], [422, 'idempotency_key_reused']);
    const listed = await ask(server, 'GET', '/api/v1/webhooks', { session });
    assert.equal(listed.body.webhooks.length, 1);

    // What failed is not kept, and another system's use of the same key is its own.
    const failed = await post('k-2', { ...HOOK, url: 'http://10.0.0.1/' });
    assert.equal(failed.status, 422, failed.text);
    assert.equal((await post('k-2', HOOK)).status, 200);
    const stranger = await keyWith(product, cookie, SCOPES);
    assert.equal((await post('k-1', { ...HOOK, name: 'third' }, stranger.session)).status, 200);
    const strange = await post('two words', HOOK);
    assert.deepEqual([strange.status, strange.body.code], [422, 'idempotency_key_invalid']);

    const stored = await sql<{ row: string }>`SELECT r::text AS row FROM api_replies r`.execute(
      database,
    );
    const text = stored.rows.map(({ row }) => row).join();
    const secret = Buffer.from(String(done.body.secret)).toString('hex');
    assert.ok(!text.includes(secret) && !text.includes(Buffer.from('k-1').toString('hex')));

    // It broke off between the act and its answer: it is never done twice behind somebody's back.
    await sql`UPDATE api_replies SET reply_sealed = NULL, claimed_at = now() - interval '2 minutes'
      WHERE key_id = ${id}`.execute(database);
    const broken = await post('k-1', HOOK);
    assert.deepEqual([broken.status, broken.body.code], [409, 'idempotency_unfinished']);
    // After a day the key is as new.
    await sql`UPDATE api_replies SET claimed_at = now() - interval '25 hours'`.execute(database);
    assert.equal((await post('k-1', { ...HOOK, name: 'next day' })).status, 200);
  }));

test('a key is told what is left of its allowance, and problems have one shape', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const { cookie } = await addStaff(product, 'admin');
    const { session } = await keyWith(product, cookie, ['conversations:read']);
    const list = await ask(server, 'GET', '/api/v1/conversations?limit=1', { session });
    assert.equal(list.headers['ratelimit-limit'], '600');
    assert.equal(list.headers['ratelimit-remaining'], '599');
    assert.ok(Number(list.headers['ratelimit-reset']) >= 0);
    const asked = [
      ['GET', '/api/v1/conversations?limit=-1', 400],
      ['GET', '/api/v1/conversations?limit=201', 400],
      ['GET', '/api/v1/conversations?limit=1e9', 400],
      ['GET', '/api/v1/conversations?cursor=1_------------------------------------', 422],
      ['GET', '/api/v1/conversations/%00', 400],
      ['GET', '/api/v1/conversations/..%2f..%2fdesk%2fme', 400],
      ['GET', '/api/v1/conversations/%E0%A4%A', 400],
      ['GET', '/api/v1/nothing', 404],
      ['DELETE', '/api/v1/conversations', 405],
      ['POST', '/api/v1/conversations', 403],
    ] as const;
    for (const [method, url, status] of asked) {
      const answer = await ask(server, method, url, { session });
      assert.equal(answer.status, status, `${url} ${answer.text}`);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, url);
      const { type, title, code, reference } = answer.body;
      assert.equal(type, `urn:mainstay:problem:${code}`);
      assert.ok(title.length > 0 && reference.length === 10, answer.text);
      assert.equal(answer.body.status, status);
    }
    const nobody = await ask(server, 'GET', '/api/v1/conversations');
    assert.deepEqual([nobody.status, nobody.body.code], [401, 'unauthorized']);
  }));
