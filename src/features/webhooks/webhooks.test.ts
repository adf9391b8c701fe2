import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import { ok } from '../../core/outcome.ts';
import { EVENT_TYPES } from '../../core/webhooks/event-types.ts';
import { TRY_FOR_MS } from '../../core/webhooks/retry.ts';
import { insertDueWork } from '../../platform/jobs/store.ts';
import type { Database } from '../../ports/database.ts';
import type { OutgoingMail } from '../../ports/mail.ts';
import type { WebhookRequest, WebhookResult } from '../../ports/webhook-sender.ts';
import { readWords, sendAsCustomer } from '../conversation/index.ts';
import { createFollowing } from '../following/index.ts';
import { changeWebhook, createWebhook, rotateSecret } from './change-subscriptions.ts';
import type { WebhookDeps } from './deps.ts';
import { tellAdmins } from './disable.ts';
import { createWebhookFollower } from './follower.ts';
import { replay, sendTest } from './replay.ts';
import { serveLane } from './serve-lane.ts';
import { listDeliveries } from './store-deliveries.ts';
import { claimLanes } from './store-lanes.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const texts = openTexts(join(import.meta.dirname, '../../../content/texts/server'));

interface Received extends WebhookRequest {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads freely
  readonly data: any;
}

/** A conversation, a receiver that answers as it is told, and what it got. */
const worldOn = async (database: Database) => {
  const world = conversationWorld(database);
  const received: Received[] = [];
  const mails: OutgoingMail[] = [];
  let now = Date.now();
  const answers: number[] = [];
  const deps: WebhookDeps = {
    database,
    clock: { now: () => now },
    ids: systemIds,
    log: quiet,
    dueWork: { schedule: insertDueWork, wake: () => undefined },
    sender: {
      check: async () => ok(null),
      send: async (request): Promise<WebhookResult> => {
        const { type, data } = JSON.parse(request.body);
        received.push({ ...request, id: request.headers['webhook-id'] ?? '', type, data });
        const status = answers.shift() ?? 200;
        return status === 0
          ? { kind: 'failed', fault: 'timeout', latencyMs: 10_000 }
          : { kind: 'answered', status, replyStart: 'said', latencyMs: 7 };
      },
    },
    sealingKey: randomBytes(32),
    mail: { send: async (mail) => void mails.push(mail) },
    texts,
    exchangeName: 'Norvik',
    adminMails: async () => [{ email: 'admin@example.org', locale: 'en' }],
    openWords: async (connection, messageId) =>
      (await readWords(world, connection, messageId))?.text,
  };
  const following = createFollowing({ database, dueWork: deps.dueWork, log: quiet });
  following.add(createWebhookFollower(deps));
  await following.start();
  const customerId = await addCustomer(database);
  return {
    deps,
    received,
    mails,
    answers,
    world,
    customerId,
    pass: (ms: number) => {
      now += ms;
    },
    begin: () => startedBy(world, customerId),
    say: async (id: Parameters<typeof sendAsCustomer>[2], text: string) => {
      const sent = await sendAsCustomer(world, customerId, id, contentOf(text));
      assert.ok(sent.ok);
    },
    follow: (conversationId: string) => following.handler({ conversationId }),
    /** One round of sending, whatever is due or not. */
    send: async () => {
      await sql`UPDATE webhook_lanes SET due_at = now()`.execute(database);
      const lanes = await claimLanes(database, 10, 10, 60_000, []);
      await Promise.all(lanes.map((lane) => serveLane(deps, lane)));
      return lanes.length;
    },
  };
};
type World = Awaited<ReturnType<typeof worldOn>>;

const subscribe = async (
  { deps }: World,
  wish: Partial<Parameters<typeof createWebhook>[2]> = {},
) => {
  const wanted = {
    name: 'CRM',
    url: 'https://crm.example.com/in',
    eventTypes: [],
    withWords: false,
  };
  const made = await createWebhook(deps, 'admin', { ...wanted, ...wish }, EVENT_TYPES);
  assert.ok(made.ok);
  return { id: made.value.webhook.id, secret: made.value.secret };
};

const verify = (secret: string, one: Received): unknown =>
  new Webhook(secret).verify(one.body, { ...one.headers });

test('what happens is told once, in order, signed, and without a word of it', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const { secret } = await subscribe(world);
    await subscribe(world, { eventTypes: ['status_changed'] });
    const { state } = await world.begin();
    await world.say(state.id, 'It is still not there, my name is Mina');
    await world.follow(state.id);
    await world.follow(state.id);
    await world.send();
    assert.deepEqual(
      world.received.map(({ type, data }) => [type, data.seq]),
      [
        ['conversation_started', 1],
        ['message_sent', 2],
        ['conversation_queued', 3],
        ['message_sent', 4],
      ],
    );
    for (const one of world.received) {
      verify(secret, one);
      assert.doesNotMatch(one.body, /deposit\?|Mina|name/);
    }
    const forged = {
      ...world.received[0],
      body: world.received[0]?.body.replace('"seq":1', '"seq":9'),
    };
    assert.throws(() => verify(secret, forged as Received));
    assert.equal(await world.send(), 0, 'a lane that is empty is gone');
  }));

test('words go only where they were asked for, and not once they are erased', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await subscribe(world, { eventTypes: ['message_sent'], withWords: true });
    const { state } = await world.begin();
    await world.say(state.id, 'soon erased');
    await world.follow(state.id);
    await sql`DELETE FROM bodies WHERE message_id = (
      SELECT message_id FROM webhook_deliveries WHERE seq = 4)`.execute(database);
    await world.send();
    assert.deepEqual(
      world.received.map(({ data }) => data.words),
      ['Where is my deposit?', null],
    );
  }));

test('a receiver that fails gets nothing out of order, and everything in the end', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const { id } = await subscribe(world);
    const { state: first } = await world.begin();
    const { state: second } = await world.begin();
    await world.follow(first.id);
    await world.follow(second.id);
    world.answers.push(500, 0, 301, 200, 503, 200, 500);
    for (let round = 0; round < 12; round++) {
      await world.send();
      if (round === 3) {
        await world.say(first.id, 'and more');
        await world.follow(first.id);
      }
    }
    for (const conversation of [first.id, second.id]) {
      const of = world.received.filter(({ data }) => data.conversationId === conversation);
      const seqs = of.map(({ data }) => data.seq as number);
      assert.deepEqual(
        seqs,
        [...seqs].sort((a, b) => a - b),
        'never one before the one before it',
      );
      assert.equal(
        new Set(of.map((one) => one.id)).size,
        new Set(seqs).size,
        'retries keep their id',
      );
    }
    assert.equal(new Set(world.received.map((one) => one.id)).size, 7);
    const { rows } = await listDeliveries(database, id, undefined, undefined, 50);
    assert.ok(
      rows.every(({ status, replyStatus }) => status === 'delivered' && replyStatus === 200),
    );
    assert.ok(rows.some(({ attempts }) => attempts > 1));
  }));

test('who was too late with a claim writes nothing of it', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await subscribe(world);
    const { state } = await world.begin();
    await world.follow(state.id);
    const [late] = await claimLanes(database, 1, 1, 0, []);
    const [next] = await claimLanes(database, 1, 1, 60_000, []);
    assert.ok(late && next);
    await serveLane(world.deps, late);
    const waiting = await sql`SELECT 1 FROM webhook_deliveries WHERE status = 'waiting'`.execute(
      database,
    );
    assert.equal(waiting.rows.length, 3, 'told perhaps, but not marked: at least once');
    await serveLane(world.deps, next);
    assert.equal((await claimLanes(database, 1, 1, 0, [])).length, 0);
  }));

test('after three days of failure it is off, admins hear of it, and nothing is lost', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const { id } = await subscribe(world);
    const { state } = await world.begin();
    await world.follow(state.id);
    world.answers.push(500, 500, 500);
    await world.send();
    world.pass(TRY_FOR_MS - 60_000);
    await world.send();
    assert.equal(await world.send(), 1, 'still tried');
    world.pass(120_000);
    world.answers.push(500);
    await world.send();
    assert.equal(await world.send(), 0, 'off');
    await tellAdmins(world.deps, id);
    assert.deepEqual(
      world.mails.map(({ to }) => to),
      ['admin@example.org'],
    );
    await world.say(state.id, 'said while it was off');
    await world.follow(state.id);
    world.received.length = 0;
    assert.ok((await changeWebhook(world.deps, 'admin', id, { status: 'active' }, EVENT_TYPES)).ok);
    await world.send();
    assert.deepEqual(
      world.received.map(({ data }) => data.seq),
      [1, 2, 3, 4],
    );
  }));

test('a receiver that wants no more gets no more', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    await subscribe(world);
    const { state } = await world.begin();
    await world.follow(state.id);
    world.answers.push(410);
    await world.send();
    await world.send();
    assert.equal(world.received.length, 1);
  }));

test('a new secret signs beside the old one; a replay has the ids of the first time; a test tells how it went', () =>
  withTestDatabase(async (database) => {
    const world = await worldOn(database);
    const { id, secret } = await subscribe(world);
    const rotated = await rotateSecret(world.deps, 'admin', id);
    assert.ok(rotated.ok);
    const { state } = await world.begin();
    await world.follow(state.id);
    await world.send();
    for (const one of world.received) {
      verify(secret, one);
      verify(rotated.value.secret, one);
    }
    const ids = world.received.map((one) => one.id);
    world.received.length = 0;
    const again = await replay(world.deps, 'admin', id, { from: 0, until: Date.now() + 60_000 });
    assert.deepEqual(again.ok && again.value, { deliveries: 3 });
    await world.send();
    assert.deepEqual(
      world.received.map((one) => one.id),
      ids,
    );
    world.received.length = 0;
    await replay(world.deps, 'admin', id, { deliveryId: ids[1] ?? '' });
    world.pass(2 * 86_400_000);
    await world.send();
    assert.deepEqual(
      world.received.map((one) => one.id),
      [ids[1]],
    );
    const [last] = world.received;
    assert.equal(last?.headers['webhook-signature']?.split(' ').length, 1, 'the old one has ended');
    world.answers.push(404);
    const tested = await sendTest(world.deps, 'admin', id);
    assert.deepEqual(
      tested.ok && [tested.value.status, tested.value.replyStatus, tested.value.replyStart],
      ['given_up', 404, 'said'],
    );
  }));
