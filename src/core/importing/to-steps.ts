import type { Actor, ConversationEvent } from '../conversation/event.ts';
import { REOPEN_WITHIN_DAYS } from '../conversation/transitions.ts';
import type { AgentId, AtMs, CustomerId, FileId, MessageId, TeamId } from '../ids.ts';
import type { SecretKind, Status } from '../vocabulary.ts';
import type { ImportedConversation } from './record.ts';

/** A message as the intake left it, with the id that it gets here. */
export interface TakenMessage {
  readonly messageId: MessageId;
  readonly clientMessageId: string;
  readonly at: AtMs;
  readonly by: 'customer' | 'agent';
  readonly authorId: string;
  readonly authorName: string | null;
  readonly note: boolean;
  readonly text: string;
  readonly fileIds: readonly FileId[];
  readonly destroyed: readonly SecretKind[];
}

export interface StepWords {
  readonly messageId: MessageId;
  readonly kind: 'message' | 'note';
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly text: string;
}

/** One entry of the log to be, under its original time. */
export interface Step {
  readonly event: ConversationEvent;
  readonly actor: Actor;
  readonly at: AtMs;
  readonly words?: StepWords;
}

export interface Place {
  readonly source: string;
  readonly customerId: CustomerId;
  readonly customerKind: 'customer' | 'visitor';
  readonly number: string;
  readonly teamId: TeamId;
}

const LONGEST_NAME = 40;

const agentOf = (source: string, { authorId, authorName }: TakenMessage) => ({
  id: `import:${source}:${authorId}` as AgentId,
  name: (authorName ?? source).slice(0, LONGEST_NAME),
  badge: source,
});

const sayStep = (place: Place, message: TakenMessage, at: AtMs): Step => {
  const { messageId, clientMessageId, destroyed, text, fileIds } = message;
  const byCustomer = message.by === 'customer';
  const agent = agentOf(place.source, message);
  const senderId = byCustomer ? place.customerId : agent.id;
  const facts = { messageId, clientMessageId, fileIds, destroyed };
  return {
    at,
    actor: byCustomer
      ? { kind: 'customer', id: place.customerId }
      : { kind: 'agent', id: agent.id },
    event: message.note
      ? { type: 'note_added', ...facts, agent }
      : { type: 'message_sent', ...facts, agent: byCustomer ? null : agent },
    words: { messageId, kind: message.note ? 'note' : 'message', senderId, clientMessageId, text },
  };
};

const statusStep = (from: Status, to: Status, at: AtMs): Step => ({
  event: { type: 'status_changed', from, to },
  actor: { kind: 'system' },
  at,
});

/** The way from one status to the other as the log would have taken it. */
const statusSteps = (from: Status, to: Status, at: AtMs): readonly Step[] => {
  if (from === to) return [];
  if (to !== 'closed') return [statusStep(from, to, at)];
  return [...statusSteps(from, 'solved', at), statusStep('solved', 'closed', at)];
};

const DAY_MS = 86_400_000;

/** How it ends: what stayed solved for as long as it can be opened again was closed then. */
const endSteps = (from: Status, to: Status, at: AtMs, now: AtMs): readonly Step[] => {
  const steps = statusSteps(from, to, at);
  const closedAt = at + REOPEN_WITHIN_DAYS * DAY_MS;
  return to === 'solved' && closedAt <= now
    ? [...steps, statusStep('solved', 'closed', closedAt)]
    : steps;
};

/**
 * The log of a conversation that was held elsewhere. Times never run backwards: what was written down earlier than what
 * stands before it gets that one's time.
 */
export const toSteps = (
  place: Place,
  conversation: ImportedConversation,
  messages: readonly TakenMessage[],
  now: AtMs,
): readonly Step[] => {
  const { createdAt, category, priority, status, customer } = conversation;
  const steps: Step[] = [
    {
      at: createdAt,
      actor: { kind: 'customer', id: place.customerId },
      event: {
        type: 'conversation_started',
        customerId: place.customerId,
        customerKind: place.customerKind,
        number: place.number,
        channel: 'livechat',
        locale: customer.locale,
        category,
        tier: 'standard',
        priority,
        teamId: place.teamId,
        aboutArticleId: null,
      },
    },
  ];
  let at = createdAt;
  let stands: Status = 'new';
  for (const message of messages) {
    at = Math.max(at, message.at);
    steps.push(sayStep(place, message, at));
    if (stands === 'new' && message.by === 'agent' && !message.note) {
      steps.push(statusStep('new', 'open', at));
      stands = 'open';
    }
  }
  // What is said to be new was answered already: then it is open.
  const end = status === 'new' ? stands : status;
  return [...steps, ...endSteps(stands, end, Math.max(at, conversation.endedAt), now)];
};
