import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { AssistantReply } from '../../core/assistant/reply.ts';
import type { Tool } from '../../core/selfservice/vocabulary.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { TalkEntry } from '../conversation/index.ts';
import type { ToolAnswer } from '../selfservice/index.ts';
import { commitWords } from './commit-words.ts';
import type { AssistantDeps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { replyOf } from './read-occasion.ts';
import type { Turn } from './turn.ts';

/** Ids of things of the customer, by the cards that show them. */
const subjectOf = (talk: readonly TalkEntry[], cardId: string | undefined): string | null => {
  const shown = talk.findLast(
    ({ logged: { event } }) => event.type === 'card_shown' && event.cardId === cardId,
  );
  if (cardId === undefined || shown === undefined || shown.text === '') return null;
  const card: unknown = JSON.parse(shown.text);
  return typeof card === 'object' &&
    card !== null &&
    'subjectId' in card &&
    typeof card.subjectId === 'string'
    ? card.subjectId
    : null;
};

/** Which one of the customer's things the assistant's words were about. */
const aboutOf = (talk: readonly TalkEntry[], reply: AssistantReply | undefined): string | null => {
  switch (reply?.kind) {
    case 'finding':
      return subjectOf(talk, reply.cardIds[0]);
    case 'update':
      return subjectOf(talk, reply.cardId);
    default:
      return null;
  }
};

/** The finding before a step-up: what the step-up was asked for is about the same thing. */
const lastAbout = (talk: readonly TalkEntry[]): string | null => {
  const said = talk.findLast(
    ({ logged: { event } }) =>
      event.type === 'assistant_replied' &&
      (event.reply.kind === 'finding' || event.reply.kind === 'update'),
  )?.logged.event;
  return said?.type === 'assistant_replied' ? aboutOf(talk, said.reply) : null;
};

const customersWords = ({ question, before }: Turn['asking']): string =>
  [before, question].filter((text) => text !== '').join('\n');

const ask = (deps: AssistantDeps, turn: Turn, tool: Tool): Promise<ToolAnswer> => {
  const { state, turnId, locale, asking } = turn;
  const { occasion, talk } = asking;
  const base = { state, turnId, tool, locale };
  if (occasion.kind !== 'step')
    return deps.selfService.answer({ ...base, words: asking.question, subjectId: null });
  const { step } = occasion;
  const taken = talk.find(({ logged }) => logged.seq === turn.seq)?.logged.event;
  const askedTurnId = taken?.type === 'step_taken' ? taken.turnId : turnId;
  const asked = replyOf(talk, askedTurnId);
  const chosen =
    step.kind === 'choice' && asked?.kind === 'pick'
      ? asked.options.find(({ cardId }) => cardId === step.cardId)?.subjectId
      : undefined;
  const about = asked?.kind === 'step_up' ? lastAbout(talk) : aboutOf(talk, asked);
  return deps.selfService.answerStep({
    ...base,
    step,
    askedTurnId,
    purpose: asked?.kind === 'step_up' ? asked.action : null,
    subjectId: chosen ?? about,
    words: customersWords(asking),
  });
};

/** Where the people are who can go on from a finding. */
const SECURITY: ReadonlySet<Tool> = new Set(['two_factor', 'password']);
const categoryFor = (tool: Tool, code: string, category: Category): Category =>
  SECURITY.has(tool) || code === 'locked' || code === 'step_up_failed' ? 'security' : category;

/** Looks it up and says what was found, with its cards; where only a person can go on, one takes over then. */
export const runTool = async (
  deps: AssistantDeps,
  turn: Turn,
  decision: Extract<TurnDecision, { kind: 'tool' }>,
): Promise<void> => {
  const answer = await ask(deps, turn, decision.tool);
  const { reply, text, cards, finding, follow } = answer;
  const said = await commitWords(
    deps,
    { conversationId: turn.state.id, turnId: turn.turnId, seenSeq: turn.asking.seenSeq },
    { reply, text, cards, also: follow },
    turn.record(decision, { reply: reply.kind, finding: finding?.code ?? null }),
  );
  if (!said.ok && said.failure.class === 'invalid') throw new Error(said.failure.code);
  if (!said.ok || finding?.needsPerson !== true) return;
  const reason = finding.code === 'step_up_failed' ? 'step_up_failed' : 'needs_person';
  await handOver(deps, turn, {
    kind: 'handover',
    reason,
    why: reason,
    emergency: null,
    category: categoryFor(finding.tool, finding.code, turn.state.category),
    urgent: false,
  });
};
