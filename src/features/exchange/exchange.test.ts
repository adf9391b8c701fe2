import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { eventOf, signed, until, waiting, worldOf } from '../../../test/fakes/exchange-news.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { ExchangeEventDeps, ExchangeEventHandler } from './deps.ts';
import { createFeedPoller } from './poll-feed.ts';
import { receiveWebhook } from './receive-webhook.ts';
import { moveCursor, purgeEvents } from './store.ts';

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
    const old = Date.now() - 3 * 86_400_000;
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

test('an exchange that no longer knows our place is read from its beginning', () =>
  withTestDatabase(async (database) => {
    const { deps, events, heard, dueWork, exchange } = worldOf(database);
    for (let i = 0; i < 5; i++) events.push(eventOf(i));
    await createFeedPoller(deps).pollOnce();
    // The exchange lost its feed and began another one.
    events.splice(0, events.length, eventOf(3), eventOf(77));
    const forgetful: ExchangeEventDeps = {
      ...deps,
      exchange: {
        ...exchange,
        events: {
          poll: async (cursor) =>
            Number(cursor ?? 0) > events.length
              ? { ok: false, failure: { kind: 'refused', code: 'cursor_gone' } }
              : exchange.events.poll(cursor),
        },
      },
    };
    await sql`UPDATE exchange_feed SET held_until = clock_timestamp()`.execute(database);
    const poller = createFeedPoller(forgetful);
    await poller.pollOnce();
    await poller.pollOnce();
    await dueWork.start();
    await until(() => heard.length === 6);
    await dueWork.stop();
    assert.equal(heard.filter(({ eventId }) => eventId === 'event-3').length, 1);
    assert.ok(heard.some(({ eventId }) => eventId === 'event-77'));
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
