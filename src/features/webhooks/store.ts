import { sql } from 'kysely';
import type { WebhookRow } from '../../contract/webhooks.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

/** What sending needs to know of a subscription. */
export interface Subscription {
  readonly subscription_id: string;
  readonly name: string;
  readonly url: string;
  readonly event_types: readonly string[];
  readonly with_words: boolean;
  readonly status: 'active' | 'paused' | 'disabled';
  readonly secret_sealed: Uint8Array;
  readonly earlier_secret_sealed: Uint8Array | null;
  readonly earlier_secret_until: Date | null;
  readonly disabled_because: 'spent' | 'gone' | null;
  readonly disabled_at: Date | null;
  readonly failing_since: Date | null;
  readonly created_at: Date;
}

export const listSubscriptions = async (
  connection: Connection,
): Promise<readonly Subscription[]> => {
  const { rows } = await sql<Subscription>`
    SELECT * FROM webhook_subscriptions ORDER BY created_at`.execute(connection);
  return rows;
};

export const countSubscriptions = async (connection: Connection): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM webhook_subscriptions`.execute(connection);
  return Number(rows[0]?.count ?? 0);
};

export const findSubscription = async (
  connection: Connection,
  id: string,
): Promise<Subscription | undefined> => {
  const { rows } = await sql<Subscription>`
    SELECT * FROM webhook_subscriptions WHERE subscription_id = ${id}`.execute(connection);
  return rows[0];
};

/** Holds its row until the transaction ends. */
export const lockSubscription = async (
  connection: Connection,
  id: string,
): Promise<Subscription | undefined> => {
  const { rows } = await sql<Subscription>`
    SELECT * FROM webhook_subscriptions WHERE subscription_id = ${id} FOR UPDATE`.execute(
    connection,
  );
  return rows[0];
};

const WAITING_LIMIT = 1_000;

export const countWaiting = async (connection: Connection, id: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM webhook_deliveries WHERE subscription_id = ${id} AND status = 'waiting'
      LIMIT ${WAITING_LIMIT}) AS counted`.execute(connection);
  return Number(rows[0]?.count ?? 0);
};

export const toWebhook = async (connection: Connection, row: Subscription): Promise<WebhookRow> => {
  const until = row.earlier_secret_until?.getTime() ?? null;
  return {
    id: row.subscription_id,
    name: row.name,
    url: row.url,
    eventTypes: [...row.event_types],
    withWords: row.with_words,
    status: row.status,
    disabledBecause: row.disabled_because,
    disabledAt: row.disabled_at?.getTime() ?? null,
    failingSince: row.failing_since?.getTime() ?? null,
    earlierSecretUntil: until,
    createdAt: row.created_at.getTime(),
    waiting: await countWaiting(connection, row.subscription_id),
  };
};

export interface NewSubscription {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly withWords: boolean;
  readonly secretSealed: Uint8Array;
  readonly createdBy: string;
}

export const insertSubscription = async (
  connection: Connection,
  one: NewSubscription,
): Promise<void> => {
  await connection
    .insertInto('webhook_subscriptions')
    .values({
      subscription_id: one.id,
      name: one.name,
      url: one.url,
      event_types: [...one.eventTypes],
      with_words: one.withWords,
      secret_sealed: one.secretSealed,
      created_by: one.createdBy,
    })
    .execute();
};

export interface SubscriptionChange {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly withWords: boolean;
  readonly status: 'active' | 'paused' | 'disabled';
}

/** Becoming active forgets what failed before. */
export const updateSubscription = async (
  connection: Connection,
  id: string,
  to: SubscriptionChange,
): Promise<void> => {
  const revived = to.status === 'active';
  await sql`
    UPDATE webhook_subscriptions SET name = ${to.name}, url = ${to.url},
      event_types = ${[...to.eventTypes]}::text[], with_words = ${to.withWords}, status = ${to.status},
      disabled_because = CASE WHEN ${to.status === 'disabled'} THEN disabled_because END,
      disabled_at = CASE WHEN ${to.status === 'disabled'} THEN disabled_at END,
      failing_since = CASE WHEN ${revived} AND status <> 'active' THEN NULL ELSE failing_since END
    WHERE subscription_id = ${id}`.execute(connection);
};

export const deleteSubscription = async (connection: Connection, id: string): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM webhook_subscriptions WHERE subscription_id = ${id} RETURNING 1`.execute(
    connection,
  );
  return rows.length > 0;
};

/** The present secret becomes the earlier one, until then. */
export const rotateSecretRow = async (
  connection: Connection,
  id: string,
  sealed: Uint8Array,
  earlierUntil: AtMs,
): Promise<void> => {
  await sql`
    UPDATE webhook_subscriptions SET earlier_secret_sealed = secret_sealed,
      earlier_secret_until = ${new Date(earlierUntil)}, secret_sealed = ${sealed}
    WHERE subscription_id = ${id}`.execute(connection);
};

export const noteFailing = async (connection: Connection, id: string): Promise<void> => {
  await sql`UPDATE webhook_subscriptions SET failing_since = clock_timestamp()
    WHERE subscription_id = ${id} AND failing_since IS NULL`.execute(connection);
};

export const noteWorking = async (connection: Connection, id: string): Promise<void> => {
  await sql`UPDATE webhook_subscriptions SET failing_since = NULL
    WHERE subscription_id = ${id} AND failing_since IS NOT NULL`.execute(connection);
};

/** True for the one who ended it. */
export const disableSubscription = async (
  connection: Connection,
  id: string,
  because: 'spent' | 'gone',
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE webhook_subscriptions SET status = 'disabled', disabled_because = ${because},
      disabled_at = clock_timestamp()
    WHERE subscription_id = ${id} AND status = 'active' RETURNING 1`.execute(connection);
  return rows.length > 0;
};
