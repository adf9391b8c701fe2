import type { CategoryForm } from '../../contract/fields.ts';
import type { CustomerPrincipal } from '../../contract/principal.ts';
import { type Field, isAskedIn, labelIn } from '../../core/fields/field.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
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

/** A form keeps nobody waiting there. */
const PRESSING: ReadonlySet<Category> = new Set(['security', 'fraud']);

/** Why one field cannot be taken as it was given: `required` where nothing was. */
interface FieldFault {
  readonly fieldId: string;
  readonly code: string;
}

interface CheckedField {
  readonly field: Field;
  readonly value: string;
}

const readGivenField = (
  deps: Pick<FieldsDeps, 'takeIn'>,
  fields: readonly Field[],
  { fieldId, value }: GivenField,
): Outcome<CheckedField> => {
  const field = fields.find((each) => each.fieldId === fieldId);
  if (field === undefined || field.retired || field.askedOfCustomer === 'no')
    return fail('invalid', 'field_not_asked', { fieldId });
  const checked = readValue(deps, field, value);
  return checked.ok ? ok({ field, value: checked.value }) : checked;
};

/**
 * What a customer filled in, checked as a whole; `form`: what is required under this category must be there, unless it
 * is about security or fraud. Failures name every field that is wrong in `faults`, and the first in `fieldId`:
 * `form_incomplete` where something required is missing, else `field_not_asked` or that of the value.
 */
export const checkForm = async (
  deps: Pick<FieldsDeps, 'takeIn'>,
  connection: Connection,
  given: readonly GivenField[],
  form: Category | null,
): Promise<Outcome<readonly CheckedField[]>> => {
  const insists = form !== null && !PRESSING.has(form);
  if (given.length === 0 && !insists) return ok([]);
  const fields = await listFields(connection);
  const read: CheckedField[] = [];
  const faults: FieldFault[] = [];
  for (const each of given) {
    const checked = readGivenField(deps, fields, each);
    if (checked.ok) read.push(checked.value);
    else faults.push({ fieldId: each.fieldId, code: checked.failure.code });
  }
  const named = new Set(given.map(({ fieldId }) => fieldId));
  const missing = fields.filter(
    (field) =>
      insists &&
      field.askedOfCustomer === 'required' &&
      isAskedIn(field, form) &&
      !named.has(field.fieldId),
  );
  faults.push(...missing.map(({ fieldId }) => ({ fieldId, code: 'required' })));
  const [first] = faults;
  if (first === undefined) return ok(read);
  const code = missing.length > 0 ? 'form_incomplete' : first.code;
  return fail('invalid', code, { fieldId: first.fieldId, faults });
};
