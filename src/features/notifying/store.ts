import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

/** A customer has a handful of browsers; more subscriptions than this are an abuse. */
const MAX_PER_CUSTOMER = 10;

export const saveSubscription = async (
  connection: Connection,
  customerId: CustomerId,
  endpointHash: Uint8Array,
  sealed: Uint8Array,
  locale: Locale,
): Promise<void> => {
  await sql`
    INSERT INTO push_subscriptions (endpoint_hash, customer_id, subscription_sealed, locale)
    VALUES (${endpointHash}, ${customerId}, ${sealed}, ${locale})
    ON CONFLICT (endpoint_hash) DO UPDATE SET customer_id = excluded.customer_id,
      subscription_sealed = excluded.subscription_sealed, locale = excluded.locale`.execute(
    connection,
  );
  await sql`
    DELETE FROM push_subscriptions WHERE customer_id = ${customerId} AND endpoint_hash NOT IN (
      SELECT endpoint_hash FROM push_subscriptions WHERE customer_id = ${customerId}
      ORDER BY created_at DESC LIMIT ${MAX_PER_CUSTOMER})`.execute(connection);
};

export const deleteSubscription = async (
  connection: Connection,
  customerId: CustomerId,
  endpointHash: Uint8Array,
): Promise<void> => {
  await sql`DELETE FROM push_subscriptions
    WHERE endpoint_hash = ${endpointHash} AND customer_id = ${customerId}`.execute(connection);
};

export interface SubscriptionRow {
  readonly endpoint_hash: Uint8Array;
  readonly subscription_sealed: Uint8Array;
  readonly locale: Locale;
}

export const listSubscriptions = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<readonly SubscriptionRow[]> => {
  const { rows } = await sql<SubscriptionRow>`
    SELECT endpoint_hash, subscription_sealed, locale FROM push_subscriptions
    WHERE customer_id = ${customerId}`.execute(connection);
  return rows;
};
