import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Status } from '../vocabulary.ts';
import { actorIdOf } from './actor.ts';
import type { ActingAgent, Command, MessageFacts } from './command.ts';
import { reopening } from './decide-status.ts';
import type { ConversationEvent, PublicAgent } from './event.ts';
import { type Conversation, publicAgentOf } from './state.ts';
import { EDIT_WITHIN_MS, isActive, mayBecome, RECALL_WITHIN_MS } from './transitions.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

const sentEvent = (message: MessageFacts, agent: PublicAgent | null): ConversationEvent => ({
  type: 'message_sent',
  messageId: message.messageId,
  clientMessageId: message.clientMessageId,
  agent,
  fileIds: message.fileIds,
  destroyed: message.destroyed,
});

/** The customer writes: it is our move again, whoever's it was, and somebody must own it. */
export const decideSendAsCustomer = (
  state: Conversation,
  command: Of<'send_as_customer'>,
  at: AtMs,
): Decision => {
  const events: ConversationEvent[] = [];
  if (!isActive(state.status)) {
    const reopened = reopening(state, at);
    if (!reopened.ok) return reopened;
    events.push(...reopened.value);
  } else if (state.status === 'pending' || state.status === 'on_hold') {
    events.push({ type: 'status_changed', from: state.status, to: 'open' });
  }
  events.unshift(sentEvent(command.message, null));
  if (state.snoozedUntil !== null) events.push({ type: 'snooze_ended', cause: 'customer' });
  if (state.customerAway && isActive(state.status)) events.push({ type: 'customer_returned' });
  return ok(events);
};

/** Whether this agent is the one who speaks in it; leads may step in, other systems speak beside whoever has it. */
export const mayAnswer = (state: Conversation, agent: ActingAgent): Outcome<null> => {
  if (state.assignee?.id === agent.id || agent.outside === true) return ok(null);
  if (agent.leads && state.assignee !== null) return ok(null);
  return state.assignee === null
    ? fail('precondition', 'not_assigned')
    : fail('conflict', 'assigned_to_other', { agent: state.assignee.name });
};

const taking = (state: Conversation, agent: ActingAgent): ConversationEvent[] =>
  state.assignee?.id === agent.id && !state.accepted
    ? [{ type: 'assignment_accepted', agent: publicAgentOf(agent) }]
    : [];

/** An agent answers. Answering an offer takes it up. */
export const decideSendAsAgent = (state: Conversation, command: Of<'send_as_agent'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const allowed = mayAnswer(state, command.agent);
  if (!allowed.ok) return allowed;
  const to: Status = command.leaveAs ?? (state.status === 'new' ? 'open' : state.status);
  const moved: ConversationEvent[] =
    to === state.status || !mayBecome(state.status, to)
      ? []
      : [{ type: 'status_changed', from: state.status, to }];
  return ok([
    ...taking(state, command.agent),
    sentEvent(command.message, publicAgentOf(command.agent)),
    ...moved,
  ]);
};

export const decideAddNote = (state: Conversation, command: Of<'add_note'>): Decision => {
  if (state.status === 'closed') return fail('precondition', 'conversation_closed');
  const { message, agent } = command;
  return ok([
    {
      type: 'note_added',
      messageId: message.messageId,
      clientMessageId: message.clientMessageId,
      agent: agent === null ? null : publicAgentOf(agent),
      fileIds: message.fileIds,
      destroyed: message.destroyed,
    },
  ]);
};

type Touch = Of<'edit_message'> | Of<'delete_message'> | Of<'recall_message'>;

const mayTouch = (
  state: Conversation,
  command: Touch,
  at: AtMs,
  withinMs: number,
): Outcome<null> => {
  const { by, message } = command;
  if (actorIdOf(by) !== message.senderId) return fail('forbidden', 'not_your_message');
  if (message.gone) return fail('precondition', 'message_gone');
  if (state.status === 'closed') return fail('precondition', 'conversation_closed');
  return at - message.sentAt > withinMs ? fail('precondition', 'too_late_to_change') : ok(null);
};

export const decideEditMessage = (
  state: Conversation,
  command: Of<'edit_message'>,
  at: AtMs,
): Decision => {
  const allowed = mayTouch(state, command, at, EDIT_WITHIN_MS);
  if (!allowed.ok) return allowed;
  const { message, destroyed } = command;
  const type = message.kind === 'note' ? 'note_edited' : 'message_edited';
  return ok([{ type, messageId: message.id, destroyed }]);
};

export const decideDeleteMessage = (
  state: Conversation,
  command: Of<'delete_message'>,
  at: AtMs,
): Decision => {
  const allowed = mayTouch(state, command, at, EDIT_WITHIN_MS);
  if (!allowed.ok) return allowed;
  const type = command.message.kind === 'note' ? 'note_deleted' : 'message_deleted';
  return ok([{ type, messageId: command.message.id }]);
};

/** A chat message is delivered at once; its agent has five seconds to take it back. */
export const decideRecallMessage = (
  state: Conversation,
  command: Of<'recall_message'>,
  at: AtMs,
): Decision => {
  if (command.by.kind !== 'agent' || command.message.kind !== 'message')
    return fail('forbidden', 'not_your_message');
  const allowed = mayTouch(state, command, at, RECALL_WITHIN_MS);
  return allowed.ok ? ok([{ type: 'message_recalled', messageId: command.message.id }]) : allowed;
};
