import { passageKey } from '../assistant/reply.ts';
import type { AtMs } from '../ids.ts';
import type { ConversationEvent } from './event.ts';
import type { AssistantPart, Conversation } from './state.ts';

type Change = Partial<Conversation>;
export type AssistantEvent = Extract<
  ConversationEvent,
  {
    type:
      | 'assistant_engaged'
      | 'assistant_replied'
      | 'option_chosen'
      | 'answer_judged'
      | 'conversation_handed_over';
  }
>;

const ENGAGED: AssistantPart = {
  active: true,
  openTurnId: null,
  answered: [],
  offered: [],
  unclear: 0,
};

const replied = (
  state: Conversation,
  { reply, turnId }: Extract<AssistantEvent, { type: 'assistant_replied' }>,
  at: AtMs,
): Change => {
  const part = state.assistant;
  // Words at a handover, or where people were asked for at once, change nothing: somebody still has to answer.
  if (reply.kind === 'handover' || part === null) return {};
  const said = { lastMessageAt: at, lastMessageBy: 'assistant' } as const;
  switch (reply.kind) {
    case 'answer': {
      const answered = [...part.answered, passageKey(reply.article)];
      return {
        ...said,
        assistant: { ...part, openTurnId: turnId, answered, offered: [], unclear: 0 },
      };
    }
    case 'clarify': {
      const offered = reply.options.map(({ articleId }) => articleId);
      return {
        ...said,
        assistant: { ...part, openTurnId: null, offered, unclear: part.unclear + 1 },
      };
    }
    case 'word': {
      const unclear = reply.of === 'say_more' ? part.unclear + 1 : part.unclear;
      return { ...said, assistant: { ...part, unclear } };
    }
  }
};

/** Once people are asked for, the assistant is silent, and it is the customer who waits for a word. */
export const silenced = ({ assistant, lastMessageBy }: Conversation): Change =>
  assistant === null || !assistant.active
    ? {}
    : {
        assistant: { ...assistant, active: false, openTurnId: null, offered: [] },
        lastMessageBy: lastMessageBy === 'assistant' ? 'customer' : lastMessageBy,
      };

/** What passes between the customer and the assistant. */
export const evolveAssistant = (state: Conversation, event: AssistantEvent, at: AtMs): Change => {
  switch (event.type) {
    case 'assistant_engaged':
      return { assistant: ENGAGED };
    case 'assistant_replied':
      return replied(state, event, at);
    case 'option_chosen':
      return state.assistant === null
        ? {}
        : { assistant: { ...state.assistant, offered: [], openTurnId: null } };
    case 'answer_judged':
      return state.assistant === null
        ? {}
        : { assistant: { ...state.assistant, openTurnId: null } };
    case 'conversation_handed_over':
      // The queueing in the same commit silences it, so that those who see only public events arrive at the same.
      return {};
  }
};
