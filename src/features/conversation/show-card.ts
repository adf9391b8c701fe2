import type { Card } from '../../contract/cards.ts';
import type { ActingAgent, CardFacts } from '../../core/conversation/command.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Committed, Words } from './commit-request.ts';
import type { ConversationDeps } from './deps.ts';

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
export const updateCard = (
  deps: Pick<CardDeps, 'committer'>,
  changed: {
    readonly conversationId: ConversationId;
    readonly card: Card;
    readonly alsoWrite?: (trx: Transaction) => Promise<Outcome<null>>;
  },
): Promise<Outcome<Committed>> => {
  const { conversationId, card, alsoWrite } = changed;
  const messageId = card.cardId as MessageId;
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'system' },
    command: { type: 'update_card', messageId, cardId: card.cardId },
    maySee: () => true,
    rewrite: { messageId, text: JSON.stringify(card) },
    ...(alsoWrite === undefined ? {} : { alsoWrite }),
  });
};
