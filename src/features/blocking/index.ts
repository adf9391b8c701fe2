import type { Route } from '../../contract/route.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { type BlockingOptions, openText, reasonContext } from './blocking-options.ts';
import { blockingRoutes } from './routes.ts';
import { findBlock } from './store.ts';

export type { BlockingOptions } from './blocking-options.ts';

export interface Blocking {
  readonly routes: readonly Route[];
  /** What colleagues see of a block in force; null where there is none. */
  readBlock(customerId: CustomerId): Promise<BlockCard | null>;
}

export interface BlockCard {
  readonly reason: string;
  readonly blockedAt: number;
  readonly until: number | null;
}

/** Blocking abusers, and their appeal. */
export const createBlocking = (options: BlockingOptions): Blocking => ({
  routes: blockingRoutes(options),
  readBlock: async (customerId) => {
    const block = await findBlock(options.database, customerId, options.clock.now());
    if (!block) return null;
    const { blockId, reasonSealed, blockedAt, until } = block;
    const reason = await openText(options, customerId, reasonSealed, reasonContext(blockId));
    return { reason, blockedAt, until };
  },
});

/** Whether a block is in force; for whoever says who is asking. */
export const createBlockCheck =
  (database: Database, clock: Clock) =>
  async (customerId: CustomerId): Promise<boolean> =>
    (await findBlock(database, customerId, clock.now())) !== undefined;
