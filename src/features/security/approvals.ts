import type { StaffPrincipal } from '../../contract/principal.ts';
import type { ApprovalView, SafetyStep } from '../../contract/security.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { APPROVAL_LIFE_MS, mayDecide } from '../../core/security/decide-approval.ts';
import { writeAudit } from '../audit/index.ts';
import type { PresenceProof } from '../staff/index.ts';
import { findCase, findOwnCase } from './find-case.ts';
import { sealText } from './seal-text.ts';
import { SEND_APPROVED_KIND, sendApproved } from './send-approved.ts';
import { approvalContext, decisionContext, showApproval } from './show-approval.ts';
import type { SecurityDeps } from './staff-deps.ts';
import {
  decideApprovalRow,
  findApproval,
  insertApproval,
  lapseApprovals,
  listApprovals,
  lockApproval,
} from './store-approvals.ts';

/**
 * Asks that an account be unlocked, or its second factor reset: with a reason and proof of presence, by whoever has the
 * case in hand. Failures: those of the case and of the proof, `approval_waiting`.
 */
export const askApproval = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  wish: { readonly step: SafetyStep; readonly reason: string; readonly proof: PresenceProof },
): Promise<Outcome<ApprovalView>> => {
  const found = await findOwnCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const proven = await deps.provePresence(staff.agentId, wish.proof);
  if (!proven.ok) return proven;
  const { customerId } = found.value.state;
  const approvalId = deps.ids.uuid();
  const reason = deps.redact(wish.reason);
  const isNew = await deps.database.transaction().execute(async (trx) => {
    const askedAt = deps.clock.now();
    await lapseApprovals(trx, askedAt);
    const inserted = await insertApproval(trx, {
      approvalId,
      conversationId,
      customerId,
      step: wish.step,
      askedBy: staff.agentId,
      askedAt,
      reasonSealed: await sealText(
        deps.vault,
        customerId,
        reason,
        approvalContext(approvalId),
        trx,
      ),
      lapsesAt: askedAt + APPROVAL_LIFE_MS,
    });
    if (!inserted) return false;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'approval_asked',
      subject: { kind: 'approval', id: approvalId },
      data: { step: wish.step, conversationId },
    });
    return true;
  });
  if (!isNew) return fail('conflict', 'approval_waiting');
  return present(deps, approvalId);
};

const present = async (deps: SecurityDeps, approvalId: string): Promise<Outcome<ApprovalView>> => {
  const row = await findApproval(deps.database, approvalId);
  if (row === undefined) return fail('not_found', 'not_found');
  return ok(await showApproval(deps, row));
};

/**
 * The second person decides. What was approved goes to the exchange at once, and again until it answers. Failures:
 * `not_found`, those of `mayDecide` and of the proof.
 */
export const decideApproval = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
  approvalId: string,
  wish: { readonly approve: boolean; readonly reason: string; readonly proof: PresenceProof },
): Promise<Outcome<ApprovalView>> => {
  const asked = await findApproval(deps.database, approvalId);
  if (asked === undefined) return fail('not_found', 'not_found');
  const found = await findCase(deps, staff, asked.conversationId);
  if (!found.ok) return fail('not_found', 'not_found');
  const asker = { agentId: asked.askedBy, role: await deps.roleOf(asked.askedBy) };
  const early = mayDecide({ ...asked, askedBy: asker }, staff, deps.clock.now());
  if (!early.ok) return early;
  const proven = await deps.provePresence(staff.agentId, wish.proof);
  if (!proven.ok) return proven;
  const reason = deps.redact(wish.reason);
  const decided = await deps.database.transaction().execute(async (trx) => {
    const now = deps.clock.now();
    const row = await lockApproval(trx, approvalId);
    if (row === undefined) return fail('not_found', 'not_found');
    const allowed = mayDecide({ ...row, askedBy: asker }, staff, now);
    if (!allowed.ok) return allowed;
    const context = decisionContext(approvalId);
    await decideApprovalRow(trx, approvalId, {
      state: wish.approve ? 'approved' : 'refused',
      decidedBy: staff.agentId,
      decidedAt: now,
      reasonSealed: await sealText(deps.vault, row.customerId, reason, context, trx),
    });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: wish.approve ? 'approval_given' : 'approval_refused',
      subject: { kind: 'approval', id: approvalId },
      data: { step: row.step, conversationId: row.conversationId },
    });
    if (wish.approve)
      await deps.dueWork.schedule(trx, [
        {
          key: `approved|${approvalId}`,
          kind: SEND_APPROVED_KIND,
          payload: { approvalId },
          dueAt: now,
        },
      ]);
    return ok(null);
  });
  if (!decided.ok) return decided;
  if (wish.approve)
    await sendApproved(deps, approvalId).catch((error: unknown) =>
      deps.log.warn({ error }, 'an approved step was left to due work'),
    );
  return present(deps, approvalId);
};

/** Those of conversations that this person may see, newest first. */
export const readApprovals = async (
  deps: SecurityDeps,
  staff: StaffPrincipal,
): Promise<readonly ApprovalView[]> => {
  await lapseApprovals(deps.database, deps.clock.now());
  const views: ApprovalView[] = [];
  for (const row of await listApprovals(deps.database)) {
    const found = await findCase(deps, staff, row.conversationId);
    if (found.ok) views.push(await showApproval(deps, row));
  }
  return views;
};
