import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { ask } from './compose.ts';
import { addCustomer } from './product.ts';
import { withWorld } from './security-world.ts';

const lockBody = { clientLockId: 'lock-0001', stopTrading: true, locale: 'en' };

describe('locking', () => {
  test('the exchange is asked first, the case is urgent, and a second tap is the same lock', () =>
    withWorld(async ({ product, fake }) => {
      fake.book.addUser('u-1');
      const { session } = await addCustomer(product, 'u-1');
      const first = await ask(product.server, 'POST', '/api/lock', { session, body: lockBody });
      assert.equal(first.status, 200, first.text);
      assert.equal(first.body.lock.state, 'done');
      assert.ok(first.body.lock.conversationNumber);
      const again = await ask(product.server, 'POST', '/api/lock', { session, body: lockBody });
      assert.equal(again.body.lock.lockId, first.body.lock.lockId);
      assert.equal(fake.book.happened('lock'), 1);
      const { rows } = await sql<{ priority: string; category: string; queued: boolean }>`
        SELECT priority, category, queued_at IS NOT NULL AS queued FROM conversations`.execute(
        product.database,
      );
      assert.deepEqual(rows, [{ priority: 'urgent', category: 'security', queued: true }]);
    }));

  test('while the exchange is down it says so, keeps the next try, and people are told all the same', () =>
    withWorld(async ({ product, fake }) => {
      fake.book.addUser('u-2');
      fake.trouble('down');
      const { session } = await addCustomer(product, 'u-2');
      const answer = await ask(product.server, 'POST', '/api/lock', { session, body: lockBody });
      assert.equal(answer.body.lock.state, 'retrying');
      assert.equal(answer.body.lock.attempts, 1);
      assert.ok(answer.body.lock.conversationId);
      const { rows } = await sql<{ count: number }>`
        SELECT count(*)::int AS count FROM due_work WHERE kind = 'lock_account'`.execute(
        product.database,
      );
      assert.equal(rows[0]?.count, 2);
    }));

  test('a plain no of the exchange is said, and not tried again', () =>
    withWorld(async ({ product, fake }) => {
      fake.book.addUser('u-3');
      fake.book.refuse('lock', { userId: 'u-3' }, 'account_closed');
      const { session } = await addCustomer(product, 'u-3');
      const answer = await ask(product.server, 'POST', '/api/lock', { session, body: lockBody });
      assert.equal(answer.body.lock.state, 'refused');
      assert.equal(answer.body.lock.nextTryAt, null);
    }));

  test('signed out: the same answer whether or not the proof fits, and the proof is nowhere', () =>
    withWorld(async ({ product, fake }) => {
      fake.book.addUser('u-4');
      fake.book.set('recoveryProof', {}, { userId: 'u-4' });
      const ours = {
        identifier: 'dana@mail.example',
        proof: 'otter-lamp-river-9041',
        locale: 'fr',
      };
      const right = await ask(product.server, 'POST', '/api/lock/signed-out', { body: ours });
      fake.book.set('recoveryProof', {}, { userId: null });
      const wrong = await ask(product.server, 'POST', '/api/lock/signed-out', {
        body: { ...ours, identifier: 'nobody@mail.example' },
      });
      assert.deepEqual([right.status, right.body], [wrong.status, wrong.body]);
      const { rows } = await sql<{ external_id: string; state: string; kept: boolean }>`
        SELECT external_id, state, request::text LIKE '%otter%' AS kept FROM lock_requests`.execute(
        product.database,
      );
      assert.deepEqual(rows, [{ external_id: 'u-4', state: 'done', kept: false }]);
    }));

  test('a visitor is asked to sign in', () =>
    withWorld(async ({ product }) => {
      const { session } = await addCustomer(product, 'u-5');
      await sql`update customers set kind = 'visitor', external_id = null`.execute(
        product.database,
      );
      const answer = await ask(product.server, 'POST', '/api/lock', { session, body: lockBody });
      assert.equal(answer.body.error.code, 'sign_in_needed');
    }));
});
