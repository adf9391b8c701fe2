import type { SafetyStep } from '../../contract/security.ts';
import type { AgentId, AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

export type ApprovalState = 'waiting' | 'refused' | 'approved' | 'sent' | 'lapsed';

interface ApprovalsTable {
  approval_id: string;
  conversation_id: string;
  customer_id: string;
  step: SafetyStep;
  state: ApprovalState;
  asked_by: string;
  asked_at: Date;
  reason_sealed: Uint8Array;
  lapses_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  decision_reason_sealed: Uint8Array | null;
  sent_at: Date | null;
  ready_at: Date | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    approvals: ApprovalsTable;
  }
}

export interface ApprovalRow {
  readonly approvalId: string;
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly step: SafetyStep;
  readonly state: ApprovalState;
  readonly askedBy: AgentId;
  readonly askedAt: AtMs;
  readonly reasonSealed: Uint8Array;
  readonly lapsesAt: AtMs;
  readonly decidedBy: AgentId | null;
  readonly decidedAt: AtMs | null;
  readonly decisionReasonSealed: Uint8Array | null;
  readonly readyAt: AtMs | null;
}

const toRow = (row: ApprovalsTable): ApprovalRow => ({
  approvalId: row.approval_id,
  conversationId: row.conversation_id as ConversationId,
  customerId: row.customer_id as CustomerId,
  step: row.step,
  state: row.state,
  askedBy: row.asked_by as AgentId,
  askedAt: row.asked_at.getTime(),
  reasonSealed: row.reason_sealed,
  lapsesAt: row.lapses_at.getTime(),
  decidedBy: row.decided_by as AgentId | null,
  decidedAt: row.decided_at?.getTime() ?? null,
  decisionReasonSealed: row.decision_reason_sealed,
  readyAt: row.ready_at?.getTime() ?? null,
});

/** False where the same step of this conversation waits already. */
export const insertApproval = async (
  connection: Connection,
  row: Pick<
    ApprovalRow,
    | 'approvalId'
    | 'conversationId'
    | 'customerId'
    | 'step'
    | 'askedBy'
    | 'askedAt'
    | 'reasonSealed'
    | 'lapsesAt'
  >,
): Promise<boolean> => {
  const inserted = await connection
    .insertInto('approvals')
    .values({
      approval_id: row.approvalId,
      conversation_id: row.conversationId,
      customer_id: row.customerId,
      step: row.step,
      state: 'waiting',
      asked_by: row.askedBy,
      asked_at: new Date(row.askedAt),
      reason_sealed: row.reasonSealed,
      lapses_at: new Date(row.lapsesAt),
      decided_by: null,
      decided_at: null,
      decision_reason_sealed: null,
      sent_at: null,
      ready_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('approval_id')
    .executeTakeFirst();
  return inserted !== undefined;
};

/** Writes down what has lapsed, so that the same step can be asked for again. */
export const lapseApprovals = async (connection: Connection, now: AtMs): Promise<void> => {
  await connection
    .updateTable('approvals')
    .set({ state: 'lapsed' })
    .where('state', '=', 'waiting')
    .where('lapses_at', '<=', new Date(now))
    .execute();
};

export const lockApproval = async (
  connection: Connection,
  approvalId: string,
): Promise<ApprovalRow | undefined> => {
  const row = await connection
    .selectFrom('approvals')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .forUpdate()
    .executeTakeFirst();
  return row && toRow(row);
};

export const findApproval = async (
  connection: Connection,
  approvalId: string,
): Promise<ApprovalRow | undefined> => {
  const row = await connection
    .selectFrom('approvals')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .executeTakeFirst();
  return row && toRow(row);
};

export const decideApprovalRow = async (
  connection: Connection,
  approvalId: string,
  decision: {
    readonly state: 'approved' | 'refused';
    readonly decidedBy: AgentId;
    readonly decidedAt: AtMs;
    readonly reasonSealed: Uint8Array;
  },
): Promise<void> => {
  await connection
    .updateTable('approvals')
    .set({
      state: decision.state,
      decided_by: decision.decidedBy,
      decided_at: new Date(decision.decidedAt),
      decision_reason_sealed: decision.reasonSealed,
    })
    .where('approval_id', '=', approvalId)
    .execute();
};

/** The exchange has taken it; `readyAt` is the end of its cooling-off. */
export const setSent = async (
  connection: Connection,
  approvalId: string,
  sentAt: AtMs,
  readyAt: AtMs,
): Promise<void> => {
  await connection
    .updateTable('approvals')
    .set({ state: 'sent', sent_at: new Date(sentAt), ready_at: new Date(readyAt) })
    .where('approval_id', '=', approvalId)
    .where('state', '=', 'approved')
    .execute();
};

/** Approved here, and refused by the exchange. */
export const setRefused = async (connection: Connection, approvalId: string): Promise<void> => {
  await connection
    .updateTable('approvals')
    .set({ state: 'refused' })
    .where('approval_id', '=', approvalId)
    .where('state', '=', 'approved')
    .execute();
};

const NEWEST = 100;

/** Newest first. */
export const listApprovals = async (connection: Connection): Promise<readonly ApprovalRow[]> => {
  const rows = await connection
    .selectFrom('approvals')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .limit(NEWEST)
    .execute();
  return rows.map(toRow);
};

/** Newest first. */
export const listApprovalsOfCustomer = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<readonly ApprovalRow[]> => {
  const rows = await connection
    .selectFrom('approvals')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('asked_at', 'desc')
    .limit(NEWEST)
    .execute();
  return rows.map(toRow);
};
