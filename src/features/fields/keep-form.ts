import type { Conversation } from '../../core/conversation/state.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import type { FieldsDeps } from './deps.ts';
import { keepValue } from './keep-values.ts';
import { checkForm, type GivenField } from './read-form.ts';

/**
 * Keeps what a customer filled in, in the transaction of the request that it belongs to. `form`: whose required fields
 * must be there. Failures as of `checkForm`.
 */
export const keepForm = async (
  deps: Pick<FieldsDeps, 'database' | 'takeIn' | 'vault'>,
  trx: Transaction,
  state: Conversation,
  given: readonly GivenField[],
  form: Category | null,
): Promise<Outcome<null>> => {
  const checked = await checkForm(deps, trx, given, form);
  if (!checked.ok) return checked;
  for (const { field, value } of checked.value) {
    const { id: conversationId, customerId } = state;
    await keepValue(deps, trx, { conversationId, customerId, field, value, givenBy: 'customer' });
  }
  return ok(null);
};
