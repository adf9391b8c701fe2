import { fail, type Outcome, ok } from '../outcome.ts';
import type { CardFacts, Command } from './command.ts';
import { mayAnswer } from './decide-message.ts';
import type { ConversationEvent, PublicAgent } from './event.ts';
import { type Conversation, publicAgentOf } from './state.ts';
import { isActive } from './transitions.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

/** The event that shows a card. */
export const shownCard = (
  card: CardFacts,
  turnId: string | null,
  agent: PublicAgent | null,
): ConversationEvent => ({
  type: 'card_shown',
  messageId: card.messageId,
  clientMessageId: card.clientMessageId,
  cardId: card.cardId,
  cardKind: card.cardKind,
  turnId,
  agent,
});

/** An agent shows a card in a conversation of theirs; a rule (a lock that was done) in any that is not closed. */
export const decideShowCard = (state: Conversation, { agent, card }: Of<'show_card'>): Decision => {
  if (agent === null)
    return state.status === 'closed'
      ? fail('precondition', 'conversation_closed')
      : ok([shownCard(card, null, null)]);
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const allowed = mayAnswer(state, agent);
  if (!allowed.ok) return allowed;
  const taking: ConversationEvent[] =
    state.assignee?.id === agent.id && !state.accepted
      ? [{ type: 'assignment_accepted', agent: publicAgentOf(agent) }]
      : [];
  return ok([...taking, shownCard(card, null, publicAgentOf(agent))]);
};

/** Cards go on telling the truth until the conversation is closed; after that they say as of when they were true. */
export const decideUpdateCard = (
  state: Conversation,
  { messageId, cardId }: Of<'update_card'>,
): Decision => ok(state.status === 'closed' ? [] : [{ type: 'card_updated', messageId, cardId }]);
