import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { PassageHit } from '../../ports/knowledge.ts';
import type { Understood } from '../../ports/understanding.ts';
import type { NewTurn } from './store.ts';
import type { Said } from './turn.ts';

const articlesOf = (decision: TurnDecision): readonly string[] => {
  switch (decision.kind) {
    case 'answer':
      return [decision.articleId];
    case 'clarify':
      return decision.articleIds;
    default:
      return [];
  }
};

/** The record of a turn: what was understood, what could have been said, and why it was decided so. No words. */
export const turnRecordOf = (turn: {
  readonly turnId: string;
  readonly conversationId: ConversationId;
  readonly questionSeq: number;
  readonly understood: Understood;
  readonly candidates: readonly PassageHit[];
  readonly decision: TurnDecision;
  readonly tookMs: number;
  readonly said?: Said | undefined;
}): NewTurn => {
  const { understood, candidates, decision, said, ...rest } = turn;
  return {
    ...rest,
    understood: {
      ...understood,
      categories: understood.categories.map((score) => ({ ...score })),
      rules: [...understood.rules],
      tools: understood.tools.map((each) => ({ ...each })),
    },
    candidates: candidates.map(({ articleId, version, title, anchor, score }) => ({
      articleId,
      version,
      title,
      anchor,
      score,
    })),
    decision: {
      kind: decision.kind,
      articleIds: [...articlesOf(decision)],
      handoverReason: decision.kind === 'handover' ? decision.reason : null,
      tool: decision.kind === 'tool' ? decision.tool : null,
      toolReply: said?.reply ?? null,
      finding: said?.finding ?? null,
    },
    reason: decision.why,
  };
};
