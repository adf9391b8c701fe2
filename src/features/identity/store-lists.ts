import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import './store.ts';

/** Of these customers, those who were here last first. */
export const listLastSeen = async (
  connection: Connection,
  customerIds: readonly CustomerId[],
  limit: number,
): Promise<readonly CustomerId[]> => {
  if (customerIds.length === 0) return [];
  const rows = await connection
    .selectFrom('customers')
    .select('customer_id')
    .where('customer_id', 'in', [...customerIds])
    .orderBy('last_seen_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.customer_id as CustomerId);
};

/** Customers of whom the exchange has said a name or an address, by their ids, from the one after `after` on. */
export const listProfiled = async (
  connection: Connection,
  after: CustomerId | null,
  limit: number,
): Promise<readonly CustomerId[]> => {
  const all = connection
    .selectFrom('customers')
    .select('customer_id')
    .where('profile_sealed', 'is not', null)
    .orderBy('customer_id')
    .limit(limit);
  const rows = await (after === null ? all : all.where('customer_id', '>', after)).execute();
  return rows.map((row) => row.customer_id as CustomerId);
};
