import { warnComplaintAt } from '../../core/escalation/complaint-clock.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueItem } from '../../ports/due-work.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow, findConversation } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { type Complaint, changeComplaint, findComplaint, type NewComplaint } from './store.ts';

export const CLOCK = 'complaint_clock';
export const CLIMB = 'complaint_climb';

/** The clocks of the law: that its receipt is confirmed, and that it is decided. */
const CLOCKS = {
  receipt: {
    warned: 'acknowledge_warned_at',
    late: 'acknowledge_late_at',
    soon: 'complaint_receipt_soon',
    over: 'complaint_receipt_overdue',
    by: ({ acknowledgeBy }: NewComplaint): AtMs => acknowledgeBy,
    isWarned: ({ acknowledgeWarnedAt }: Complaint) => acknowledgeWarnedAt !== null,
    isLate: ({ acknowledgeLateAt }: Complaint) => acknowledgeLateAt !== null,
    runs: ({ acknowledgedAt }: Complaint) => acknowledgedAt === null,
  },
  decision: {
    warned: 'warned_at',
    late: 'overdue_at',
    soon: 'complaint_due_soon',
    over: 'complaint_overdue',
    by: ({ dueAt }: NewComplaint): AtMs => dueAt,
    isWarned: ({ warnedAt }: Complaint) => warnedAt !== null,
    isLate: ({ overdueAt }: Complaint) => overdueAt !== null,
    runs: ({ state }: Complaint) => state === 'open' || state === 'proposed',
  },
} as const;
export type ClockName = keyof typeof CLOCKS;
const NAMES: readonly ClockName[] = ['receipt', 'decision'];

/** When a new complaint's clocks have to be looked at: before each term ends, and once it has. */
export const clockDuties = (one: NewComplaint): readonly DueItem[] => {
  const times = NAMES.flatMap((name) => {
    const by = CLOCKS[name].by(one);
    return [warnComplaintAt(one.openedAt, by), by + 1];
  });
  return [...new Set(times)].map((dueAt) => ({
    key: `${CLOCK}:${one.complaintId}:${dueAt}`,
    kind: CLOCK,
    payload: { complaintId: one.complaintId },
    dueAt,
  }));
};

/** On record, and those who lead are told. */
const mark = async (
  deps: ComplaintDeps,
  trx: Transaction,
  { complaintId, conversationId, number }: Complaint,
  change: {
    readonly column: Parameters<typeof changeComplaint>[2];
    readonly what: string;
    readonly by: AtMs;
    readonly at: AtMs;
  },
): Promise<void> => {
  const { column, what, by, at } = change;
  await changeComplaint(trx, complaintId, column);
  await writeAudit(trx, {
    actor: { kind: 'system', id: null },
    action: what,
    subject: { kind: 'complaint', id: complaintId },
    data: { number, dueAt: by },
  });
  const state = await findConversation(trx, conversationId);
  if (state !== undefined)
    await deps.raiseAlarm(trx, state, { what, seq: state.lastSeq, to: 'leads', at });
};

const look = async (
  deps: ComplaintDeps,
  trx: Transaction,
  complaint: Complaint,
  name: ClockName,
): Promise<void> => {
  const clock = CLOCKS[name];
  if (!clock.runs(complaint)) return;
  const by = clock.by(complaint);
  const at = await databaseNow(trx);
  const { complaintId, openedAt } = complaint;
  if (!clock.isWarned(complaint) && at >= warnComplaintAt(openedAt, by))
    await mark(deps, trx, complaint, {
      column: { [clock.warned]: new Date(at) },
      what: clock.soon,
      by,
      at,
    });
  if (clock.isLate(complaint) || at <= by) return;
  await mark(deps, trx, complaint, {
    column: { [clock.late]: new Date(at) },
    what: clock.over,
    by,
    at,
  });
  // A term that ran out is a step up.
  await deps.dueWork.schedule(trx, [
    {
      key: `${CLIMB}:${complaintId}:${name}`,
      kind: CLIMB,
      payload: { complaintId, clock: name },
      dueAt: at,
    },
  ]);
};

/** Each clock warns once before its term ends, and once it has run out it is marked and the case climbs, once. */
export const watchTerms = async (deps: ComplaintDeps, complaintId: string): Promise<void> => {
  await deps.database.transaction().execute(async (trx) => {
    const complaint = await findComplaint(trx, complaintId, true);
    if (complaint === undefined) return;
    for (const name of NAMES) await look(deps, trx, complaint, name);
  });
  deps.dueWork.wake();
};
