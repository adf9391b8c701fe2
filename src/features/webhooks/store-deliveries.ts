import { sql } from 'kysely';
import type { DeliveryRow } from '../../contract/webhooks.ts';
import type { AtMs, MessageId } from '../../core/ids.ts';
import type { EventPayload } from '../../core/webhooks/payload.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { WebhookResult } from '../../ports/webhook-sender.ts';
import type { Lane } from './store-lanes.ts';
import './tables.ts';

export interface Delivery {
  readonly delivery_id: string;
  readonly event_type: string;
  readonly payload: EventPayload;
  readonly message_id: MessageId | null;
  readonly first_tried_at: Date | null;
}

/** The next one of a lane: the first in the log that waits. */
export const readHead = async (
  connection: Connection,
  lane: Lane,
): Promise<Delivery | undefined> => {
  const { rows } = await sql<Delivery>`
    SELECT delivery_id, event_type, payload, message_id, first_tried_at FROM webhook_deliveries
    WHERE subscription_id = ${lane.subscription_id} AND conversation_id = ${lane.conversation_id}
      AND status = 'waiting' ORDER BY seq LIMIT 1`.execute(connection);
  return rows[0];
};

/** Writes down how a try went. */
export const noteTry = async (
  connection: Connection,
  deliveryId: string,
  status: 'waiting' | 'delivered' | 'given_up',
  result: WebhookResult,
): Promise<void> => {
  const answered = result.kind === 'answered';
  await sql`
    UPDATE webhook_deliveries SET status = ${status}, attempts = attempts + 1,
      first_tried_at = coalesce(first_tried_at, clock_timestamp()), last_tried_at = clock_timestamp(),
      reply_status = ${answered ? result.status : null}, latency_ms = ${result.latencyMs},
      reply_start = ${answered ? result.replyStart : null}, error = ${answered ? null : result.fault}
    WHERE delivery_id = ${deliveryId}`.execute(connection);
};

/** A test goes out by itself, beside all lanes. */
export const insertTest = async (
  connection: Connection,
  deliveryId: string,
  subscriptionId: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  await connection
    .insertInto('webhook_deliveries')
    .values({
      delivery_id: deliveryId,
      subscription_id: subscriptionId,
      conversation_id: null,
      seq: 0,
      event_type: 'test',
      payload,
      message_id: null,
      status: 'given_up',
      first_tried_at: null,
      last_tried_at: null,
      reply_status: null,
      latency_ms: null,
      reply_start: null,
      error: null,
    })
    .execute();
};

interface RawDelivery {
  delivery_id: string;
  conversation_id: string | null;
  seq: number;
  event_type: string;
  status: 'waiting' | 'delivered' | 'given_up';
  attempts: number;
  created_at: Date;
  last_tried_at: Date | null;
  reply_status: number | null;
  latency_ms: number | null;
  reply_start: string | null;
  error: string | null;
}

const toRow = (raw: RawDelivery): DeliveryRow => ({
  id: raw.delivery_id,
  conversationId: raw.conversation_id,
  seq: raw.seq,
  eventType: raw.event_type,
  status: raw.status,
  attempts: raw.attempts,
  createdAt: raw.created_at.getTime(),
  lastTriedAt: raw.last_tried_at?.getTime() ?? null,
  replyStatus: raw.reply_status,
  latencyMs: raw.latency_ms,
  replyStart: raw.reply_start,
  error: raw.error,
});

export const findDelivery = async (
  connection: Connection,
  deliveryId: string,
): Promise<DeliveryRow | undefined> => {
  const { rows } = await sql<RawDelivery>`
    SELECT * FROM webhook_deliveries WHERE delivery_id = ${deliveryId}`.execute(connection);
  return rows[0] && toRow(rows[0]);
};

/** Microseconds of the moment, so that a page ends exactly where the next begins. */
export interface DeliveryPosition {
  readonly at: string;
  readonly id: string;
}

export const listDeliveries = async (
  connection: Connection,
  subscriptionId: string,
  status: string | undefined,
  from: DeliveryPosition | undefined,
  limit: number,
): Promise<{ readonly rows: readonly DeliveryRow[]; readonly next: DeliveryPosition | null }> => {
  const only = status === undefined ? sql`true` : sql`status = ${status}`;
  const after =
    from === undefined
      ? sql`true`
      : sql`(created_at, delivery_id) < (to_timestamp(${from.at}::numeric / 1000000), ${from.id}::uuid)`;
  const { rows } = await sql<RawDelivery & { at: string }>`
    SELECT *, round(date_part('epoch', created_at) * 1000000)::bigint::text AS at FROM webhook_deliveries
    WHERE subscription_id = ${subscriptionId} AND ${only} AND ${after}
    ORDER BY created_at DESC, delivery_id DESC LIMIT ${limit + 1}`.execute(connection);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit).map(toRow),
    next: last === undefined ? null : { at: last.at, id: last.delivery_id },
  };
};

const REPLAY_LIMIT = 10_000;

/** Lets what was delivered or given up wait again, oldest first, at most 10,000 at once. Returns how many. */
export const waitAgain = async (
  trx: Transaction,
  subscriptionId: string,
  which: { readonly deliveryId: string } | { readonly from: AtMs; readonly until: AtMs },
): Promise<number> => {
  const chosen =
    'deliveryId' in which
      ? sql`delivery_id = ${which.deliveryId}`
      : sql`created_at >= ${new Date(which.from)} AND created_at < ${new Date(which.until)}`;
  const { rows } = await sql`
    UPDATE webhook_deliveries SET status = 'waiting', first_tried_at = NULL
    WHERE delivery_id IN (
      SELECT delivery_id FROM webhook_deliveries
      WHERE subscription_id = ${subscriptionId} AND status <> 'waiting' AND conversation_id IS NOT NULL
        AND ${chosen} ORDER BY created_at LIMIT ${REPLAY_LIMIT} FOR UPDATE)
    RETURNING 1`.execute(trx);
  return rows.length;
};

/** The log of deliveries is kept for so long. */
const KEEP_DAYS = 30;

export const purgeDeliveries = async (connection: Connection): Promise<number> => {
  const { rows } = await sql`
    DELETE FROM webhook_deliveries WHERE delivery_id IN (
      SELECT delivery_id FROM webhook_deliveries WHERE status <> 'waiting'
        AND created_at < clock_timestamp() - make_interval(days => ${KEEP_DAYS}) LIMIT 10000)
    RETURNING 1`.execute(connection);
  return rows.length;
};
