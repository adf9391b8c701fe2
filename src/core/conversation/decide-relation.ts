import type { ConversationId } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { PRIORITIES, type Priority } from '../vocabulary.ts';
import type { Brought, CarriedEntry, CaseCommand } from './case-command.ts';
import { TAGS_MAX } from './decide-case.ts';
import { backToWork } from './decide-status.ts';
import type { ConversationEvent } from './event.ts';
import { type Conversation, publicAgentOf } from './state.ts';
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

const labels = (state: Conversation, brings: Brought): readonly ConversationEvent[] => {
  const { tags, incidentIds } = state.case;
  const room = TAGS_MAX - tags.length;
  const added = brings.tags.filter((tag) => !tags.includes(tag)).slice(0, room);
  const rank = (priority: Priority): number => PRIORITIES.indexOf(priority);
  return [
    ...(added.length > 0 ? [{ type: 'tags_changed', added, removed: [] } as const] : []),
    ...brings.incidentIds
      .filter((incidentId) => isActive(state.status) && !incidentIds.includes(incidentId))
      .map((incidentId) => ({ type: 'incident_attached', incidentId }) as const),
    ...(rank(brings.priority) > rank(state.priority)
      ? [{ type: 'priority_changed', from: state.priority, to: brings.priority } as const]
      : []),
  ];
};

/** Our move stays our move, and whoever had the one that ends goes on with what nobody has. */
const moves = (state: Conversation, brings: Brought): readonly ConversationEvent[] => {
  if (!isActive(brings.status)) return [];
  if (state.status === 'solved') return backToWork(state);
  const ours = brings.status === 'new' || brings.status === 'open';
  const waits = state.status === 'pending' || state.status === 'on_hold';
  const status: ConversationEvent[] =
    ours && waits ? [{ type: 'status_changed', from: state.status, to: 'open' }] : [];
  if (state.assignee !== null) return status;
  if (brings.agent !== null) {
    const agent = publicAgentOf(brings.agent);
    const opened: ConversationEvent[] =
      state.status === 'new' ? [{ type: 'status_changed', from: 'new', to: 'open' }] : status;
    return [{ type: 'conversation_assigned', agent, via: 'transfer', accepted: true }, ...opened];
  }
  const alone = brings.withPeople && state.queuedAt === null && state.snoozedUntil === null;
  const { teamId, preferredAgentId } = state;
  return alone
    ? [...status, { type: 'conversation_queued', teamId, reason: 'handed_over', preferredAgentId }]
    : status;
};

const inheriting = (state: Conversation, brings: Brought): readonly ConversationEvent[] => [
  ...labels(state, brings),
  ...moves(state, brings),
];

/** What it hands on when it goes on elsewhere. */
export const broughtBy = (state: Conversation): Brought => ({
  tags: state.case.tags,
  incidentIds: state.case.incidentIds,
  priority: state.priority,
  status: state.status,
  withPeople: state.assistant?.active !== true,
  agent: state.accepted ? state.assignee : null,
});

/** Messages of another request of the same customer come in, in the order in which they were sent. */
export const decideTakeOver = (state: Conversation, command: Of<'take_over'>): Decision => {
  const { from, messages, merged, brings } = command;
  if (from === state.id) return fail('invalid', 'merge_with_itself');
  if (state.status === 'closed' || state.case.mergedInto !== null)
    return fail('precondition', 'conversation_closed');
  return ok([
    ...(merged ? [{ type: 'merged_from', conversationId: from } as const] : []),
    ...carriedEvents(from, messages),
    ...(brings === null ? [] : inheriting(state, brings)),
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
