import type { Conversation } from '../conversation/state.ts';
import { isActive } from '../conversation/transitions.ts';
import type { SelfServiceStep, Tool } from '../selfservice/vocabulary.ts';
import type { Category } from '../vocabulary.ts';
import { decideOffer } from './decide-offer.ts';
import { decideTool, type ToolFacts } from './decide-tool.ts';
import {
  type Emergency,
  HANDOVER_REASONS,
  type HandoverReason,
  type Manner,
  passageKey,
} from './reply.ts';
import { SURE } from './thresholds.ts';

/** An article that may answer, best first in lists. */
export interface Candidate {
  readonly articleId: string;
  /** The heading of the passage that fits. */
  readonly anchor: string | null;
  readonly score: number;
}

/** What set the turn off. */
export type Occasion =
  /** The customer wrote. `isBlank`: no letter or digit in it. `isShort`: no more than two words. */
  | {
      readonly kind: 'question';
      readonly isBlank: boolean;
      readonly isShort: boolean;
      readonly hasFiles: boolean;
    }
  /** The customer tapped one of the articles offered. */
  | { readonly kind: 'choice'; readonly articleId: string }
  /** The customer took a step that a tool had asked for or offered. */
  | { readonly kind: 'step'; readonly step: SelfServiceStep; readonly tool: Tool }
  /** The customer said that the last answer did not settle it. */
  | { readonly kind: 'unsettled' };

/** What of the understanding decides. */
export interface Meaning {
  readonly emergency: Emergency | null;
  readonly manner: Manner | null;
}

export interface TurnFacts {
  readonly state: Conversation;
  readonly occasion: Occasion;
  readonly meaning: Meaning;
  readonly candidates: readonly Candidate[];
  /** What tools could look up; null where there are none. */
  readonly tooling: Pick<ToolFacts, 'tools' | 'namesTransaction'> | null;
  /** The same emergency has been raised before: it is not said again. */
  readonly emergencyRaised: boolean;
}

/** Which rule decided. Each is the key of a sentence for supervisors (`assistant.why.<code>`). */
export const TURN_REASONS = [
  'person_present',
  'already_answered',
  ...HANDOVER_REASONS,
  'chosen_option',
  'sure_answer',
  'close_candidates',
  'greeting',
  'thanks',
  'settled_word',
  'unclear',
  'off_topic',
  'tool_fits',
  'step_taken',
] as const;
export type TurnReason = (typeof TURN_REASONS)[number];

export type TurnDecision = { readonly why: TurnReason } & (
  | { readonly kind: 'silence' }
  | { readonly kind: 'answer'; readonly articleId: string }
  | { readonly kind: 'clarify'; readonly articleIds: readonly string[] }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'word'; readonly of: 'greeting' | 'thanks' | 'settled' | 'say_more' }
  | {
      readonly kind: 'handover';
      readonly reason: HandoverReason;
      readonly emergency: Emergency | null;
      readonly category: Category;
      readonly urgent: boolean;
    }
);

/** Asked back this often without an answer since, the next unclear word goes to a person. */
const UNCLEAR_MAX = 2;

const toPerson = (state: Conversation, reason: HandoverReason, why: TurnReason): TurnDecision => ({
  kind: 'handover',
  reason,
  why,
  emergency: null,
  category: state.category,
  urgent: false,
});

/**
 * What the assistant does now. In this order: it is silent where a person is or is waited for, except in an emergency,
 * which goes to the head of the urgent queue; it gives way to whoever wants a person, is angry, or was not helped; it
 * looks up what is asked of the customer's own account; it answers only from an article that fits well enough; it asks
 * back between two or three that may fit; and where nothing fits a person takes over. It repeats no passage.
 */
export const decideTurn = (facts: TurnFacts): TurnDecision => {
  const { state, occasion, meaning } = facts;
  if (!isActive(state.status) || (state.assignee !== null && state.accepted))
    return { kind: 'silence', why: 'person_present' };
  if (meaning.emergency !== null && occasion.kind === 'question') {
    return facts.emergencyRaised
      ? { kind: 'silence', why: 'already_answered' }
      : {
          kind: 'handover',
          reason: 'emergency',
          why: 'emergency',
          emergency: meaning.emergency,
          category: 'security',
          urgent: true,
        };
  }
  if (state.assistant?.active !== true) return { kind: 'silence', why: 'person_present' };
  switch (occasion.kind) {
    case 'unsettled':
      return toPerson(state, 'not_settled', 'not_settled');
    case 'choice':
      return { kind: 'answer', articleId: occasion.articleId, why: 'chosen_option' };
    case 'step':
      return decideStep(facts, occasion);
    case 'question':
      return decideQuestion(facts, occasion);
  }
};

/** Who does not want the account to be looked at gets the article, where one answers. */
const decideStep = (
  { state, candidates }: TurnFacts,
  { step, tool }: Extract<Occasion, { kind: 'step' }>,
): TurnDecision => {
  const offer = decideOffer(candidates);
  const isRefused = step.kind === 'consent' && !step.given;
  const passage = candidates.find(
    ({ articleId }) => offer.kind === 'answer' && articleId === offer.articleId,
  );
  const isNew =
    passage !== undefined && state.assistant?.answered.includes(passageKey(passage)) !== true;
  return isRefused && passage !== undefined && isNew
    ? { kind: 'answer', articleId: passage.articleId, why: 'sure_answer' }
    : { kind: 'tool', tool, why: 'step_taken' };
};

const decideQuestion = (
  facts: TurnFacts,
  occasion: Extract<Occasion, { kind: 'question' }>,
): TurnDecision => {
  const { state, meaning, candidates } = facts;
  if (occasion.hasFiles) return toPerson(state, 'with_file', 'with_file');
  if (occasion.isBlank) return askMore(state, 'unclear');
  const best = candidates[0]?.score ?? 0;
  const tool = toolFor(facts, best);
  const byManner = decideManner(state, meaning.manner, tool === null ? best : 1);
  if (byManner !== undefined) return byManner;
  if (tool !== null) return { kind: 'tool', tool, why: 'tool_fits' };
  const part = state.assistant;
  const isAnswered = (articleId: string): boolean => {
    const passage = candidates.find((candidate) => candidate.articleId === articleId);
    return passage !== undefined && part?.answered.includes(passageKey(passage)) === true;
  };
  const offer = decideOffer(candidates);
  if (offer.kind === 'answer') {
    return isAnswered(offer.articleId)
      ? toPerson(state, 'repeated', 'repeated')
      : { kind: 'answer', articleId: offer.articleId, why: 'sure_answer' };
  }
  const articleIds =
    offer.kind === 'clarify' ? offer.articleIds.filter((id) => !isAnswered(id)) : [];
  if (articleIds.length > 0 && (part?.unclear ?? 0) < UNCLEAR_MAX)
    return { kind: 'clarify', articleIds, why: 'close_candidates' };
  return occasion.isShort ? askMore(state, 'unclear') : toPerson(state, 'unsure', 'unsure');
};

const toolFor = ({ state, tooling }: TurnFacts, bestArticle: number): Tool | null =>
  tooling === null
    ? null
    : decideTool({
        ...tooling,
        bestArticle,
        asksForTransaction: state.assistant?.pending?.kind === 'ask',
        isVisitor: state.customerKind === 'visitor',
      });

/** Undefined where the message is a question after all. */
const decideManner = (
  state: Conversation,
  manner: Manner | null,
  best: number,
): TurnDecision | undefined => {
  switch (manner) {
    case 'person':
      return toPerson(state, 'asked_for_person', 'asked_for_person');
    case 'anger':
      return toPerson(state, 'anger', 'anger');
    case 'unsettled':
      return state.assistant?.openTurnId === null || state.assistant === null
        ? undefined
        : toPerson(state, 'not_settled', 'not_settled');
    case 'settled':
      return best < SURE ? { kind: 'word', of: 'settled', why: 'settled_word' } : undefined;
    case 'greeting':
      return best < SURE ? { kind: 'word', of: 'greeting', why: 'greeting' } : undefined;
    case 'thanks':
      return best < SURE ? { kind: 'word', of: 'thanks', why: 'thanks' } : undefined;
    case 'off_topic':
      return best < SURE ? askMore(state, 'off_topic') : undefined;
    case null:
      return undefined;
  }
};

/** Once or twice; then a person. */
const askMore = (state: Conversation, why: 'unclear' | 'off_topic'): TurnDecision =>
  (state.assistant?.unclear ?? 0) < UNCLEAR_MAX
    ? { kind: 'word', of: 'say_more', why }
    : toPerson(state, 'unsure', 'unsure');
