import type { StepUpChallenge } from '../../contract/exchange/actions.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { STEP_UP_HOLDS_MS, STEP_UP_TRIES } from '../../core/selfservice/levels.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import { findConversation } from '../conversation/index.ts';
import type { SelfServiceDeps } from './deps.ts';
import { failureCode } from './looked.ts';
import { beginProof, findProof, giveTryBack, passProof, takeTry } from './store-proofs.ts';
import { tap } from './tap.ts';

interface Waiting {
  readonly state: Conversation;
  readonly userId: ExchangeUserId;
}

/** The conversation whose last words wait for a step-up in this turn, and whose account it is. */
const findWaiting = async (
  deps: SelfServiceDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  turnId: string,
): Promise<Outcome<Waiting>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || state.customerId !== customerId)
    return fail('not_found', 'conversation_not_found');
  const pending = state.assistant?.pending;
  if (pending?.kind !== 'step_up' || pending.turnId !== turnId)
    return fail('precondition', 'step_not_open');
  const { userId } = await deps.holderOf(customerId);
  if (userId === null || state.customerKind !== 'customer')
    return fail('forbidden', 'sign_in_needed');
  return ok({ state, userId });
};

/** The exchange sends a code, or waits for one of the authenticator or a passkey. */
export const beginStepUp = async (
  deps: SelfServiceDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  turnId: string,
): Promise<Outcome<StepUpChallenge>> => {
  const waiting = await findWaiting(deps, customerId, conversationId, turnId);
  if (!waiting.ok) return waiting;
  const proof = await findProof(deps.database, conversationId, customerId);
  if (proof !== undefined && proof.triesLeft <= 0) return fail('limit_reached', 'step_up_used_up');
  const asked = await deps.exchange.proofs.challenge(waiting.value.userId, 'support');
  if (!asked.ok) return fail('precondition', failureCode(asked.failure));
  const tries = Math.min(STEP_UP_TRIES, asked.value.triesLeft);
  await beginProof(deps.database, {
    conversationId,
    customerId,
    purpose: 'support',
    challengeId: asked.value.challengeId,
    tries,
  });
  return ok({ ...asked.value, triesLeft: Math.min(tries, proof?.triesLeft ?? tries) });
};

export interface Check {
  readonly turnId: string;
  readonly challengeId: string;
  readonly method: StepUpChallenge['methods'][number];
  /** Passed on to the exchange, and then forgotten. */
  readonly code: string;
}

/** Checks the code. Three wrong ones, over all challenges of the conversation, and a person takes over. */
export const checkStepUp = async (
  deps: SelfServiceDeps,
  customerId: CustomerId,
  conversationId: ConversationId,
  { turnId, challengeId, method, code }: Check,
): Promise<Outcome<{ readonly passed: boolean; readonly triesLeft: number }>> => {
  const waiting = await findWaiting(deps, customerId, conversationId, turnId);
  if (!waiting.ok) return waiting;
  const { userId } = waiting.value;
  const left = await takeTry(deps.database, conversationId, customerId, challengeId);
  if (left === undefined) return fail('limit_reached', 'step_up_used_up');
  const asked = await deps.exchange.proofs.check(userId, challengeId, method, code);
  if (!asked.ok) {
    await giveTryBack(deps.database, conversationId, STEP_UP_TRIES);
    return fail('precondition', failureCode(asked.failure));
  }
  const { passed } = asked.value;
  const triesLeft = passed ? STEP_UP_TRIES : Math.min(left, asked.value.triesLeft);
  if (passed) await passProof(deps.database, conversationId, STEP_UP_HOLDS_MS, STEP_UP_TRIES);
  if (passed || triesLeft <= 0) {
    const step = { kind: 'step_up', passed } as const;
    const tapped = await tap(deps, customerId, conversationId, turnId, step);
    if (!tapped.ok) return tapped;
  }
  return ok({ passed, triesLeft });
};
