import type { StaffPrincipal } from '../../contract/principal.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { changeComplaint, findComplaint } from './store.ts';

/**
 * Says that a complaint's customer was told of its receipt in another way, because the service could not.
 * Failures: `complaint_not_found`, `receipt_confirmed` already.
 */
export const confirmReceipt = (
  { database }: Pick<ComplaintDeps, 'database'>,
  staff: StaffPrincipal,
  complaintId: string,
): Promise<Outcome<null>> =>
  database.transaction().execute(async (trx) => {
    const complaint = await findComplaint(trx, complaintId, true);
    if (complaint === undefined) return fail('not_found', 'complaint_not_found');
    if (complaint.acknowledgedAt !== null) return fail('conflict', 'receipt_confirmed');
    await changeComplaint(trx, complaintId, {
      acknowledged_at: new Date(await databaseNow(trx)),
      acknowledged_by: staff.agentId,
    });
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'complaint_receipt_confirmed',
      subject: { kind: 'complaint', id: complaintId },
      data: { number: complaint.number },
    });
    return ok(null);
  });
