import { type AssistantReply, passageKey } from '../assistant/reply.ts';
import type { AtMs } from '../ids.ts';
import type { ConversationEvent } from './event.ts';
import type { AssistantPart, Conversation, PendingStep } from './state.ts';
import { isActive } from './transitions.ts';

type Change = Partial<Conversation>;
export type AssistantEvent = Extract<
  ConversationEvent,
  {
    type:
      | 'assistant_engaged'
      | 'assistant_replied'
      | 'option_chosen'
      | 'answer_judged'
      | 'step_taken'
      | 'conversation_handed_over';
  }
>;

const ENGAGED: AssistantPart = {
  active: true,
  openTurnId: null,
  answered: [],
  offered: [],
  unclear: 0,
  consent: 'unasked',
  pending: null,
  offers: null,
  following: false,
  owesSince: null,
};

/** What no longer waits once something else was said. */
const OVER = { offered: [], pending: null, offers: null } as const;

const waitsFor = (
  turnId: string,
  kind: PendingStep['kind'],
  cardIds: readonly string[] = [],
): Partial<AssistantPart> => ({ ...OVER, openTurnId: null, pending: { turnId, kind, cardIds } });

const partAfter = (
  part: AssistantPart,
  reply: Exclude<AssistantReply, { kind: 'handover' }>,
  turnId: string,
  active: boolean,
): Partial<AssistantPart> => {
  switch (reply.kind) {
    case 'answer':
      return {
        ...OVER,
        openTurnId: turnId,
        answered: [...part.answered, passageKey(reply.article)],
        unclear: 0,
      };
    case 'clarify':
      return {
        ...OVER,
        openTurnId: null,
        offered: reply.options.map(({ articleId }) => articleId),
        unclear: part.unclear + 1,
      };
    case 'word':
      return reply.of === 'say_more' ? { unclear: part.unclear + 1 } : {};
    case 'finding':
      return {
        ...OVER,
        openTurnId: reply.asks ? turnId : null,
        offers: reply.actions.length > 0 ? { turnId, actions: reply.actions } : null,
        following: part.following || reply.follows,
        unclear: 0,
      };
    case 'update':
      // What is solved is not opened by news; it only is told.
      return {
        following: part.following && !reply.final,
        openTurnId: reply.final && active ? turnId : part.openTurnId,
        offers:
          reply.actions.length > 0 && active ? { turnId, actions: reply.actions } : part.offers,
      };
    case 'consent':
    case 'ask':
    case 'step_up':
    case 'network_check':
      return waitsFor(turnId, reply.kind);
    case 'pick':
      return waitsFor(
        turnId,
        'pick',
        reply.options.map(({ cardId }) => cardId),
      );
  }
};

const replied = (
  state: Conversation,
  { reply, turnId }: Extract<AssistantEvent, { type: 'assistant_replied' }>,
  at: AtMs,
): Change => {
  const part = state.assistant;
  // Words at a handover, or where people were asked for at once, change nothing: somebody still has to answer.
  if (reply.kind === 'handover' || part === null || !part.active) return {};
  const after = partAfter(part, reply, turnId, isActive(state.status));
  const owesSince = reply.kind === 'update' ? part.owesSince : null;
  const assistant = { ...part, ...after, owesSince };
  // News is no answer to what the customer said last.
  return reply.kind === 'update' && state.lastMessageBy === 'customer'
    ? { assistant }
    : { lastMessageAt: at, lastMessageBy: 'assistant', assistant };
};

const stepTaken = (
  part: AssistantPart,
  { step }: Extract<AssistantEvent, { type: 'step_taken' }>,
  at: AtMs,
): AssistantPart => ({
  ...part,
  ...OVER,
  openTurnId: null,
  consent: step.kind === 'consent' ? (step.given ? 'given' : 'refused') : part.consent,
  owesSince: at,
});

/** Once people are asked for, the assistant is silent, and it is the customer who waits for a word. */
export const silenced = ({ assistant, lastMessageBy }: Conversation): Change =>
  assistant === null || !assistant.active
    ? {}
    : {
        assistant: {
          ...assistant,
          ...OVER,
          active: false,
          openTurnId: null,
          following: false,
          owesSince: null,
        },
        lastMessageBy: lastMessageBy === 'assistant' ? 'customer' : lastMessageBy,
      };

/** What passes between the customer and the assistant. */
export const evolveAssistant = (state: Conversation, event: AssistantEvent, at: AtMs): Change => {
  const { assistant: part } = state;
  switch (event.type) {
    case 'assistant_engaged':
      return { assistant: ENGAGED };
    case 'assistant_replied':
      return replied(state, event, at);
    case 'option_chosen':
      return part === null ? {} : { assistant: { ...part, ...OVER, openTurnId: null } };
    case 'answer_judged':
      return part === null
        ? {}
        : {
            assistant: {
              ...part,
              openTurnId: null,
              owesSince: event.settled ? part.owesSince : at,
            },
          };
    case 'step_taken':
      return part === null ? {} : { assistant: stepTaken(part, event, at) };
    case 'conversation_handed_over':
      // The queueing in the same commit silences it, so that those who see only public events arrive at the same.
      return {};
  }
};
