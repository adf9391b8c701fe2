import type { ConversationId } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { CarriedEntry, CaseCommand } from './case-command.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

/** In the order in which they were sent. */
export const carriedEvents = (
  from: ConversationId,
  messages: readonly CarriedEntry[],
): readonly ConversationEvent[] =>
  [...messages]
    .sort((a, b) => a.sentAt - b.sentAt)
    .map(
      ({ kind, ...message }) =>
        ({ type: kind === 'note' ? 'note_carried' : 'message_carried', from, ...message }) as const,
    );

/** Messages of another request of the same customer come in, in the order in which they were sent. */
export const decideTakeOver = (state: Conversation, command: Of<'take_over'>): Decision => {
  const { from, messages, merged } = command;
  if (from === state.id) return fail('invalid', 'merge_with_itself');
  if (state.status === 'closed' || state.case.mergedInto !== null)
    return fail('precondition', 'conversation_closed');
  return ok([
    ...(merged ? [{ type: 'merged_from', conversationId: from } as const] : []),
    ...carriedEvents(from, messages),
  ]);
};

/** It goes on elsewhere: here it ends, and is nobody's work any more. */
export const decideMergeInto = (state: Conversation, command: Of<'merge_into'>): Decision => {
  const { conversationId } = command;
  if (conversationId === state.id) return fail('invalid', 'merge_with_itself');
  if (state.case.mergedInto !== null) return fail('conflict', 'already_merged');
  if (state.case.tasks.length > 0) return fail('precondition', 'tasks_are_open');
  // A complaint has its own clock and number; what it belongs to cannot end elsewhere.
  if (state.case.complaintId !== null) return fail('precondition', 'complaint_stays');
  const ending: ConversationEvent[] = [
    ...(isActive(state.status)
      ? [{ type: 'status_changed', from: state.status, to: 'solved' } as const]
      : []),
    ...(state.status === 'closed'
      ? []
      : [{ type: 'status_changed', from: 'solved', to: 'closed' } as const]),
  ];
  return ok([{ type: 'merged_into', conversationId }, ...ending]);
};

export const decideSplitOff = (state: Conversation, command: Of<'split_off'>): Decision => {
  const { conversationId, messageIds } = command;
  if (conversationId === state.id) return fail('invalid', 'merge_with_itself');
  if (messageIds.length === 0) return fail('invalid', 'nothing_to_split');
  return ok([{ type: 'split_off', conversationId, messageIds }]);
};

export const decideLink = (state: Conversation, command: Of<'link'>): Decision => {
  const { conversationId, relation } = command;
  return conversationId === state.id
    ? fail('invalid', 'link_to_itself')
    : ok([{ type: 'linked', conversationId, relation }]);
};
