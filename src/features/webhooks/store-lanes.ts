import { sql } from 'kysely';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import type { EventPayload } from '../../core/webhooks/payload.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

/** One conversation's deliveries to one subscription, claimed by this process for a while. */
export interface Lane {
  readonly subscription_id: string;
  readonly conversation_id: ConversationId;
  readonly attempts: number;
  readonly version: number;
  readonly claim_epoch: number;
}

export interface Queued {
  readonly id: string;
  readonly subscriptionId: string;
  readonly seq: number;
  readonly eventType: string;
  readonly payload: EventPayload;
  readonly messageId: MessageId | null;
}

/** Puts deliveries of one conversation in their lanes. What is there already stays as it is. */
export const queueDeliveries = async (
  trx: Transaction,
  conversationId: ConversationId,
  queued: readonly Queued[],
): Promise<void> => {
  if (queued.length === 0) return;
  const rows = JSON.stringify(queued);
  await sql`
    INSERT INTO webhook_deliveries (delivery_id, subscription_id, conversation_id, seq, event_type, payload, message_id)
    SELECT q.id, q."subscriptionId", ${conversationId}, q.seq, q."eventType", q.payload, q."messageId"
    FROM jsonb_to_recordset(${rows}::text::jsonb) AS q(id uuid, "subscriptionId" uuid, seq bigint,
      "eventType" text, payload jsonb, "messageId" uuid)
    ON CONFLICT (subscription_id, conversation_id, seq) DO NOTHING`.execute(trx);
  await openLanes(
    trx,
    [...new Set(queued.map(({ subscriptionId }) => subscriptionId))],
    conversationId,
  );
};

const openLanes = async (
  trx: Transaction,
  subscriptionIds: readonly string[],
  conversationId: ConversationId,
): Promise<void> => {
  await sql`
    INSERT INTO webhook_lanes AS l (subscription_id, conversation_id)
    SELECT id, ${conversationId} FROM unnest(${subscriptionIds}::uuid[]) AS id ORDER BY id
    ON CONFLICT (subscription_id, conversation_id) DO UPDATE SET version = l.version + 1`.execute(
    trx,
  );
};

/**
 * Claims lanes that are due, of active subscriptions, at most `each` for any of them, so that one that is slow leaves
 * room. `full`: subscriptions that have as many under way here as they may.
 */
export const claimLanes = async (
  connection: Connection,
  limit: number,
  each: number,
  forMs: number,
  full: readonly string[],
): Promise<readonly Lane[]> => {
  const { rows } = await sql<Lane>`
    WITH due AS MATERIALIZED (
      SELECT l.subscription_id, l.conversation_id FROM webhook_subscriptions s
      CROSS JOIN LATERAL (
        SELECT subscription_id, conversation_id FROM webhook_lanes
        WHERE subscription_id = s.subscription_id AND due_at <= clock_timestamp()
          AND (claimed_until IS NULL OR claimed_until <= clock_timestamp())
        ORDER BY due_at LIMIT ${each} FOR UPDATE SKIP LOCKED
      ) AS l
      WHERE s.status = 'active' AND s.subscription_id <> ALL(${full}::uuid[])
      LIMIT ${limit}
    )
    UPDATE webhook_lanes l SET claim_epoch = claim_epoch + 1,
      claimed_until = clock_timestamp() + ${forMs}::float8 * interval '1 millisecond'
    FROM due WHERE l.subscription_id = due.subscription_id AND l.conversation_id = due.conversation_id
    RETURNING l.subscription_id, l.conversation_id, l.attempts, l.version, l.claim_epoch`.execute(
    connection,
  );
  return rows;
};

const isMine = (lane: Lane) => sql`subscription_id = ${lane.subscription_id}
  AND conversation_id = ${lane.conversation_id} AND claim_epoch = ${lane.claim_epoch}`;

/** Whether it is still ours, as it is now; holds its row until the transaction ends. */
export const lockLane = async (trx: Transaction, lane: Lane): Promise<Lane | undefined> => {
  const { rows } = await sql<Lane>`
    SELECT subscription_id, conversation_id, attempts, version, claim_epoch FROM webhook_lanes
    WHERE ${isMine(lane)} AND claimed_until > clock_timestamp() FOR UPDATE`.execute(trx);
  return rows[0];
};

/** Gives it back until `delayMs` from now; its head has failed `attempts` times. */
export const returnLane = async (
  connection: Connection,
  lane: Lane,
  attempts: number,
  delayMs: number,
): Promise<void> => {
  await sql`
    UPDATE webhook_lanes SET claimed_until = NULL, attempts = ${attempts},
      due_at = clock_timestamp() + ${delayMs}::float8 * interval '1 millisecond'
    WHERE ${isMine(lane)}`.execute(connection);
};

/** Ends it where it is empty and nothing has joined it since `version`; else gives it back. */
export const closeLane = async (connection: Connection, lane: Lane): Promise<void> => {
  const { rows } = await sql`
    DELETE FROM webhook_lanes WHERE ${isMine(lane)} AND version = ${lane.version} RETURNING 1`.execute(
    connection,
  );
  if (rows.length === 0) await returnLane(connection, lane, 0, 0);
};

/** Opens the lanes of all that waits for a subscription, due now. */
export const reopenLanes = async (trx: Transaction, subscriptionId: string): Promise<void> => {
  await sql`
    INSERT INTO webhook_lanes AS l (subscription_id, conversation_id)
    SELECT DISTINCT subscription_id, conversation_id FROM webhook_deliveries
    WHERE subscription_id = ${subscriptionId} AND status = 'waiting' AND conversation_id IS NOT NULL
    ORDER BY conversation_id
    ON CONFLICT (subscription_id, conversation_id) DO UPDATE SET version = l.version + 1,
      due_at = clock_timestamp(), attempts = 0`.execute(trx);
};
