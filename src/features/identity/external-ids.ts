import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import { listExternalIds } from './store.ts';

/** The exchange's own ids of customers; visitors are not in the map. */
export const externalIdsOf = async (
  connection: Connection,
  customerIds: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, string>> =>
  new Map(customerIds.length === 0 ? [] : await listExternalIds(connection, customerIds));
