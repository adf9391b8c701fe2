import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { ArticleRef } from '../../core/assistant/reply.ts';
import type { PassageHit } from '../../ports/knowledge.ts';
import { commitWords, type Spoken } from './commit-words.ts';
import type { AssistantDeps } from './deps.ts';
import { handOver } from './hand-over.ts';
import type { Turn } from './turn.ts';

const refOf = ({ articleId, locale, version, title, anchor }: PassageHit): ArticleRef => ({
  articleId,
  locale,
  version,
  title,
  anchor,
});

/** Undefined when the article has gone since it was offered. */
const compose = (
  deps: AssistantDeps,
  turn: Turn,
  decision: Exclude<TurnDecision, { kind: 'silence' | 'handover' | 'tool' }>,
): Spoken | undefined => {
  const { locale, candidates, asking } = turn;
  switch (decision.kind) {
    case 'answer': {
      const hit =
        candidates.find(({ articleId }) => articleId === decision.articleId) ??
        deps.knowledge.passage(decision.articleId, locale, questionBefore(asking));
      return hit && { reply: { kind: 'answer', article: refOf(hit) }, text: hit.text };
    }
    case 'clarify': {
      const options = candidates
        .filter(({ articleId }) => decision.articleIds.includes(articleId))
        .map(refOf);
      return {
        reply: { kind: 'clarify', options },
        text: deps.texts.say(locale, 'assistant.clarify'),
      };
    }
    case 'word':
      return {
        reply: { kind: 'word', of: decision.of },
        text: deps.texts.say(locale, `assistant.word.${decision.of}`),
      };
  }
};

/** A tapped title says little: what was asked before it chooses the passage. */
const questionBefore = ({ talk }: Turn['asking']): string =>
  talk
    .filter(
      ({ logged }) => logged.event.type === 'message_sent' && logged.actor.kind === 'customer',
    )
    .map(({ text }) => text)
    .slice(-3)
    .join('\n');

/** Says an answer, a clarifying question or a word. What a person or newer words overtook is not said. */
export const sayReply = async (
  deps: AssistantDeps,
  turn: Turn,
  decision: Exclude<TurnDecision, { kind: 'silence' | 'handover' | 'tool' }>,
): Promise<void> => {
  const spoken = compose(deps, turn, decision);
  if (spoken === undefined) {
    const { category } = turn.state;
    const failed = { kind: 'handover', reason: 'failed', why: 'failed' } as const;
    return handOver(deps, turn, { ...failed, emergency: null, category, urgent: false });
  }
  const to = {
    conversationId: turn.state.id,
    turnId: turn.turnId,
    seenSeq: turn.asking.seenSeq,
  };
  const said = await commitWords(deps, to, spoken, turn.record(decision));
  if (!said.ok && said.failure.class === 'invalid') throw new Error(said.failure.code);
};
