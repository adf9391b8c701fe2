import type { Card } from '../../contract/cards.ts';
import type { ActingAgent, CardFacts } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { CommitRequest, Committed, Words } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';
import { listOtherPlaces } from './store-carried.ts';

/** A card with the place that its data is kept in. */
export interface PlacedCard {
  readonly facts: CardFacts;
  readonly words: Words;
}

/**
 * Gives a card its place in a conversation. The same card is the same place: shown twice, it is there once.
 * `senderId`: `assistant`, `system` or the agent's id.
 */
export const placeCard = (
  deps: Pick<ConversationDeps, 'bodyHash'>,
  card: Card,
  senderId: string,
  clientMessageId = `card-${card.cardId}`,
): PlacedCard => {
  const messageId = card.cardId as MessageId;
  return {
    facts: { messageId, clientMessageId, cardId: card.cardId, cardKind: card.kind },
    words: {
      messageId,
      kind: 'card',
      senderId,
      clientMessageId,
      text: JSON.stringify(card),
      bodyHash: deps.bodyHash(['card', card.kind, card.subjectId]),
    },
  };
};

type CardDeps = Pick<ConversationDeps, 'committer' | 'bodyHash'>;

/** Shows a card: an agent's (who must have the case), or a rule's (`agent` null). */
export const showCard = (
  deps: CardDeps,
  shown: {
    readonly conversationId: ConversationId;
    readonly card: Card;
    readonly agent: ActingAgent | null;
    readonly maySee: (state: Conversation) => boolean;
    readonly clientMessageId?: string;
  },
): Promise<Outcome<Committed>> => {
  const { conversationId, card, agent, maySee, clientMessageId } = shown;
  const senderId = agent === null ? 'system' : agent.id;
  const actor: Actor = agent === null ? { kind: 'system' } : { kind: 'agent', id: agent.id };
  const { facts, words } = placeCard(deps, card, senderId, clientMessageId);
  return deps.committer.commit({
    conversationId,
    actor,
    command: { type: 'show_card', agent, card: facts },
    maySee,
    words,
  });
};

/** The card shows this from now on, wherever it stands. */
export const updateCard = async (
  deps: Pick<ConversationDeps, 'committer' | 'database'>,
  changed: {
    readonly conversationId: ConversationId;
    readonly card: Card;
  },
): Promise<Outcome<Committed>> => {
  const { conversationId, card } = changed;
  const messageId = card.cardId as MessageId;
  const request = (place: ConversationId): CommitRequest => ({
    conversationId: place,
    actor: { kind: 'system' },
    command: { type: 'update_card', messageId, cardId: card.cardId },
    maySee: () => true,
    rewrite: { messageId, text: JSON.stringify(card) },
  });
  const others = await listOtherPlaces(deps.database, messageId, conversationId);
  if (others.length === 0) return deps.committer.commit(request(conversationId));
  const all = await deps.committer.commitTogether([conversationId, ...others].map(request));
  if (!all.ok) return all;
  // Where it came from may be closed: then what counts is where it is told.
  const told = all.value.find(({ logged }) => logged.length > 0) ?? all.value[0];
  if (told === undefined) throw new Error('a change of a card got no result');
  return ok(told);
};
