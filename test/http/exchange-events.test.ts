import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { createExchangeEvents } from '../../src/features/exchange/index.ts';
import { insertDueWork } from '../../src/platform/jobs/store.ts';
import { createMetrics } from '../../src/platform/metrics/create-metrics.ts';
import { withTestDatabase } from '../database.ts';
import { createExchangeFake } from '../fakes/exchange-fake.ts';
import { type Answer, ask, composeBench, createExchange } from './compose.ts';

/** News of the exchange over the real edge: the bytes that were signed are the bytes that are checked. */
const URL = '/api/exchange/events';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

type Send = (
  text: string,
  given?: { readonly id?: string; readonly signed?: string; readonly type?: string },
) => Promise<Answer>;

const withEdge = (work: (send: Send, waiting: () => Promise<number>) => Promise<void>) =>
  withTestDatabase(async (database) => {
    const events = createExchangeEvents({
      database,
      dueWork: { schedule: insertDueWork, wake: () => undefined },
      clock: { now: () => Date.now() },
      ids: systemIds,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      metrics: createMetrics({ processMetrics: false }),
      exchange: createExchangeFake().exchange,
      webhookSecrets: [SECRET],
      subscribers: new Map([['test', async () => undefined]]),
    });
    const bench = await composeBench({
      database,
      exchange: await createExchange(),
      extraRoutes: events.routes,
    });
    const send: Send = (text, { id = 'event-1', signed = text, type } = {}) => {
      const at = new Date();
      return ask(bench.server, 'POST', URL, {
        body: text,
        headers: {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': new Webhook(SECRET).sign(id, at, signed),
          ...(type !== undefined && { 'content-type': type }),
        },
      });
    };
    const waiting = async () => {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM due_work`.execute(
        database,
      );
      return Number(rows[0]?.n);
    };
    try {
      await work(send, waiting);
    } finally {
      await bench.close();
    }
  });

const eventOf = (id: string) => ({
  eventId: id,
  type: 'account_changed',
  userId: 'user-1',
  subjectId: null,
  at: Date.now(),
});

test('a signed event is accepted as often as it comes, and is work once', () =>
  withEdge(async (send, waiting) => {
    // Spaces and order as the sender has them: another rendering of the same JSON has another signature.
    const text = JSON.stringify(eventOf('event-1'), null, 3).replace('{', '{\t');
    for (let i = 0; i < 3; i++) assert.equal((await send(text)).status, 204);
    assert.equal(await waiting(), 1);
    const reordered = JSON.stringify(JSON.parse(text));
    assert.equal((await send(reordered, { signed: text })).status, 403);
  }));

test('what is unsigned, no event, no JSON or too long is refused and leaves nothing', () =>
  withEdge(async (send, waiting) => {
    const text = JSON.stringify(eventOf('event-1'));
    const answers = [
      [await send(text, { signed: 'another text' }), 403, 'webhook_signature'],
      [await send('{}'), 422, 'webhook_event'],
      [await send('{"eventId":'), 422, 'webhook_event'],
      [await send(text, { id: 'event-2' }), 422, 'webhook_event'],
      [await send(text, { type: 'application/octet-stream' }), 415, 'unsupported_media_type'],
      [await send(text, { type: 'text/plain' }), 415, 'unsupported_media_type'],
      [await send(`${text}${' '.repeat(9_000)}`), 413, 'body_too_large'],
    ] as const;
    for (const [answer, status, code] of answers) {
      assert.equal(answer.status, status, `${code} ${answer.text}`);
      assert.equal(answer.body.error.code, code);
    }
    assert.equal(await waiting(), 0);
  }));
