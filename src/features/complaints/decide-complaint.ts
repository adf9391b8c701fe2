import type { DecideComplaintBody } from '../../contract/complaints.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { issueLetter } from './issue-letter.ts';
import { TOLD } from './open-complaint.ts';
import { decisionContext, open, seal } from './seal.ts';
import { type Complaint, changeComplaint, findComplaint } from './store.ts';

const NOT_FOUND = fail('not_found', 'complaint_not_found');

const audit = (
  trx: Transaction,
  staff: StaffPrincipal,
  complaint: Complaint,
  action: string,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: staff.agentId },
    action,
    subject: { kind: 'complaint', id: complaint.complaintId },
    data: { number: complaint.number },
  });

/** Decides for good: the log, the register, the letter and the duty to tell the customer, in one transaction. */
const settle = async (
  deps: ComplaintDeps,
  staff: StaffPrincipal,
  complaint: Complaint,
  decided: { readonly upheld: boolean; readonly text: string; readonly from: Complaint['state'] },
): Promise<Outcome<null>> => {
  const { complaintId, conversationId, customerId } = complaint;
  const { upheld, text } = decided;
  const committed = await deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: staff.agentId },
    maySee: () => true,
    guard: async (trx) => {
      const locked = await findComplaint(trx, complaintId, true);
      return locked?.state === decided.from ? ok(null) : fail('conflict', 'complaint_decided');
    },
    command: { type: 'decide_complaint', complaintId, upheld },
    alsoWrite: async (trx, state, logged) => {
      const at = logged.at(-1)?.at ?? complaint.openedAt;
      await changeComplaint(trx, complaintId, {
        state: upheld ? 'upheld' : 'rejected',
        decided_by: staff.agentId,
        decided_at: new Date(at),
        decision_sealed: Buffer.from(
          await seal(deps.vault, customerId, text, decisionContext(complaintId), trx),
        ),
      });
      const { number: caseNumber } = state;
      await issueLetter(deps, trx, complaint, {
        kind: 'decision',
        caseNumber,
        at,
        words: text,
        upheld,
      });
      await audit(trx, staff, complaint, upheld ? 'complaint_upheld' : 'complaint_rejected');
      await deps.dueWork.schedule(trx, [
        {
          key: `${TOLD}:decision:${complaintId}`,
          kind: TOLD,
          payload: { complaintId, kind: 'decision' },
          dueAt: at,
        },
      ]);
      return ok(null);
    },
  });
  if (!committed.ok) return committed;
  deps.dueWork.wake();
  return ok(null);
};

/** A rejection waits for a second person: until then the customer hears nothing of it. */
const propose = (
  deps: ComplaintDeps,
  staff: StaffPrincipal,
  complaintId: string,
  text: string,
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const complaint = await findComplaint(trx, complaintId, true);
    if (complaint === undefined) return NOT_FOUND;
    if (complaint.state !== 'open') return fail('conflict', 'complaint_decided');
    await changeComplaint(trx, complaintId, {
      state: 'proposed',
      proposed_by: staff.agentId,
      proposed_at: new Date(await databaseNow(trx)),
      decision_sealed: await seal(
        deps.vault,
        complaint.customerId,
        text,
        decisionContext(complaintId),
        trx,
      ),
    });
    await audit(trx, staff, complaint, 'complaint_rejection_proposed');
    return ok(null);
  });

/**
 * Decides a complaint with its reasons: one person upholds it, a rejection is proposed for a second to confirm.
 * Failures beside those of the intake: `complaint_not_found`, `complaint_decided`.
 */
export const decideComplaint = async (
  deps: ComplaintDeps,
  staff: StaffPrincipal,
  complaintId: string,
  { upheld, text: said }: DecideComplaintBody,
): Promise<Outcome<null>> => {
  const taken = deps.takeIn(said, false);
  if (!taken.ok) return taken;
  const { text } = taken.value;
  if (!upheld) return propose(deps, staff, complaintId, text);
  const complaint = await findComplaint(deps.database, complaintId);
  if (complaint === undefined) return NOT_FOUND;
  return settle(deps, staff, complaint, { upheld, text, from: 'open' });
};

/** Failures: `complaint_not_found`, `nothing_proposed`, `second_person_needed`. */
export const confirmComplaint = async (
  deps: ComplaintDeps,
  staff: StaffPrincipal,
  complaintId: string,
  confirmed: boolean,
): Promise<Outcome<null>> => {
  const complaint = await findComplaint(deps.database, complaintId);
  if (complaint === undefined) return NOT_FOUND;
  const { decisionSealed, customerId } = complaint;
  if (complaint.state !== 'proposed' || decisionSealed === null)
    return fail('precondition', 'nothing_proposed');
  if (complaint.proposedBy === staff.agentId) return fail('forbidden', 'second_person_needed');
  if (confirmed) {
    const text = await open(deps.vault, customerId, decisionSealed, decisionContext(complaintId));
    return settle(deps, staff, complaint, { upheld: false, text, from: 'proposed' });
  }
  return deps.database.transaction().execute(async (trx) => {
    const locked = await findComplaint(trx, complaintId, true);
    if (locked?.state !== 'proposed') return fail('precondition', 'nothing_proposed');
    await changeComplaint(trx, complaintId, {
      state: 'open',
      proposed_by: null,
      proposed_at: null,
      decision_sealed: null,
    });
    await audit(trx, staff, complaint, 'complaint_rejection_returned');
    return ok(null);
  });
};
