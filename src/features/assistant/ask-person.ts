import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { withoutMarkers } from '../../core/secrets/secret-guard.ts';
import { findConversation, readTalk } from '../conversation/index.ts';
import type { AssistantDeps } from './deps.ts';
import { handOver } from './hand-over.ts';
import { turnRecordOf } from './record-turn.ts';
import { turnIdOf } from './turn-id.ts';

const TALK_LIMIT = 40;

/** The customer taps "Talk to a person": no question asked, and nothing of the talk is lost. */
export const askPerson = async (
  deps: AssistantDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
): Promise<Outcome<Conversation>> => {
  const startedAt = performance.now();
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.customerId !== customerId)
    return fail('not_found', 'conversation_not_found');
  if (state.assistant?.active !== true) return ok(state);
  const talk = await readTalk(deps, conversationId, TALK_LIMIT);
  const question = talk.findLast(({ logged }) => logged.seq === state.lastCustomerSeq)?.text ?? '';
  const understood = await deps.understanding.understand(withoutMarkers(question), state.locale);
  // Not the turn of the last message: that one may have been answered.
  const questionSeq = state.lastSeq;
  const turnId = turnIdOf(conversationId, questionSeq);
  const asking = {
    occasion: { kind: 'unsettled' } as const,
    question,
    before: '',
    talk,
    seenSeq: state.lastCustomerSeq,
  };
  await handOver(
    deps,
    {
      turnId,
      seq: questionSeq,
      state,
      asking,
      understood,
      candidates: [],
      locale: state.locale,
      record: (decision) =>
        turnRecordOf({
          turnId,
          conversationId,
          questionSeq,
          understood,
          candidates: [],
          decision,
          tookMs: performance.now() - startedAt,
        }),
    },
    {
      kind: 'handover',
      reason: 'asked_for_person',
      why: 'asked_for_person',
      emergency: null,
      category: state.category,
      urgent: false,
    },
  );
  const after = await findConversation(deps.database, conversationId);
  return after === undefined ? fail('not_found', 'conversation_not_found') : ok(after);
};
