import { decideOffer } from '../../core/assistant/decide-offer.ts';
import {
  decideTurn,
  type Occasion,
  type TurnDecision,
  type TurnFacts,
} from '../../core/assistant/decide-turn.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId } from '../../core/ids.ts';
import { findTransactionIds } from '../../core/selfservice/find-details.ts';
import { LEVEL_OF_TOOL } from '../../core/selfservice/levels.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PassageHit } from '../../ports/knowledge.ts';
import type { Understood } from '../../ports/understanding.ts';
import { findConversation } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { type Asking, readOccasion } from './read-occasion.ts';
import { turnRecordOf } from './record-turn.ts';
import { runTool } from './run-tool.ts';
import { sayReply } from './say-reply.ts';
import { hasRaisedEmergency } from './store.ts';
import type { Turn } from './turn.ts';
import { turnIdOf } from './turn-id.ts';

/** Candidates looked at and recorded. */
const CANDIDATES = 5;

/** An answer in the language of the words, where they are sure; one word alone stays with the conversation's. */
const replyLocale = (state: Conversation, understood: Understood): Locale =>
  understood.languageIsSure ? understood.locale : state.locale;

/**
 * The articles that may answer. Words that say little by themselves ("and how long does it take?") are read together
 * with what was asked before.
 */
const findCandidates = (
  { knowledge }: AssistantDeps,
  { question, before }: Asking,
  locale: Locale,
): readonly PassageHit[] => {
  const found = knowledge.find(question, locale, CANDIDATES);
  if (before === '' || decideOffer(found).kind !== 'none') return found;
  return knowledge.find(`${before}\n${question}`, locale, CANDIDATES);
};

/** A question, also one whose asker does not want the account to be looked at. */
const isForArticles = (occasion: Occasion): boolean =>
  occasion.kind === 'question' ||
  (occasion.kind === 'step' && occasion.step.kind === 'consent' && !occasion.step.given);

const think = async (
  deps: AssistantDeps,
  state: Conversation,
  asking: Asking,
  seq: number,
): Promise<Turn> => {
  const startedAt = performance.now();
  const { question, occasion } = asking;
  // A tap says nothing: the language is that of the question before it.
  const text = occasion.kind === 'step' ? `${asking.before}\n${question}`.trim() : question;
  const understood = await deps.understanding.understand(text, state.locale);
  const locale = replyLocale(state, understood);
  const candidates =
    isForArticles(occasion) && state.assistant?.active === true
      ? findCandidates(
          deps,
          { ...asking, question: text, before: occasion.kind === 'step' ? '' : asking.before },
          locale,
        )
      : [];
  const turnId = turnIdOf(state.id, seq);
  return {
    turnId,
    seq,
    state,
    asking,
    understood,
    candidates,
    locale,
    record: (decision, said) =>
      turnRecordOf({
        turnId,
        said,
        conversationId: state.id,
        questionSeq: seq,
        understood,
        candidates,
        decision,
        tookMs: performance.now() - startedAt,
      }),
  };
};

/** The tools that may be used for these words; after a no to looking at the account, those that need none. */
const toolingOf = (
  { selfService }: AssistantDeps,
  { state, understood, asking }: Turn,
): TurnFacts['tooling'] => {
  const tools = understood.tools.filter(
    ({ tool }) =>
      selfService.isOffered(tool) &&
      (state.assistant?.consent !== 'refused' || LEVEL_OF_TOOL[tool] === 'none'),
  );
  const named = findTransactionIds(asking.question);
  return {
    tools,
    namesTransaction: named.txids.length > 0 || named.mistyped !== null,
  };
};

/**
 * Answers one event of a conversation, as due work: it may be tried again, and then nothing is said twice. A turn that
 * was overtaken, by newer words or by a person, says nothing.
 */
export const runTurn = async (
  deps: AssistantDeps,
  conversationId: ConversationId,
  seq: number,
): Promise<void> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || (state.assignee !== null && state.accepted)) return;
  const asking = await readOccasion(deps, state, seq);
  if (asking === undefined) return;
  const turn = await think(deps, state, asking, seq);
  const { emergency } = turn.understood;
  const decision = decideTurn({
    state,
    occasion: asking.occasion,
    meaning: turn.understood,
    candidates: turn.candidates,
    tooling: toolingOf(deps, turn),
    emergencyRaised:
      emergency !== null && (await hasRaisedEmergency(deps.database, conversationId)),
  });
  await carryOut(deps, turn, decision);
};

const carryOut = async (deps: AssistantDeps, turn: Turn, decision: TurnDecision): Promise<void> => {
  if (decision.kind === 'silence') return;
  if (decision.kind === 'handover') return handOver(deps, turn, decision);
  if (decision.kind === 'tool') return runTool(deps, turn, decision);
  await sayReply(deps, turn, decision);
};
