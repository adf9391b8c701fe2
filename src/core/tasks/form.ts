import { recogniseAddress, recogniseTransactionId } from '../chain/recognise.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Sha256 } from '../secrets/mnemonic-checksum.ts';
import type { FormField } from './department.ts';

/** Answers by field: words and numbers as text, dates as `2026-03-01`, yes and no as a truth value. Null: none. */
export type Answers = Readonly<Record<string, string | boolean | null>>;

const TEXT_MAX = 2_000;
const NUMBER = /^-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number => {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isDate = (text: string): boolean => {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const inYear = year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12;
  return inYear && day >= 1 && day <= daysIn(year, month);
};

const checkWords = (field: FormField, text: string, sha256: Sha256): Outcome<string> => {
  const at = field.fieldId;
  switch (field.kind) {
    case 'text':
      return text.length > TEXT_MAX ? fail('invalid', 'answer_too_long', { at }) : ok(text);
    case 'number':
      return NUMBER.test(text) ? ok(text) : fail('invalid', 'answer_not_number', { at });
    case 'date':
      return isDate(text) ? ok(text) : fail('invalid', 'answer_not_date', { at });
    case 'choice':
      return field.options.some(({ optionId }) => optionId === text)
        ? ok(text)
        : fail('invalid', 'answer_not_offered', { at });
    case 'txid': {
      const { normal } = recogniseTransactionId(text);
      return normal === null ? fail('invalid', 'answer_not_txid', { at }) : ok(normal);
    }
    case 'address': {
      const { normal } = recogniseAddress(text, sha256);
      return normal === null ? fail('invalid', 'answer_not_address', { at }) : ok(normal);
    }
    case 'yes_no':
      return fail('invalid', 'answer_not_yes_no', { at });
  }
};

const checkAnswer = (
  field: FormField,
  given: string | boolean | null,
  sha256: Sha256,
): Outcome<string | boolean | null> => {
  const at = field.fieldId;
  if (typeof given === 'boolean')
    return field.kind === 'yes_no' ? ok(given) : fail('invalid', 'answer_missing', { at });
  const text = given?.trim() ?? '';
  if (text === '') return field.required ? fail('invalid', 'answer_missing', { at }) : ok(null);
  return checkWords(field, text, sha256);
};

/**
 * The answers as they are kept: each field has one, null where nothing was answered. Failures name the field `at`:
 * `answer_missing`, `answer_too_long`, `answer_not_number`, `answer_not_date`, `answer_not_offered`, `answer_not_txid`,
 * `answer_not_address`, `answer_not_yes_no`, `answer_unasked`.
 */
export const checkAnswers = (
  fields: readonly FormField[],
  given: Answers,
  sha256: Sha256,
): Outcome<Answers> => {
  const unasked = Object.keys(given).find((key) => !fields.some(({ fieldId }) => fieldId === key));
  if (unasked !== undefined) return fail('invalid', 'answer_unasked', { at: unasked });
  const answers: Record<string, string | boolean | null> = {};
  for (const field of fields) {
    const checked = checkAnswer(field, given[field.fieldId] ?? null, sha256);
    if (!checked.ok) return checked;
    answers[field.fieldId] = checked.value;
  }
  return ok(answers);
};
