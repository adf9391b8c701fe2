import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Command } from './command.ts';
import { shownCard } from './decide-card.ts';
import { decideSendAsCustomer } from './decide-message.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

/** Answered or asked back, and heard nothing for this long: the customer has gone. */
export const ABANDONED_AFTER_MS = 15 * 60_000;

const isWithPerson = ({ assignee, accepted }: Conversation): boolean =>
  assignee !== null && accepted;

const maySpeak = (
  state: Conversation,
  { reply, seenSeq }: Of<'assistant_reply'>,
): Outcome<null> => {
  if (isWithPerson(state)) return fail('precondition', 'person_answers');
  // News of what is followed is told as well where the matter was settled meanwhile.
  const isOver = reply.kind === 'update' ? state.status === 'closed' : !isActive(state.status);
  if (isOver) return fail('precondition', 'conversation_solved');
  if (reply.kind === 'handover') return ok(null);
  if (state.assistant?.active !== true) return fail('precondition', 'assistant_silent');
  return reply.kind !== 'update' &&
    state.lastMessageBy === 'customer' &&
    state.lastCustomerSeq > seenSeq
    ? fail('precondition', 'turn_overtaken')
    : ok(null);
};

/**
 * The assistant speaks. It never talks over a person, nor to words that were overtaken by newer ones (`seenSeq`: the
 * customer's newest message when it thought). Words at a handover are said to those who wait, until a person comes.
 */
export const decideAssistantReply = (
  state: Conversation,
  command: Of<'assistant_reply'>,
): Decision => {
  const { turnId, message, reply, cards } = command;
  const allowed = maySpeak(state, command);
  if (!allowed.ok) return allowed;
  const { messageId, clientMessageId } = message;
  const events: ConversationEvent[] = [
    { type: 'assistant_replied', messageId, clientMessageId, turnId, reply },
    ...cards.map((card) => shownCard(card, turnId, null)),
  ];
  if (reply.kind !== 'handover' && state.status === 'new')
    events.push({ type: 'status_changed', from: 'new', to: 'open' });
  return ok(events);
};

/** The assistant gives it to people: with its summary, to the team that fits, and in an emergency before all others. */
export const decideHandOver = (state: Conversation, command: Of<'hand_over'>): Decision => {
  const { reason, summaryId, category, teamId, urgent } = command;
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (isWithPerson(state)) return fail('precondition', 'person_answers');
  const events: ConversationEvent[] = [{ type: 'conversation_handed_over', reason, summaryId }];
  if (category !== state.category)
    events.push({ type: 'category_changed', from: state.category, to: category, teamId });
  if (urgent && state.priority !== 'urgent')
    events.push({ type: 'priority_changed', from: state.priority, to: 'urgent' });
  const moves = category !== state.category || state.queuedAt === null;
  if (state.assignee !== null && moves)
    events.push({
      type: 'conversation_unassigned',
      agentId: state.assignee.id,
      reason: 'handed_over',
    });
  if (moves)
    events.push({
      type: 'conversation_queued',
      teamId,
      reason: 'handed_over',
      preferredAgentId: state.preferredAgentId,
    });
  return ok(events);
};

/** The customer taps one of the articles offered. */
export const decideChooseOption = (
  state: Conversation,
  command: Of<'choose_option'>,
  at: AtMs,
): Decision => {
  const { customerId, message, articleId } = command;
  if (state.assistant?.offered.includes(articleId) !== true)
    return fail('precondition', 'option_not_offered');
  const sent = decideSendAsCustomer(state, { type: 'send_as_customer', customerId, message }, at);
  if (!sent.ok) return sent;
  return ok([...sent.value, { type: 'option_chosen', articleId }]);
};

/** The customer says whether the answer settled the matter. Yes: it is solved, and may be opened again. */
export const decideJudgeAnswer = (
  state: Conversation,
  { turnId, settled }: Of<'judge_answer'>,
): Decision => {
  if (state.assistant?.openTurnId !== turnId) return fail('precondition', 'answer_not_open');
  const judged: ConversationEvent = { type: 'answer_judged', turnId, settled };
  return ok(
    settled && isActive(state.status)
      ? [judged, { type: 'status_changed', from: state.status, to: 'solved' }]
      : [judged],
  );
};

/** Nobody came back to the assistant's words, and nothing is watched for them: the matter rests, and any word of the customer opens it again. */
export const decideLetRest = (state: Conversation, at: AtMs): Decision => {
  const isOver =
    state.assistant?.active === true &&
    !state.assistant.following &&
    isActive(state.status) &&
    state.lastMessageBy === 'assistant' &&
    state.lastMessageAt !== null &&
    at - state.lastMessageAt >= ABANDONED_AFTER_MS;
  return ok(isOver ? [{ type: 'status_changed', from: state.status, to: 'solved' }] : []);
};
