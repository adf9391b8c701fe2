import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Committed } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';
import { markJudged } from './store.ts';

/** The customer says whether the answer settled it. No: the assistant hands over at once. */
export const judgeAnswer = (
  deps: AssistantDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  { turnId, settled }: { readonly turnId: string; readonly settled: boolean },
): Promise<Outcome<Committed>> =>
  deps.committer.commit({
    conversationId,
    actor: { kind: 'customer', id: customerId },
    command: { type: 'judge_answer', turnId, settled },
    maySee: (state) => state.customerId === customerId,
    alsoWrite: async (trx) => {
      await markJudged(trx, turnId, settled);
      return ok(null);
    },
  });
