import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface CustomerKeysTable {
  customer_id: string;
  wrapped_key: Uint8Array;
  master_key_id: string;
  created_at: Date;
  rewrapped_at: Date | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    customer_keys: CustomerKeysTable;
  }
}

export interface WrappedKey {
  readonly wrappedKey: Uint8Array;
  readonly masterKeyId: string;
}

export const findWrappedKey = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<WrappedKey | undefined> => {
  const row = await connection
    .selectFrom('customer_keys')
    .select(['wrapped_key', 'master_key_id'])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row && { wrappedKey: row.wrapped_key, masterKeyId: row.master_key_id };
};

/** Those of these customers whose words can still be read. */
export const listKeyed = async (
  connection: Connection,
  customerIds: readonly CustomerId[],
): Promise<readonly CustomerId[]> => {
  if (customerIds.length === 0) return [];
  const rows = await connection
    .selectFrom('customer_keys')
    .select('customer_id')
    .where('customer_id', 'in', [...customerIds])
    .execute();
  return rows.map((row) => row.customer_id as CustomerId);
};

/** Keeps a key that another process has just made for the same customer: the first one written holds. */
export const insertWrappedKey = async (
  connection: Connection,
  customerId: CustomerId,
  key: WrappedKey,
): Promise<void> => {
  await sql`
    INSERT INTO customer_keys (customer_id, wrapped_key, master_key_id)
    VALUES (${customerId}, ${key.wrappedKey}, ${key.masterKeyId})
    ON CONFLICT (customer_id) DO NOTHING`.execute(connection);
};

export interface KeyToRewrap extends WrappedKey {
  readonly customerId: CustomerId;
}

/** Locks up to `limit` keys that are not under `masterKeyId`; those another process holds are left to it. */
export const lockKeysOfOtherMasters = async (
  transaction: Transaction,
  masterKeyId: string,
  limit: number,
): Promise<readonly KeyToRewrap[]> => {
  const rows = await transaction
    .selectFrom('customer_keys')
    .select(['customer_id', 'wrapped_key', 'master_key_id'])
    .where('master_key_id', '<>', masterKeyId)
    .orderBy('customer_id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id as CustomerId,
    wrappedKey: row.wrapped_key,
    masterKeyId: row.master_key_id,
  }));
};

export const updateWrappedKeys = async (
  transaction: Transaction,
  keys: readonly KeyToRewrap[],
): Promise<void> => {
  await sql`
    UPDATE customer_keys SET wrapped_key = changed.wrapped_key, master_key_id = changed.master_key_id, rewrapped_at = now()
    FROM unnest(
      ${keys.map(({ customerId }) => customerId)}::uuid[],
      ${keys.map(({ wrappedKey }) => wrappedKey)}::bytea[],
      ${keys.map(({ masterKeyId }) => masterKeyId)}::text[]
    ) AS changed (customer_id, wrapped_key, master_key_id)
    WHERE customer_keys.customer_id = changed.customer_id`.execute(transaction);
};
