import type { DueHandler } from '../../ports/due-work.ts';
import { databaseNow, findConversation, noticeOf, readLogged } from '../conversation/index.ts';
import { escalateOnce } from '../escalation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { dayOf } from './letter.ts';
import { TOLD } from './open-complaint.ts';
import { type Complaint, findComplaint, noteReceipt } from './store.ts';
import { CLIMB, CLOCK, type ClockName, watchTerms } from './watch-terms.ts';

const ONE_LOG = 5_000;

/** A case has one complaint, and its clocks have no events of their own: these stand for them. */
const LATE: Readonly<Record<ClockName, number>> = { receipt: -1, decision: -2 };

/** What is over, or at the top, stays where it is; nobody climbs twice for the same thing. */
const climb = async (
  deps: ComplaintDeps,
  { conversationId }: Complaint,
  cause: number,
): Promise<void> => {
  const done = await escalateOnce(deps, conversationId, 'complaint', cause);
  if (!done.ok && done.failure.code !== 'climbed_before' && done.failure.code !== 'no_step_up')
    throw new Error(`a complaint could not climb: ${done.failure.code}`);
};

/** A complaint is a step up as well. */
const climbForReceipt = async (deps: ComplaintDeps, complaint: Complaint): Promise<void> => {
  const { conversationId, complaintId } = complaint;
  const logged = await readLogged(deps.database, conversationId, 0, ONE_LOG);
  const opened = logged.find(
    ({ event }) => event.type === 'complaint_opened' && event.complaintId === complaintId,
  );
  if (opened !== undefined) await climb(deps, complaint, opened.seq);
};

/**
 * Tells the customer in the case itself, once: with that its receipt is confirmed. In a case that is closed nothing can
 * be said any more: somebody has to confirm it in another way, and the clock sees to it.
 */
const tell = async (
  deps: ComplaintDeps,
  complaint: Complaint,
  kind: 'receipt' | 'decision',
): Promise<void> => {
  const { conversationId, complaintId, locale, number, dueAt, timeZone } = complaint;
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
      text: deps.texts.say(locale, key, { number, due: dayOf(dueAt, locale, timeZone) }),
      key: complaintId,
      clientMessageId: `complaint-${kind}-${complaintId}`,
      sameBy: [key, complaintId],
    }),
  });
  if (!told.ok && told.failure.code !== 'conversation_closed')
    throw new Error(`a complaint's ${kind} could not be told: ${told.failure.code}`);
  if (told.ok && received)
    await noteReceipt(deps.database, complaintId, await databaseNow(deps.database));
};

export const complaintHandlers = (deps: ComplaintDeps): ReadonlyMap<string, DueHandler> =>
  new Map<string, DueHandler>([
    [
      TOLD,
      async ({ complaintId, kind }) => {
        const complaint = await findComplaint(deps.database, String(complaintId));
        if (complaint === undefined) return;
        await tell(deps, complaint, kind === 'decision' ? 'decision' : 'receipt');
        if (kind === 'receipt') await climbForReceipt(deps, complaint);
      },
    ],
    [CLOCK, ({ complaintId }) => watchTerms(deps, String(complaintId))],
    [
      CLIMB,
      async ({ complaintId, clock }) => {
        const complaint = await findComplaint(deps.database, String(complaintId));
        if (complaint !== undefined) await climb(deps, complaint, LATE[clock as ClockName]);
      },
    ],
  ]);
