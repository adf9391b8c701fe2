import type { ComplainBody } from '../../contract/complaints.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { databaseNow, findConversation } from '../conversation/index.ts';
import type { ComplaintDeps } from './deps.ts';
import { issueLetter } from './issue-letter.ts';
import { seal, textContext } from './seal.ts';
import {
  type Complaint,
  findOfConversation,
  insertComplaint,
  type NewComplaint,
  nextNumber,
} from './store.ts';
import { termOf } from './term.ts';
import { clockDuties } from './watch-terms.ts';

export const TOLD = 'complaint_told';

export interface Opener {
  readonly kind: 'customer' | 'staff';
  readonly id: string;
  readonly actor: Actor;
  readonly maySee: (state: Conversation) => boolean;
}

/** What follows from a new complaint: the customer is told, and its clock runs. */
const duties = (one: NewComplaint) => [
  {
    key: `${TOLD}:receipt:${one.complaintId}`,
    kind: TOLD,
    payload: { complaintId: one.complaintId, kind: 'receipt' },
    dueAt: one.openedAt,
  },
  ...clockDuties(one),
];

const compose = async (
  deps: ComplaintDeps,
  by: Opener,
  state: Conversation,
  asked: { readonly text: string; readonly country: string | null; readonly at: AtMs },
): Promise<NewComplaint> => {
  const complaintId = deps.ids.uuid();
  const { customerId, id, category, locale } = state;
  const { text, country, at } = asked;
  return {
    complaintId,
    number: await nextNumber(deps.database, new Date(at).getUTCFullYear()),
    conversationId: id,
    customerId,
    category,
    locale,
    openedBy: by.kind,
    openedById: by.id,
    openedAt: at,
    textSealed: await seal(deps.vault, customerId, text, textContext(complaintId)),
    ...(await termOf(deps, deps.database, country, at)),
  };
};

const writing =
  (deps: ComplaintDeps, by: Opener, one: NewComplaint, text: string) =>
  async (trx: Transaction, state: Conversation): Promise<Outcome<null>> => {
    if (!(await insertComplaint(trx, one))) return fail('conflict', 'complaint_exists');
    await issueLetter(deps, trx, one, {
      kind: 'receipt',
      caseNumber: state.number,
      at: one.openedAt,
      words: text,
      upheld: null,
    });
    await writeAudit(trx, {
      actor: { kind: by.kind, id: by.id },
      action: 'complaint_opened',
      subject: { kind: 'complaint', id: one.complaintId },
      data: { number: one.number, conversationId: state.id, dueAt: one.dueAt },
    });
    await deps.dueWork.schedule(trx, duties(one));
    return ok(null);
  };

/**
 * A formal complaint about a case, with its number, its term and its letter of receipt: all of it, or nothing.
 * Failures beside those of the intake: `conversation_not_found`, `complaint_exists`.
 */
export const openComplaint = async (
  deps: ComplaintDeps,
  by: Opener,
  conversationId: ConversationId,
  { text: said, country }: ComplainBody,
): Promise<Outcome<Complaint>> => {
  const taken = deps.takeIn(said, false);
  if (!taken.ok) return taken;
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !by.maySee(state)) return fail('not_found', 'conversation_not_found');
  if (state.case.complaintId !== null) return fail('conflict', 'complaint_exists');
  const at = await databaseNow(deps.database);
  const { text } = taken.value;
  const one = await compose(deps, by, state, { text, country, at });
  const { complaintId, number } = one;
  const committed = await deps.committer.commit({
    conversationId,
    actor: by.actor,
    maySee: by.maySee,
    guard: async (_, locked) =>
      locked?.case.complaintId === null ? ok(null) : fail('conflict', 'complaint_exists'),
    command: { type: 'open_complaint', complaintId, number },
    alsoWrite: writing(deps, by, one, text),
  });
  if (!committed.ok) return committed;
  deps.dueWork.wake();
  const stored = await findOfConversation(deps.database, conversationId);
  if (stored === undefined) throw new Error(`complaint ${number} is gone`);
  return ok(stored);
};
