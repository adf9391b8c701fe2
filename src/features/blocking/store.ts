import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

export type AppealState = 'waiting' | 'granted' | 'refused';

interface CustomerBlocksTable {
  block_id: string;
  customer_id: string;
  reason_sealed: Uint8Array;
  blocked_by: string;
  blocked_at: Date;
  until: Date | null;
  lifted_at: Date | null;
  lifted_by: string | null;
}

interface AppealsTable {
  appeal_id: string;
  block_id: string;
  customer_id: string;
  text_sealed: Uint8Array;
  state: AppealState;
  sent_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    customer_blocks: CustomerBlocksTable;
    appeals: AppealsTable;
  }
}

export interface BlockRow {
  readonly blockId: string;
  readonly customerId: CustomerId;
  readonly reasonSealed: Uint8Array;
  readonly blockedAt: number;
  readonly until: number | null;
}

export interface AppealRow {
  readonly appealId: string;
  readonly blockId: string;
  readonly customerId: CustomerId;
  readonly textSealed: Uint8Array;
  readonly state: AppealState;
  readonly sentAt: number;
  readonly decidedAt: number | null;
}

const millis = (date: Date | null): number | null => date?.getTime() ?? null;

const toBlock = (
  row: Pick<
    CustomerBlocksTable,
    'block_id' | 'customer_id' | 'reason_sealed' | 'blocked_at' | 'until'
  >,
): BlockRow => ({
  blockId: row.block_id,
  customerId: row.customer_id as CustomerId,
  reasonSealed: row.reason_sealed,
  blockedAt: row.blocked_at.getTime(),
  until: millis(row.until),
});

const toAppeal = (row: Omit<AppealsTable, 'decided_by'>): AppealRow => ({
  appealId: row.appeal_id,
  blockId: row.block_id,
  customerId: row.customer_id as CustomerId,
  textSealed: row.text_sealed,
  state: row.state,
  sentAt: row.sent_at.getTime(),
  decidedAt: millis(row.decided_at),
});

/** The block in force at `now`; undefined where there is none. */
export const findBlock = async (
  connection: Connection,
  customerId: CustomerId,
  now: number,
): Promise<BlockRow | undefined> => {
  const row = await connection
    .selectFrom('customer_blocks')
    .select(['block_id', 'customer_id', 'reason_sealed', 'blocked_at', 'until'])
    .where('customer_id', '=', customerId)
    .where('lifted_at', 'is', null)
    .where((expression) =>
      expression.or([expression('until', 'is', null), expression('until', '>', new Date(now))]),
    )
    .executeTakeFirst();
  return row && toBlock(row);
};

export const insertBlock = async (
  connection: Connection,
  block: BlockRow & { readonly blockedBy: string },
): Promise<void> => {
  await connection
    .insertInto('customer_blocks')
    .values({
      block_id: block.blockId,
      customer_id: block.customerId,
      reason_sealed: block.reasonSealed,
      blocked_by: block.blockedBy,
      blocked_at: new Date(block.blockedAt),
      until: block.until === null ? null : new Date(block.until),
      lifted_at: null,
      lifted_by: null,
    })
    .execute();
};

/** Ends what stands open, also a block whose time has passed. Returns the ids of the blocks ended. */
export const liftBlocks = async (
  connection: Connection,
  customerId: CustomerId,
  liftedBy: string,
  now: number,
): Promise<readonly string[]> => {
  const rows = await connection
    .updateTable('customer_blocks')
    .set({ lifted_at: new Date(now), lifted_by: liftedBy })
    .where('customer_id', '=', customerId)
    .where('lifted_at', 'is', null)
    .returning('block_id')
    .execute();
  return rows.map((row) => row.block_id);
};

export const findAppealOfBlock = async (
  connection: Connection,
  blockId: string,
): Promise<AppealRow | undefined> => {
  const row = await connection
    .selectFrom('appeals')
    .selectAll()
    .where('block_id', '=', blockId)
    .executeTakeFirst();
  return row && toAppeal(row);
};

/** False where the block has had its appeal. */
export const insertAppeal = async (
  connection: Connection,
  appeal: Omit<AppealRow, 'state' | 'decidedAt'>,
): Promise<boolean> => {
  const row = await connection
    .insertInto('appeals')
    .values({
      appeal_id: appeal.appealId,
      block_id: appeal.blockId,
      customer_id: appeal.customerId,
      text_sealed: appeal.textSealed,
      state: 'waiting',
      sent_at: new Date(appeal.sentAt),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.column('block_id').doNothing())
    .returning('appeal_id')
    .executeTakeFirst();
  return row !== undefined;
};

const MAX_LISTED = 200;

/** Oldest first while they wait, newest first once decided. */
export const listAppeals = async (
  connection: Connection,
  state: AppealState,
): Promise<readonly { readonly appeal: AppealRow; readonly block: BlockRow }[]> => {
  const rows = await connection
    .selectFrom('appeals')
    .innerJoin('customer_blocks', 'customer_blocks.block_id', 'appeals.block_id')
    .selectAll('appeals')
    .select(['reason_sealed', 'blocked_at', 'until'])
    .where('state', '=', state)
    .orderBy('sent_at', state === 'waiting' ? 'asc' : 'desc')
    .limit(MAX_LISTED)
    .execute();
  return rows.map((row) => ({ appeal: toAppeal(row), block: toBlock(row) }));
};

/** Undefined where there is no such appeal. The row is locked until the transaction ends. */
export const lockAppeal = async (
  connection: Connection,
  appealId: string,
): Promise<AppealRow | undefined> => {
  const row = await connection
    .selectFrom('appeals')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .forUpdate()
    .executeTakeFirst();
  return row && toAppeal(row);
};

export const decideAppealRow = async (
  connection: Connection,
  appealId: string,
  state: AppealState,
  decidedBy: string,
  now: number,
): Promise<void> => {
  await connection
    .updateTable('appeals')
    .set({ state, decided_at: new Date(now), decided_by: decidedBy })
    .where('appeal_id', '=', appealId)
    .execute();
};

/** A waiting appeal against a block that was lifted has got what it asked for. */
export const grantWaitingAppeals = async (
  connection: Connection,
  blockIds: readonly string[],
  decidedBy: string,
  now: number,
): Promise<void> => {
  if (blockIds.length === 0) return;
  await connection
    .updateTable('appeals')
    .set({ state: 'granted', decided_at: new Date(now), decided_by: decidedBy })
    .where('block_id', 'in', blockIds)
    .where('state', '=', 'waiting')
    .execute();
};
