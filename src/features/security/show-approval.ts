import type { ApprovalView } from '../../contract/security.ts';
import type { PublicAgent } from '../../core/conversation/event.ts';
import type { AgentId } from '../../core/ids.ts';
import { findConversation } from '../conversation/index.ts';
import { openText } from './seal-text.ts';
import type { SecurityDeps } from './staff-deps.ts';
import type { ApprovalRow } from './store-approvals.ts';

export const approvalContext = (approvalId: string): string => `approval:${approvalId}`;
export const decisionContext = (approvalId: string): string => `approval-decision:${approvalId}`;

/** Somebody who has left is still named by what is left: the id. */
const named = async (deps: SecurityDeps, agentId: AgentId): Promise<PublicAgent> =>
  (await deps.agentOf(agentId)) ?? { id: agentId, name: '', badge: '' };

/** An approval with its reasons opened, for those who may see the conversation. */
export const showApproval = async (deps: SecurityDeps, row: ApprovalRow): Promise<ApprovalView> => {
  const about = await findConversation(deps.database, row.conversationId);
  const { customerId, approvalId } = row;
  const open = (sealed: Uint8Array, context: string): Promise<string> =>
    openText(deps.vault, customerId, sealed, context);
  return {
    approvalId,
    conversationId: row.conversationId,
    conversationNumber: about?.number ?? '',
    step: row.step,
    state: row.state,
    reason: await open(row.reasonSealed, approvalContext(approvalId)),
    askedBy: await named(deps, row.askedBy),
    askedAt: row.askedAt,
    decidedBy: row.decidedBy === null ? null : await named(deps, row.decidedBy),
    decidedAt: row.decidedAt,
    decisionReason:
      row.decisionReasonSealed === null
        ? null
        : await open(row.decisionReasonSealed, decisionContext(approvalId)),
    lapsesAt: row.lapsesAt,
    readyAt: row.readyAt,
  };
};
