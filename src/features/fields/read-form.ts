import type { CategoryForm } from '../../contract/fields.ts';
import type { CustomerPrincipal } from '../../contract/principal.ts';
import { type Field, isAskedIn, labelIn } from '../../core/fields/field.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import type { FieldsDeps } from './deps.ts';
import { readValue } from './keep-values.ts';
import { listFields } from './store.ts';

type Pick_ = CategoryForm['fields'][number]['picks'][number];

/** So many of the newest are offered. */
const MOST_PICKS = 8;

const listPicks = async (
  reads: NonNullable<FieldsDeps['exchange']>['reads'],
  userId: ExchangeUserId,
  { source, kind }: Field,
): Promise<readonly Pick_[]> => {
  if (source === 'deposits') {
    const found = await reads.deposits(userId);
    return (found.ok ? found.value : []).flatMap((each): Pick_[] => {
      const value = kind === 'txid' ? each.txid : each.depositId;
      const what = `${each.amount} ${each.asset}`;
      return value === null ? [] : [{ value, kind: source, what, at: each.seenAt }];
    });
  }
  if (source === 'withdrawals') {
    const found = await reads.withdrawals(userId);
    return (found.ok ? found.value : []).flatMap((each): Pick_[] => {
      const value = kind === 'txid' ? each.txids.at(-1) : each.withdrawalId;
      const what = `${each.amount} ${each.asset}`;
      return value === undefined ? [] : [{ value, kind: source, what, at: each.requestedAt }];
    });
  }
  if (source === 'orders') {
    const found = await reads.orders(userId);
    return (found.ok ? found.value : []).map(({ orderId: value, pair, createdAt: at }) => ({
      value,
      kind: source,
      what: pair,
      at,
    }));
  }
  return [];
};

/** Things of the customer's own account, asked for the user of the session alone. */
const picksFor = async (
  { exchange, exchangeIdOf }: FieldsDeps,
  customer: CustomerPrincipal,
  field: Field,
): Promise<readonly Pick_[]> => {
  if (exchange === null || field.source === null || customer.kind !== 'customer') return [];
  const userId = await exchangeIdOf(customer.customerId);
  if (userId === null) return [];
  const picks = await listPicks(exchange.reads, userId as ExchangeUserId, field);
  return picks.slice(0, MOST_PICKS);
};

/** What a customer is asked before the first message about something, in their language. */
export const readForm = async (
  deps: FieldsDeps,
  customer: CustomerPrincipal,
  category: Category,
  locale: Locale,
): Promise<CategoryForm> => {
  const asked = (await listFields(deps.database)).filter(
    (field) => isAskedIn(field, category) && field.askedOfCustomer !== 'no',
  );
  const fields = await Promise.all(
    asked.map(async (field) => ({
      fieldId: field.fieldId,
      kind: field.kind,
      label: labelIn(field.labels, locale),
      required: field.askedOfCustomer === 'required',
      choices: field.choices.map(({ value, labels }) => ({
        value,
        label: labelIn(labels, locale),
      })),
      picks: [...(await picksFor(deps, customer, field))],
    })),
  );
  return { fields };
};

export interface GivenField {
  readonly fieldId: string;
  readonly value: string;
}

/**
 * What a customer filled in, checked. What is required is asked for on the screen; here it is not insisted upon, since
 * nobody in need may be kept out by a form; and the assistant may find that it is about something else. Failures: `field_not_asked`, and those of the values.
 */
export const checkForm = async (
  deps: Pick<FieldsDeps, 'database' | 'takeIn'>,
  given: readonly GivenField[],
): Promise<Outcome<readonly { readonly field: Field; readonly value: string }[]>> => {
  if (given.length === 0) return ok([]);
  const fields = await listFields(deps.database);
  const read: { readonly field: Field; readonly value: string }[] = [];
  for (const { fieldId, value } of given) {
    const field = fields.find((each) => each.fieldId === fieldId);
    if (field === undefined || field.retired || field.askedOfCustomer === 'no')
      return fail('invalid', 'field_not_asked', { fieldId });
    const checked = readValue(deps, field, value);
    if (!checked.ok) return checked;
    read.push({ field, value: checked.value });
  }
  return ok(read);
};
