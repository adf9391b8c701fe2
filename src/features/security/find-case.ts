import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import { findConversation } from '../conversation/index.ts';
import type { SecurityDeps } from './staff-deps.ts';

/** A case with the account that it is about. */
export interface Case {
  readonly state: Conversation;
  readonly userId: ExchangeUserId;
  /** As the identity token gave it; null where it gave none. */
  readonly email: string | null;
}

const NOT_FOUND = fail('not_found', 'conversation_not_found');

/** A conversation that this person may see. Failures: `conversation_not_found`, `no_account` (a visitor's). */
export const findCase = async (
  deps: Pick<SecurityDeps, 'database' | 'profileOf'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<Case>> => {
  const state = await findConversation(deps.database, conversationId);
  if (state === undefined || !staffMaySee(staff, state)) return NOT_FOUND;
  const { externalId, email } = await deps.profileOf(state.customerId);
  return externalId === null
    ? fail('precondition', 'no_account')
    : ok({ state, userId: externalId as ExchangeUserId, email });
};

/**
 * The same, for whoever answers it: account data is for the one who has the case in hand, whatever their role. Failure
 * besides: `not_your_case`.
 */
export const findOwnCase = async (
  deps: Pick<SecurityDeps, 'database' | 'profileOf'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<Case>> => {
  const found = await findCase(deps, staff, conversationId);
  if (!found.ok) return found;
  const { assignee, accepted } = found.value.state;
  return assignee?.id === staff.agentId && accepted ? found : fail('forbidden', 'not_your_case');
};

/**
 * For what changes something at the exchange or in the case: the one who has it in hand, or whoever leads. Failure besides
 * those of `findCase`: `not_your_case`.
 */
export const findActingCase = async (
  deps: Pick<SecurityDeps, 'database' | 'profileOf'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
): Promise<Outcome<Case>> =>
  isLeadRole(staff.role)
    ? findCase(deps, staff, conversationId)
    : findOwnCase(deps, staff, conversationId);
