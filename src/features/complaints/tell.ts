import { warnComplaintAt } from '../../core/escalation/complaint-clock.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow, findConversation, noticeOf, readLogged } from '../conversation/index.ts';
import { escalateOnce } from '../escalation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { CLOCK, TOLD } from './open-complaint.ts';
import { type Complaint, changeComplaint, findComplaint } from './store.ts';

const ONE_LOG = 5_000;

/** A complaint is a step up as well. What is over, or at the top, stays where it is. */
const climb = async (deps: ComplaintDeps, { conversationId, complaintId }: Complaint) => {
  const logged = await readLogged(deps.database, conversationId, 0, ONE_LOG);
  const opened = logged.find(
    ({ event }) => event.type === 'complaint_opened' && event.complaintId === complaintId,
  );
  if (opened === undefined) return;
  const done = await escalateOnce(deps, conversationId, 'complaint', opened.seq);
  if (!done.ok && done.failure.code !== 'climbed_before' && done.failure.code !== 'no_step_up')
    throw new Error(`a complaint could not climb: ${done.failure.code}`);
};

const dayOf = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(at);

/** Tells the customer in the case itself, once; a case that is closed has the letter all the same. */
const tell = async (
  deps: ComplaintDeps,
  complaint: Complaint,
  kind: 'receipt' | 'decision',
): Promise<void> => {
  const { conversationId, complaintId, locale, number, dueAt } = complaint;
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.status === 'closed') return;
  const received = kind === 'receipt';
  const key = received ? 'complaint.received' : 'complaint.decided';
  const told = await deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    maySee: () => true,
    ...noticeOf(deps, {
      notice: received ? 'complaint_received' : 'complaint_decided',
      text: deps.texts.say(locale, key, { number, due: dayOf(dueAt, locale) }),
      key: complaintId,
      clientMessageId: `complaint-${kind}-${complaintId}`,
      sameBy: [key, complaintId],
    }),
  });
  if (!told.ok && told.failure.code !== 'conversation_closed')
    throw new Error(`a complaint's ${kind} could not be told: ${told.failure.code}`);
};

/** The clock of the law: warned once before, and marked once when it has run out. */
const runClock = (deps: ComplaintDeps, complaintId: string): Promise<void> =>
  deps.database.transaction().execute(async (trx) => {
    const complaint = await findComplaint(trx, complaintId, true);
    if (complaint === undefined) return;
    const { state, openedAt, dueAt, warnedAt, overdueAt, number } = complaint;
    if (state !== 'open' && state !== 'proposed') return;
    const now = await databaseNow(trx);
    const mark = async (what: 'warned_at' | 'overdue_at', action: string): Promise<void> => {
      await changeComplaint(trx, complaintId, { [what]: new Date(now) });
      await writeAudit(trx, {
        actor: { kind: 'system', id: null },
        action,
        subject: { kind: 'complaint', id: complaintId },
        data: { number, dueAt },
      });
    };
    if (warnedAt === null && now >= warnComplaintAt(openedAt, dueAt))
      await mark('warned_at', 'complaint_due_soon');
    if (overdueAt === null && now > dueAt) await mark('overdue_at', 'complaint_overdue');
  });

export const complaintHandlers = (deps: ComplaintDeps): ReadonlyMap<string, DueHandler> =>
  new Map<string, DueHandler>([
    [
      TOLD,
      async ({ complaintId, kind }) => {
        const complaint = await findComplaint(deps.database, String(complaintId));
        if (complaint === undefined) return;
        await tell(deps, complaint, kind === 'decision' ? 'decision' : 'receipt');
        if (kind === 'receipt') await climb(deps, complaint);
      },
    ],
    [CLOCK, ({ complaintId }) => runClock(deps, String(complaintId))],
  ]);
