import type { AtMs, ConversationId } from '../ids.ts';
import { ABANDONED_AFTER_MS } from './decide-assistant.ts';
import { reopenUntil } from './decide-status.ts';
import type { LoggedEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

/** Work that follows from an event. The key is made of the log's own numbers: the same event, the same work. */
export interface Reaction {
  readonly key: string;
  readonly kind:
    | 'notify_customer'
    | 'close_conversation'
    | 'end_snooze'
    | 'assistant_turn'
    | 'assistant_rest'
    | 'follow_log';
  readonly payload: { readonly conversationId: ConversationId; readonly seq: number };
  readonly dueAt: AtMs;
  /** A standing duty under one key: written again, it is due again. */
  readonly again?: true;
  /** Those who follow come after what somebody waits for, and after timers that must not be late. */
  readonly urgency?: 'later';
}

/** Nobody has taken it up: what the customer says is the assistant's to hear. */
const isBeforePeople = (state: Conversation): boolean =>
  isActive(state.status) && !(state.assignee !== null && state.accepted);

/** How soon those who follow the log are told: of talk a little later, so that quick talk is told together. */
const FOLLOW_TALK_MS = 2_000;
const FOLLOW_MS = 300;

const TALK: ReadonlySet<LoggedEvent['event']['type']> = new Set([
  'message_sent',
  'assistant_replied',
  'card_updated',
]);

/** One duty for each conversation, however much happens in it. */
const followUp = (state: Conversation, logged: readonly LoggedEvent[]): Reaction | null => {
  const last = logged.at(-1);
  if (last === undefined) return null;
  const onlyTalk = logged.every(({ event }) => TALK.has(event.type));
  return {
    key: `follow:${state.id}`,
    kind: 'follow_log',
    payload: { conversationId: state.id, seq: last.seq },
    dueAt: last.at + (onlyTalk ? FOLLOW_TALK_MS : FOLLOW_MS),
    again: true,
    urgency: 'later',
  };
};

/** What has to be done later, or elsewhere, because of these events. `state` is the state after them. */
export const reactionsOf = (
  state: Conversation,
  logged: readonly LoggedEvent[],
): readonly Reaction[] => {
  const reactions: Reaction[] = [];
  const add = (kind: Reaction['kind'], seq: number, dueAt: AtMs): void => {
    reactions.push({
      key: `${kind}:${state.id}:${seq}`,
      kind,
      payload: { conversationId: state.id, seq },
      dueAt,
    });
  };
  for (const { event, actor, seq, at } of logged) {
    const spoken = event.type === 'message_sent' && actor.kind === 'agent';
    // What was watched for has come about.
    const news = event.type === 'assistant_replied' && event.reply.kind === 'update';
    const told = event.type === 'notice_given';
    const turn =
      event.type === 'assignment_accepted' ||
      (event.type === 'conversation_assigned' && event.accepted);
    if ((spoken || news || told || turn) && state.customerAway && state.notifyBy.length > 0)
      add('notify_customer', seq, at);
    // Also for those who wait: what they add may be an emergency.
    const asks = event.type === 'message_sent' && actor.kind === 'customer';
    const unsettled = event.type === 'answer_judged' && !event.settled;
    const tapped = event.type === 'step_taken';
    if ((asks || unsettled || tapped) && isBeforePeople(state)) add('assistant_turn', seq, at);
    if (event.type === 'assistant_replied' && state.assistant?.active === true)
      add('assistant_rest', seq, at + ABANDONED_AFTER_MS);
    if (event.type === 'conversation_snoozed') add('end_snooze', seq, event.until);
    const closeAt =
      event.type === 'status_changed' && event.to === 'solved' ? reopenUntil(state) : null;
    if (closeAt !== null) add('close_conversation', seq, closeAt);
  }
  const followed = followUp(state, logged);
  return followed === null ? reactions : [...reactions, followed];
};
