import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { withTestDatabase } from '../../../test/database.ts';
import { createBook } from '../../../test/fakes/exchange-book.ts';
import { createExchangeFake } from '../../../test/fakes/exchange-fake.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import { createDueWork } from '../../platform/jobs/run-due-work.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import type { Database } from '../../ports/database.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { ExchangeEventDeps, ExchangeEventHandler } from './deps.ts';
import { createFeedPoller } from './poll-feed.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { moveCursor, purgeEvents } from './store.ts';
import { EXCHANGE_EVENT_WORK, runEventWork } from './take-events.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const OLD_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

const eventOf = (n: number, changes: Partial<ExchangeEvent> = {}): ExchangeEvent => ({
  eventId: `event-${n}`,
  type: 'deposit_changed',
  userId: 'user-1',
  subjectId: `dep-${n}`,
  at: Date.now(),
  ...changes,
});

const signed = (
  event: unknown,
  { secret = SECRET, id = 'event-1', at = new Date(), text = JSON.stringify(event) } = {},
) => ({
  id,
  timestamp: String(Math.floor(at.getTime() / 1_000)),
  signature: new Webhook(secret).sign(id, at, text),
  body: new TextEncoder().encode(text),
});

/** A feed of events behind the fake; the cursor is how many were read. */
const createFeed = (pageSize = 3) => {
  const events: ExchangeEvent[] = [];
  const fake = createExchangeFake(createBook());
  const exchange: typeof fake.exchange = {
    ...fake.exchange,
    events: {
      poll: async (cursor) => {
        const failed = await fake.exchange.events.poll(cursor);
        if (!failed.ok) return failed;
        const from = Number(cursor ?? 0);
        const page = events.slice(from, from + pageSize);
        const value = { events: page, nextCursor: String(from + page.length) };
        return { ok: true, asOf: Date.now(), value };
      },
    },
  };
  return { events, fake, exchange };
};

const worldOf = (database: Database, subscribers = new Map<string, ExchangeEventHandler>()) => {
  const feed = createFeed();
  const handlers = new Map<string, DueHandler>();
  const metrics = createMetrics({ processMetrics: false });
  const dueWork = createDueWork({ database, log: quiet, handlers, metrics, pollMs: 20 });
  const heard: ExchangeEvent[] = [];
  if (subscribers.size === 0) subscribers.set('test', async (event) => void heard.push(event));
  const deps: ExchangeEventDeps = {
    database,
    dueWork,
    clock: { now: () => Date.now() },
    ids: systemIds,
    log: quiet,
    metrics,
    exchange: feed.exchange,
    webhookSecrets: [SECRET, OLD_SECRET],
    subscribers,
  };
  handlers.set(EXCHANGE_EVENT_WORK, (payload) => runEventWork(deps, payload));
  return { ...feed, deps, dueWork, heard };
};

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !condition(); i++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition());
};

const waiting = async (database: Database): Promise<number> =>
  Number(
    (await sql<{ n: number }>`SELECT count(*) AS n FROM due_work`.execute(database)).rows[0]?.n,
  );

test('an event that is sent once, again, and read from the feed happens once', () =>
  withTestDatabase(async (database) => {
    const { deps, events, heard, dueWork, fake } = worldOf(database);
    const event = eventOf(1);
    events.push(event, event);
    const message = signed(event);
    const all = await Promise.all(Array.from({ length: 5 }, () => receiveWebhook(deps, message)));
    assert.ok(all.every(({ ok }) => ok));
    const poller = createFeedPoller(deps);
    assert.equal(await poller.pollOnce(), true);
    await dueWork.start();
    await until(() => heard.length === 1);
    await receiveWebhook(deps, message);
    await dueWork.stop();
    assert.deepEqual(heard, [event]);
    assert.equal(await waiting(database), 0);
    assert.ok(fake.forgotten.includes('user-1' as never));
  }));

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

test('the feed is read to its end, page by page, and from where it was left', () =>
  withTestDatabase(async (database) => {
    const { deps, events, heard, dueWork, fake } = worldOf(database);
    for (let i = 0; i < 10; i++) events.push(eventOf(i));
    const poller = createFeedPoller(deps);
    await poller.pollOnce();
    events.push(eventOf(10), eventOf(3));
    const before = fake.book.asked.length;
    await createFeedPoller({ ...deps, ids: systemIds }).pollOnce();
    assert.equal(fake.book.asked.length, before, 'another process holds the lease');
    await poller.pollOnce();
    assert.deepEqual(fake.book.asked.at(before)?.query, { cursor: '10' });
    await dueWork.start();
    await until(() => heard.length === 11);
    await dueWork.stop();
    assert.equal(new Set(heard.map(({ eventId }) => eventId)).size, 11);
  }));

test('on the first connection the past is passed by, and what is new is not', () =>
  withTestDatabase(async (database) => {
    const { deps, events, heard, dueWork } = worldOf(database);
    const old = Date.now() - 2 * 86_400_000;
    for (let i = 0; i < 8; i++) events.push(eventOf(i, { at: old }));
    events.push(eventOf(8));
    const poller = createFeedPoller(deps);
    await poller.pollOnce();
    // Later, an event that lay around for days (a process that was down) is news all the same.
    events.push(eventOf(9, { at: old }));
    await poller.pollOnce();
    await dueWork.start();
    await until(() => heard.length === 2);
    await dueWork.stop();
    assert.deepEqual(heard.map(({ eventId }) => eventId).sort(), ['event-8', 'event-9']);
  }));

test('a process that overslept its lease writes neither cursor nor work', () =>
  withTestDatabase(async (database) => {
    const { deps, events, exchange } = worldOf(database);
    events.push(eventOf(1));
    let overtaken = false;
    const slow: ExchangeEventDeps = {
      ...deps,
      exchange: {
        ...exchange,
        events: {
          poll: async (cursor) => {
            const page = await exchange.events.poll(cursor);
            if (!overtaken) {
              overtaken = true;
              await sql`UPDATE exchange_feed SET held_until = clock_timestamp()`.execute(database);
              assert.equal(await createFeedPoller(deps).pollOnce(), true);
            }
            return page;
          },
        },
      },
    };
    assert.equal(await createFeedPoller(slow).pollOnce(), false);
    assert.equal(await waiting(database), 1);
    await database.transaction().execute(async (trx) => {
      assert.equal(await moveCursor(trx, { holder: 'x', epoch: 1, cursor: null }, '9'), false);
    });
  }));

test('an exchange that fails leaves the cursor where it was', () =>
  withTestDatabase(async (database) => {
    const { deps, events, fake, heard, dueWork } = worldOf(database);
    events.push(eventOf(1));
    const poller = createFeedPoller(deps);
    for (const trouble of ['down', 'schema', 'ahead'] as const) {
      fake.trouble(trouble);
      await poller.pollOnce();
    }
    assert.equal(await waiting(database), 0);
    fake.trouble(null);
    await poller.pollOnce();
    await dueWork.start();
    await until(() => heard.length === 1);
    await dueWork.stop();
  }));

test('each subscriber has work of its own: one that fails is tried again, the others are left alone', () =>
  withTestDatabase(async (database) => {
    let well = 0;
    let tries = 0;
    const subscribers = new Map<string, ExchangeEventHandler>([
      ['well', async () => void well++],
      [
        'ill',
        async () => {
          tries++;
          if (tries === 1) throw new Error('busy');
        },
      ],
    ]);
    const { deps, dueWork } = worldOf(database, subscribers);
    await dueWork.start();
    await receiveWebhook(deps, signed(eventOf(1)));
    await until(() => tries === 2);
    await dueWork.stop();
    assert.equal(well, 1);
    assert.equal(await waiting(database), 0);
  }));

test('what is old is forgotten, what may come again is not', () =>
  withTestDatabase(async (database) => {
    const { deps } = worldOf(database);
    await receiveWebhook(deps, signed(eventOf(1)));
    await receiveWebhook(deps, signed(eventOf(2), { id: 'event-2' }));
    await sql`UPDATE exchange_events SET seen_at = now() - interval '31 days' WHERE event_id = 'event-1'`.execute(
      database,
    );
    await purgeEvents(database, 30);
    const { rows } = await sql<{ event_id: string }>`SELECT event_id FROM exchange_events`.execute(
      database,
    );
    assert.deepEqual(rows, [{ event_id: 'event-2' }]);
  }));
