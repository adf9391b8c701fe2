import { fail, type Outcome, ok } from '../outcome.ts';
import { LOCALES, type Locale } from '../vocabulary.ts';

/** A name in the languages in which somebody wrote it; at least one. */
export type Labels = Readonly<Partial<Record<Locale, string>>>;

/** In the reader's language; where it is missing in the operator's; else in one that is there, English before others. */
export const labelIn = (labels: Labels, locale: Locale, operators: Locale = 'en'): string =>
  [locale, operators, 'en' as const, ...LOCALES].map((each) => labels[each]).find(Boolean) ?? '';

export const FIELD_KINDS = [
  'text',
  'number',
  'date',
  'choice',
  'txid',
  'address',
  'yes_no',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What of a card of the account fills a field by itself. */
export const FIELD_SOURCES = ['txid', 'address', 'amount', 'asset', 'network', 'subject'] as const;
export type FieldSource = (typeof FIELD_SOURCES)[number];

export interface FormField {
  /** A slug; the same through all changes of the form. */
  readonly fieldId: string;
  readonly kind: FieldKind;
  readonly labels: Labels;
  readonly required: boolean;
  /** For `choice`; empty for the others. */
  readonly options: readonly { readonly optionId: string; readonly labels: Labels }[];
  readonly from: FieldSource | null;
}

export interface ChecklistItem {
  readonly itemId: string;
  readonly labels: Labels;
  /** The task cannot be finished without it. */
  readonly required: boolean;
}

/** What can be set about a department. */
export interface DepartmentTerms {
  readonly names: Labels;
  readonly fields: readonly FormField[];
  readonly checklist: readonly ChecklistItem[];
  readonly defaultMinutes: number;
}

const FIELDS_MAX = 30;
const OPTIONS_MAX = 50;
const ITEMS_MAX = 30;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SLUG_MAX = 60;

/** 90 days: further than that nobody can promise anything. */
export const LONGEST_MINUTES = 90 * 24 * 60;

export const isSlug = (text: string): boolean => text.length <= SLUG_MAX && SLUG.test(text);

const isNamed = (labels: Labels): boolean =>
  LOCALES.some((locale) => (labels[locale] ?? '').trim() !== '');

const firstTwice = (ids: readonly string[]): string | undefined =>
  ids.find((id, at) => ids.indexOf(id) !== at);

const checkField = (field: FormField): Outcome<null> => {
  const { fieldId: at } = field;
  if (!isSlug(at)) return fail('invalid', 'form_id_invalid', { at });
  if (!isNamed(field.labels)) return fail('invalid', 'form_label_missing', { at });
  if (field.kind !== 'choice')
    return field.options.length === 0 ? ok(null) : fail('invalid', 'form_options_needless', { at });
  if (field.options.length < 2) return fail('invalid', 'form_options_missing', { at });
  if (field.options.length > OPTIONS_MAX)
    return fail('limit_reached', 'form_too_long', { at, most: OPTIONS_MAX });
  const unnamed = field.options.find(
    ({ optionId, labels }) => !isSlug(optionId) || !isNamed(labels),
  );
  if (unnamed !== undefined) return fail('invalid', 'form_label_missing', { at });
  const twice = firstTwice(field.options.map(({ optionId }) => optionId));
  return twice === undefined ? ok(null) : fail('invalid', 'form_id_twice', { at: twice });
};

/**
 * Whether a department can be set so. Its name must exist in the operator's language: it is shown where a customer's is
 * missing. Failures name the field or item `at`: `department_name_missing` (`locale`), `form_too_long`, `form_id_invalid`, `form_id_twice`, `form_label_missing`, `form_options_missing`, `form_options_needless`,
 * `default_time_invalid`.
 */
export const checkTerms = (terms: DepartmentTerms, operators: Locale): Outcome<null> => {
  if ((terms.names[operators] ?? '').trim() === '')
    return fail('invalid', 'department_name_missing', { locale: operators });
  const minutes = terms.defaultMinutes;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_MINUTES)
    return fail('invalid', 'default_time_invalid', { most: LONGEST_MINUTES });
  if (terms.fields.length > FIELDS_MAX)
    return fail('limit_reached', 'form_too_long', { most: FIELDS_MAX });
  if (terms.checklist.length > ITEMS_MAX)
    return fail('limit_reached', 'form_too_long', { most: ITEMS_MAX });
  for (const field of terms.fields) {
    const checked = checkField(field);
    if (!checked.ok) return checked;
  }
  for (const { itemId: at, labels } of terms.checklist) {
    if (!isSlug(at)) return fail('invalid', 'form_id_invalid', { at });
    if (!isNamed(labels)) return fail('invalid', 'form_label_missing', { at });
  }
  const twice =
    firstTwice(terms.fields.map(({ fieldId }) => fieldId)) ??
    firstTwice(terms.checklist.map(({ itemId }) => itemId));
  return twice === undefined ? ok(null) : fail('invalid', 'form_id_twice', { at: twice });
};
