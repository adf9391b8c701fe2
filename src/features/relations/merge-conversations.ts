import type { StaffPrincipal } from '../../contract/principal.ts';
import { broughtBy } from '../../core/conversation/decide-relation.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import {
  type CommitRequest,
  findConversation,
  MOST_CARRIED,
  noticeOf,
  readCarriable,
} from '../conversation/index.ts';
import type { RelationsDeps } from './deps.ts';
import { insertLink } from './store.ts';

/** Both conversations after they changed. */
export interface Both {
  readonly from: Conversation;
  readonly into: Conversation;
}

const NOT_FOUND = fail('not_found', 'conversation_not_found');

/** Nobody takes a colleague's work away by merging it; leads may. */
const mayEnd = (staff: StaffPrincipal, from: Conversation): Outcome<null> =>
  from.assignee === null || from.assignee.id === staff.agentId || isLeadRole(staff.role)
    ? ok(null)
    : fail('conflict', 'assigned_to_other', { agent: from.assignee.name });

/** Under both locks: what the one takes over from the other. What it shows already is not shown twice. */
const takingOver =
  (staff: StaffPrincipal, fromId: ConversationId): CommitRequest['command'] =>
  async (trx, into) => {
    const from = await findConversation(trx, fromId);
    if (into === undefined || from === undefined || !staffMaySee(staff, from)) return NOT_FOUND;
    if (from.customerId !== into.customerId) return fail('invalid', 'merge_other_customer');
    const may = mayEnd(staff, from);
    if (!may.ok) return may;
    const shown = new Set((await readCarriable(trx, into.id)).map(({ messageId }) => messageId));
    const all = await readCarriable(trx, fromId);
    const messages = all.filter(({ messageId }) => !shown.has(messageId));
    if (messages.length > MOST_CARRIED)
      return fail('limit_reached', 'too_many_to_carry', { most: MOST_CARRIED });
    const brings = broughtBy(from);
    return ok({ type: 'take_over', from: fromId, messages, merged: true, brings });
  };

const recording =
  (deps: RelationsDeps, staff: StaffPrincipal, fromId: ConversationId) =>
  async (trx: Transaction, into: Conversation): Promise<Outcome<null>> => {
    await insertLink(trx, { id: fromId, otherId: into.id, relation: 'merged', by: staff.agentId });
    await deps.handOn(trx, fromId, into);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'conversation_merged',
      subject: { kind: 'conversation', id: fromId },
      data: { into: into.id },
    });
    return ok(null);
  };

/**
 * One request goes on in another one of the same customer: every message, note, file and card is then read there, and
 * the first one ends. Both change in one transaction, or neither. Failures beside `conversation_not_found`:
 * `merge_with_itself`, `merge_other_customer` (invalid), `already_merged`, `assigned_to_other` (conflict),
 * `conversation_closed`, `tasks_are_open`, `complaint_stays` (precondition), `too_many_to_carry` (limit_reached).
 */
export const mergeConversations = async (
  deps: RelationsDeps,
  staff: StaffPrincipal,
  fromId: ConversationId,
  intoId: ConversationId,
): Promise<Outcome<Both>> => {
  if (fromId === intoId) return fail('invalid', 'merge_with_itself');
  const from = await findConversation(deps.database, fromId);
  const into = await findConversation(deps.database, intoId);
  if (from === undefined || into === undefined) return NOT_FOUND;
  if (from.case.mergedInto !== null && staffMaySee(staff, from))
    return fail('conflict', 'already_merged');
  const actor: Actor = { kind: 'agent', id: staff.agentId };
  const maySee = (state: Conversation): boolean => staffMaySee(staff, state);
  const notice = noticeOf(deps, {
    notice: 'merged',
    key: fromId,
    text: deps.texts.say(into.locale, 'notice.merged', { number: from.number }),
  });
  const done = await deps.committer.commitTogether([
    {
      conversationId: intoId,
      actor,
      command: takingOver(staff, fromId),
      maySee,
      alsoWrite: recording(deps, staff, fromId),
    },
    {
      conversationId: fromId,
      actor,
      command: { type: 'merge_into', conversationId: intoId },
      maySee,
    },
    { conversationId: intoId, actor: { kind: 'system' }, maySee, ...notice },
  ]);
  if (!done.ok) return done;
  const [, ended, told] = done.value;
  if (ended === undefined || told === undefined) throw new Error('a merge got no result');
  return ok({ from: ended.state, into: told.state });
};
