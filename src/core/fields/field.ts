import { fail, type Outcome, ok } from '../outcome.ts';
import type { Category, Locale } from '../vocabulary.ts';

export const FIELD_KINDS = [
  'text',
  'number',
  'date',
  'choice',
  'yes_no',
  'txid',
  'address',
  'amount',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** From what in the customer's account a value may be picked instead of typed. */
export const FIELD_SOURCES = ['deposits', 'withdrawals', 'orders'] as const;
export type FieldSource = (typeof FIELD_SOURCES)[number];

export const FIELD_ASKS = ['no', 'optional', 'required'] as const;

/** A text in some of the languages; whoever reads another one gets the English, else any. */
export type Labels = Readonly<Partial<Record<Locale, string>>>;

export interface FieldChoice {
  readonly value: string;
  readonly labels: Labels;
}

export interface FieldDefinition {
  readonly kind: FieldKind;
  /** Where it is asked for; empty: everywhere. */
  readonly categories: readonly Category[];
  readonly labels: Labels;
  readonly choices: readonly FieldChoice[];
  /** No conversation is solved without it. */
  readonly requiredToSolve: boolean;
  /** Whether the customer is asked before the first message. */
  readonly askedOfCustomer: (typeof FIELD_ASKS)[number];
  readonly source: FieldSource | null;
}

export interface Field extends FieldDefinition {
  readonly fieldId: string;
  readonly key: string;
  readonly position: number;
  readonly version: number;
  readonly retired: boolean;
}

/** Kinds whose values are words of people or lead to them: kept under the customer's key. */
export const isSealed = (kind: FieldKind): boolean =>
  kind === 'text' || kind === 'txid' || kind === 'address';

export const isAskedIn = (field: Field, category: Category): boolean =>
  !field.retired && (field.categories.length === 0 || field.categories.includes(category));

export const labelIn = (labels: Labels, locale: Locale): string =>
  labels[locale] ?? labels.en ?? Object.values(labels)[0] ?? '';

export const MOST_FIELDS = 100;
export const MOST_CHOICES = 50;
const KEY = /^[a-z][a-z0-9_]{1,39}$/;
const SOURCED: ReadonlySet<FieldKind> = new Set(['text', 'txid']);

const isSaid = (labels: Labels): boolean =>
  Object.values(labels).some((text) => text !== undefined && text.trim() !== '');

/**
 * Whether a definition makes sense. Failures (invalid): `field_key_not_allowed`, `field_without_label`,
 * `field_choices_missing`, `field_choices_twice`, `field_choices_not_needed`, `field_source_not_fitting`.
 */
export const checkDefinition = (key: string, definition: FieldDefinition): Outcome<null> => {
  const { kind, labels, choices, source } = definition;
  if (!KEY.test(key)) return fail('invalid', 'field_key_not_allowed');
  if (!isSaid(labels)) return fail('invalid', 'field_without_label');
  if (kind !== 'choice' && choices.length > 0) return fail('invalid', 'field_choices_not_needed');
  if (kind === 'choice') {
    if (choices.length < 2 || !choices.every((choice) => isSaid(choice.labels)))
      return fail('invalid', 'field_choices_missing');
    const values = new Set(choices.map(({ value }) => value));
    if (values.size < choices.length) return fail('invalid', 'field_choices_twice');
  }
  return source !== null && !SOURCED.has(kind)
    ? fail('invalid', 'field_source_not_fitting')
    : ok(null);
};
