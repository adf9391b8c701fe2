import type { ApprovedRequest } from '../../contract/exchange/actions.ts';
import { nextLockTry } from '../../core/security/retry-lock.ts';
import type { Asked, ExchangeUserId } from '../../ports/exchange.ts';
import { findConversation } from '../conversation/index.ts';
import { openText } from './seal-text.ts';
import { approvalContext } from './show-approval.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { type ApprovalRow, findApproval, setRefused, setSent } from './store-approvals.ts';

export const SEND_APPROVED_KIND = 'send_approved';

const send = (
  deps: SecurityDeps,
  row: ApprovalRow,
  userId: ExchangeUserId,
  request: ApprovedRequest,
): Promise<Asked<{ readonly readyAt: number }>> => {
  const key = `mainstay-approval-${row.approvalId}`;
  return row.step === 'unlock'
    ? deps.exchange.actions.unlock(userId, request, key)
    : deps.exchange.actions.beginTwoFactorReset(userId, request, key);
};

/**
 * Sends an approved step to the exchange, which sets its own cooling-off: nobody here can shorten it. Where the exchange
 * does not answer, it is asked again until it does, which its own key makes harmless; where it says no, the step is over.
 */
export const sendApproved = async (
  deps: SecurityDeps,
  approvalId: string,
  attempts = 0,
): Promise<void> => {
  const row = await findApproval(deps.database, approvalId);
  if (row === undefined || row.state !== 'approved' || row.decidedBy === null) return;
  const { externalId } = await deps.profileOf(row.customerId);
  const about = await findConversation(deps.database, row.conversationId);
  const asker = await deps.agentOf(row.askedBy);
  const approver = await deps.agentOf(row.decidedBy);
  if (externalId === null || about === undefined || asker === null || approver === null)
    throw new Error(`approval ${approvalId} has lost what it is about`);
  const context = approvalContext(approvalId);
  const asked = await send(deps, row, externalId as ExchangeUserId, {
    requestedBy: { kind: 'agent', badge: asker.badge, conversationNumber: about.number },
    approvedByBadge: approver.badge,
    reason: await openText(deps.vault, row.customerId, row.reasonSealed, context),
  });
  const now = deps.clock.now();
  if (asked.ok) return setSent(deps.database, approvalId, now, asked.value.readyAt);
  const { kind } = asked.failure;
  if (kind === 'refused' || kind === 'not_found') return setRefused(deps.database, approvalId);
  const tries = attempts + 1;
  await deps.dueWork.schedule(deps.database, [
    {
      key: `approved|${approvalId}|${tries}`,
      kind: SEND_APPROVED_KIND,
      payload: { approvalId, attempts: tries },
      dueAt: nextLockTry(tries, now),
    },
  ]);
};
