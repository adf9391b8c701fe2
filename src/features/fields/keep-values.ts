import { checkValue } from '../../core/fields/check-value.ts';
import { type Field, isSealed } from '../../core/fields/field.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { type FieldsDeps, valueContext } from './deps.ts';
import { type GivenBy, type StoredValue, writeValue } from './store.ts';

/** Checked, and without the secrets that may have been in it. */
export const readValue = (
  deps: Pick<FieldsDeps, 'takeIn'>,
  field: Field,
  text: string,
): Outcome<string> => {
  const taken = deps.takeIn(text, false);
  return taken.ok ? checkValue(field, taken.value.text) : taken;
};

const encode = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Words under the customer's key, everything else as it is. */
export const keepValue = async (
  { vault }: Pick<FieldsDeps, 'vault'>,
  trx: Transaction,
  kept: {
    readonly conversationId: ConversationId;
    readonly customerId: CustomerId;
    readonly field: Field;
    readonly value: string;
    readonly givenBy: GivenBy;
  },
): Promise<void> => {
  const { conversationId, customerId, field, value, givenBy } = kept;
  const { fieldId, kind } = field;
  const sealed = isSealed(kind)
    ? await vault.seal(customerId, encode(value), valueContext(field), trx)
    : null;
  const row = { fieldId, customerId, value: sealed === null ? value : null, sealed, givenBy };
  await writeValue(trx, conversationId, row);
};

export const openValue = async (
  { vault }: Pick<FieldsDeps, 'vault'>,
  stored: StoredValue,
): Promise<string> => {
  if (stored.sealed === null) return stored.value ?? '';
  const bytes = await vault.open(stored.customerId, stored.sealed, valueContext(stored));
  return Buffer.from(bytes).toString('utf8');
};
