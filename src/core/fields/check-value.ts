import { recogniseAddress, recogniseTransactionId } from '../chain/recognise.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { sha256 } from '../secrets/sha256.ts';
import type { Field } from './field.ts';

const TEXT_MOST = 1_000;
const NUMBER = /^-?\d{1,18}(?:\.\d{1,18})?$/;
const AMOUNT = /^(\d{1,18}(?:\.\d{1,18})?)\s*([A-Za-z0-9]{2,12})$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Before there was anything to ask about, and beyond what anybody plans. */
const FIRST_YEAR = 2_009;
const LAST_YEAR = 2_100;
const ID = /^[0-9A-Za-z:_-]{10,128}$/;

type Checked = Outcome<string>;
type Checkable = Pick<Field, 'fieldId' | 'kind' | 'choices'>;

/** Digits of any script, width and grouping as people type them become plain ones. */
const plainNumber = (text: string): string =>
  text.normalize('NFKC').replaceAll(/[\s'\u00a0\u202f]/g, '');

const daysIn = (year: number, month: number): number => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
};

const isDate = (text: string): boolean => {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return y >= FIRST_YEAR && y <= LAST_YEAR && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
};

const checkId = (text: string, kind: 'txid' | 'address'): string | 'mistyped' | null => {
  const read = kind === 'txid' ? recogniseTransactionId(text) : recogniseAddress(text, sha256);
  if (read.mistyped) return 'mistyped';
  return read.normal ?? (ID.test(text) ? text : null);
};

/**
 * A value as it is kept: numbers and amounts as plain decimals (`12.5`, `12.5 USDT`), dates as `2026-03-29`, yes or no
 * as `yes` or `no`, ids as their chain writes them. Failures (invalid) with the field's id: `field_value_wrong`,
 * `field_value_too_long`, `field_id_mistyped`.
 */
export const checkValue = (field: Checkable, text: string): Checked => {
  const { fieldId } = field;
  const wrong = fail('invalid', 'field_value_wrong', { fieldId });
  const given = text.trim();
  if (given === '') return wrong;
  switch (field.kind) {
    case 'text':
      return given.length > TEXT_MOST
        ? fail('invalid', 'field_value_too_long', { fieldId, most: TEXT_MOST })
        : ok(given);
    case 'number': {
      const number = plainNumber(given);
      return NUMBER.test(number) ? ok(number) : wrong;
    }
    case 'amount': {
      const [, amount, asset] = AMOUNT.exec(given.normalize('NFKC')) ?? [];
      return amount === undefined || asset === undefined
        ? wrong
        : ok(`${amount} ${asset.toUpperCase()}`);
    }
    case 'date':
      return isDate(given) ? ok(given) : wrong;
    case 'yes_no':
      return given === 'yes' || given === 'no' ? ok(given) : wrong;
    case 'choice':
      return field.choices.some(({ value }) => value === given) ? ok(given) : wrong;
    case 'txid':
    case 'address': {
      const id = checkId(given, field.kind);
      if (id === 'mistyped') return fail('invalid', 'field_id_mistyped', { fieldId });
      return id === null ? wrong : ok(id);
    }
  }
};
