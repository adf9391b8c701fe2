import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

export interface Subscription {
  readonly id: string;
  readonly customerId: CustomerId;
  readonly channel: 'mail' | 'push';
  readonly addressSealed: Uint8Array;
  readonly locale: Locale;
  readonly isConfirmed: boolean;
}

interface Row {
  subscription_id: string;
  customer_id: CustomerId;
  channel: 'mail' | 'push';
  address_sealed: Uint8Array;
  locale: Locale;
  is_confirmed: boolean;
}

const COLUMNS = sql.raw(
  'subscription_id, customer_id, channel, address_sealed, locale, confirmed_at IS NOT NULL AS is_confirmed',
);

const toSubscription = (row: Row): Subscription => ({
  id: row.subscription_id,
  customerId: row.customer_id,
  channel: row.channel,
  addressSealed: row.address_sealed,
  locale: row.locale,
  isConfirmed: row.is_confirmed,
});

/** The one that holds this address; undefined where nobody asked for it. */
export const findByAddress = async (
  connection: Connection,
  channel: 'mail' | 'push',
  addressHash: Uint8Array,
): Promise<Subscription | undefined> => {
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM status_subscriptions
    WHERE channel = ${channel} AND address_hash = ${addressHash}`.execute(connection);
  return rows[0] && toSubscription(rows[0]);
};

export const findSubscription = async (
  connection: Connection,
  subscriptionId: string,
): Promise<Subscription | undefined> => {
  const { rows } = await sql<Row>`
    SELECT ${COLUMNS} FROM status_subscriptions WHERE subscription_id = ${subscriptionId}`.execute(
    connection,
  );
  return rows[0] && toSubscription(rows[0]);
};

/** False where somebody else was faster with the same address. */
export const insertSubscription = async (
  connection: Connection,
  subscription: Subscription,
  addressHash: Uint8Array,
): Promise<boolean> => {
  const { id, customerId, channel, addressSealed, locale, isConfirmed } = subscription;
  const { rows } = await sql`
    INSERT INTO status_subscriptions (subscription_id, customer_id, channel, address_hash, address_sealed, locale,
      confirmed_at)
    VALUES (${id}, ${customerId}, ${channel}, ${addressHash}, ${addressSealed}, ${locale},
      CASE WHEN ${isConfirmed} THEN clock_timestamp() END)
    ON CONFLICT (channel, address_hash) DO NOTHING RETURNING 1`.execute(connection);
  return rows.length > 0;
};

/** False where there is none, or not any more. */
export const confirmSubscription = async (
  connection: Connection,
  subscriptionId: string,
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE status_subscriptions SET confirmed_at = coalesce(confirmed_at, clock_timestamp())
    WHERE subscription_id = ${subscriptionId} RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const deleteSubscription = async (
  connection: Connection,
  subscriptionId: string,
): Promise<void> => {
  await sql`DELETE FROM status_subscriptions WHERE subscription_id = ${subscriptionId}`.execute(
    connection,
  );
};

/** Who confirmed, in the order of their ids, after one. */
export const listConfirmed = async (
  connection: Connection,
  after: string | null,
  limit: number,
): Promise<readonly string[]> => {
  const from = after === null ? sql`true` : sql`subscription_id > ${after}::uuid`;
  const { rows } = await sql<{ subscription_id: string }>`
    SELECT subscription_id FROM status_subscriptions WHERE confirmed_at IS NOT NULL AND ${from}
    ORDER BY subscription_id LIMIT ${limit}`.execute(connection);
  return rows.map((row) => row.subscription_id);
};

/** Addresses whose owners never pressed the link are nobody's business after a day. */
export const purgeUnconfirmed = async (connection: Connection): Promise<void> => {
  await sql`
    DELETE FROM status_subscriptions WHERE confirmed_at IS NULL AND created_at < now() - interval '1 day'`.execute(
    connection,
  );
};
