import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { withTestDatabase } from '../../../test/database.ts';
import {
  eventOf,
  OLD_SECRET,
  signed,
  waiting,
  worldOf,
} from '../../../test/fakes/exchange-news.ts';
import { receiveWebhook } from './receive-webhook.ts';

test('what is not signed, or was signed long ago or by another, is refused before it is read', () =>
  withTestDatabase(async (database) => {
    const { deps } = worldOf(database);
    const event = eventOf(1);
    const good = signed(event);
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    const refused = [
      { ...good, signature: null },
      { ...good, id: null },
      { ...good, timestamp: null },
      { ...good, id: 'event-2' },
      { ...good, timestamp: String(Number(good.timestamp) + 1) },
      { ...good, timestamp: `${good.timestamp}x` },
      { ...good, signature: 'v1,AAAA' },
      { ...good, signature: 'v1' },
      { ...good, signature: '' },
      { ...good, body: new TextEncoder().encode(`${JSON.stringify(event)} `) },
      signed(event, { secret: other }),
      signed(event, { at: new Date(Date.now() - 301_000) }),
      signed(event, { at: new Date(Date.now() + 302_000) }),
    ];
    for (const [i, message] of refused.entries()) {
      const outcome = await receiveWebhook(deps, message);
      assert.deepEqual(
        outcome,
        { ok: false, failure: { class: 'forbidden', code: 'webhook_signature' } },
        String(i),
      );
    }
    assert.equal(await waiting(database), 0);
    assert.ok((await receiveWebhook(deps, signed(event, { secret: OLD_SECRET }))).ok, 'rotation');
  }));

test('what is signed and no event of the contract is told to be so', () =>
  withTestDatabase(async (database) => {
    const { deps } = worldOf(database);
    const wrong = [
      signed({}, { text: 'not json' }),
      signed({}, { text: '' }),
      signed(eventOf(1), { id: 'event-9' }),
      signed({ ...eventOf(1), type: 'unheard_of' }),
      signed([eventOf(1)]),
      signed({ ...eventOf(1), userId: 'a\nb' }),
    ];
    for (const [i, message] of wrong.entries()) {
      const outcome = await receiveWebhook(deps, message);
      assert.ok(!outcome.ok && outcome.failure.code === 'webhook_event', String(i));
    }
    assert.equal(await waiting(database), 0);
  }));

test('without an exchange or its secret nothing is accepted', () =>
  withTestDatabase(async (database) => {
    const { deps } = worldOf(database);
    const message = signed(eventOf(1));
    for (const without of [
      { ...deps, exchange: null },
      { ...deps, webhookSecrets: [] },
    ]) {
      const outcome = await receiveWebhook(without, message);
      assert.ok(!outcome.ok && outcome.failure.class === 'not_found');
    }
  }));
