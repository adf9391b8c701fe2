import { sql } from 'kysely';
import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

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
