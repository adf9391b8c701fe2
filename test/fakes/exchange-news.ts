import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { systemIds } from '../../src/adapters/system/ids.ts';
import type { ExchangeEvent } from '../../src/contract/exchange/platform.ts';
import type { ExchangeEventDeps, ExchangeEventHandler } from '../../src/features/exchange/deps.ts';
import { EXCHANGE_EVENT_WORK, runEventWork } from '../../src/features/exchange/take-events.ts';
import { createDueWork } from '../../src/platform/jobs/run-due-work.ts';
import { createMetrics } from '../../src/platform/metrics/create-metrics.ts';
import type { Database } from '../../src/ports/database.ts';
import type { DueHandler } from '../../src/ports/due-work.ts';
import { createBook } from './exchange-book.ts';
import { createExchangeFake } from './exchange-fake.ts';

/** News of an exchange on a real database, with a feed that tests fill and a subscriber that hears. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
export const OLD_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

export const eventOf = (n: number, changes: Partial<ExchangeEvent> = {}): ExchangeEvent => ({
  eventId: `event-${n}`,
  type: 'deposit_changed',
  userId: 'user-1',
  subjectId: `dep-${n}`,
  at: Date.now(),
  ...changes,
});

export const signed = (
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

export const worldOf = (
  database: Database,
  subscribers = new Map<string, ExchangeEventHandler>(),
) => {
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

export const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !condition(); i++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition());
};

export const waiting = async (database: Database): Promise<number> =>
  Number(
    (await sql<{ n: number }>`SELECT count(*) AS n FROM due_work`.execute(database)).rows[0]?.n,
  );
