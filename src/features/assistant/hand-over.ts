import type { TurnDecision } from '../../core/assistant/decide-turn.ts';
import type { MessageId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { commitWords } from './commit-words.ts';
import { composeSummary, staffLocale } from './compose-summary.ts';
import { handoverWords } from './compose-words.ts';
import type { AssistantDeps } from './deps.ts';
import { insertTurn } from './store.ts';
import type { Turn } from './turn.ts';

type Handover = Extract<TurnDecision, { kind: 'handover' }>;

/**
 * Gives the conversation to people, with a summary in their language, and says so to the customer. The place in the
 * queue comes first: should the words not be stored, somebody comes all the same. Doing it again says nothing twice.
 */
export const handOver = async (
  deps: AssistantDeps,
  turn: Turn,
  decision: Handover,
): Promise<void> => {
  const { state, turnId, understood, asking } = turn;
  const teamId = await deps.teamOf(decision.category);
  const onDuty = await deps.localesOnDuty(teamId);
  const summaryId = deps.ids.uuid() as MessageId;
  const text = composeSummary(deps.texts, staffLocale(state.locale, onDuty), {
    state,
    decision,
    understood,
    talk: asking.talk,
  });
  const handed = await deps.committer.commit({
    conversationId: state.id,
    actor: { kind: 'assistant' },
    command: {
      type: 'hand_over',
      reason: decision.reason,
      summaryId,
      category: decision.category,
      teamId,
      urgent: decision.urgent,
    },
    maySee: () => true,
    words: {
      messageId: summaryId,
      kind: 'summary',
      senderId: 'assistant',
      clientMessageId: `handover-${turnId}`,
      text,
      bodyHash: deps.bodyHash(['handover', turnId]),
    },
    alsoWrite: async (trx) => {
      await insertTurn(trx, turn.record(decision));
      return ok(null);
    },
  });
  if (!handed.ok) return;
  const staffed = onDuty.length > 0;
  const { reason, emergency } = decision;
  const reply = { kind: 'handover', reason, emergency, staffed } as const;
  await commitWords(
    deps,
    { conversationId: state.id, turnId, seenSeq: asking.seenSeq },
    { reply, text: handoverWords(deps.texts, turn.locale, reply, state.number) },
    undefined,
  );
};
