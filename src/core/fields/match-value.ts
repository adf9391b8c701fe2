import type { Field, FieldKind } from './field.ts';

/** How the value of a field can be asked about. `empty` and `given` need no value, the comparisons exactly one. */
export const FIELD_OPS = [
  'equals',
  'contains',
  'one_of',
  'at_least',
  'at_most',
  'before',
  'after',
  'given',
  'empty',
] as const;
export type FieldOp = (typeof FIELD_OPS)[number];

const BY_KIND: Readonly<Record<FieldKind, readonly FieldOp[]>> = {
  text: ['equals', 'contains', 'given', 'empty'],
  txid: ['equals', 'contains', 'given', 'empty'],
  address: ['equals', 'contains', 'given', 'empty'],
  number: ['at_least', 'at_most', 'equals', 'given', 'empty'],
  amount: ['at_least', 'at_most', 'equals', 'given', 'empty'],
  date: ['before', 'after', 'equals', 'given', 'empty'],
  choice: ['one_of', 'given', 'empty'],
  yes_no: ['one_of', 'given', 'empty'],
};

/** What can be asked of a field of this kind. */
export const opsOf = (kind: FieldKind): readonly FieldOp[] => BY_KIND[kind];

/** Whether the question stands without a value. */
export const isBare = (op: FieldOp): boolean => op === 'given' || op === 'empty';

/** The values that a choice or a yes-or-no can be; null where anything may be typed. */
export const choicesOf = (field: Pick<Field, 'kind' | 'choices'>): readonly string[] | null => {
  if (field.kind === 'yes_no') return ['yes', 'no'];
  return field.kind === 'choice' ? field.choices.map(({ value }) => value) : null;
};

const DIGITS = 18;

/** A decimal as a whole number of its last possible digits: nothing is rounded. Null where it is none. */
const scaled = (text: string): bigint | null => {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const size = BigInt(whole + part.padEnd(DIGITS, '0'));
  return sign === '-' ? -size : size;
};

/** As it is compared: case and width of letters tell nothing apart. */
export const foldedValue = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Less than, equal to or greater than zero, as the first is to the second; null where they cannot be compared. */
const compare = (a: string, b: string): number | null => {
  const [aNumber = '', aAsset = ''] = a.split(' ');
  const [bNumber = '', bAsset = ''] = b.split(' ');
  const [left, right] = [scaled(aNumber), scaled(bNumber)];
  if (left === null || right === null || aAsset !== bAsset) return null;
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

const same = (value: string, wanted: string): boolean =>
  compare(value, wanted) === 0 || foldedValue(value) === foldedValue(wanted);

/**
 * Whether a value answers the question; `value` undefined where nothing is filled in. Values are as `checkValue` keeps
 * them: dates as `2026-03-29`, amounts as `12.5 USDT`, which are compared within one asset alone.
 */
export const matchesValue = (
  op: FieldOp,
  wanted: readonly string[],
  value: string | undefined,
): boolean => {
  if (op === 'empty') return value === undefined;
  if (value === undefined) return false;
  const [first = ''] = wanted;
  switch (op) {
    case 'given':
      return true;
    case 'contains':
      return wanted.some((part) => foldedValue(value).includes(foldedValue(part)));
    case 'before':
      return value < first;
    case 'after':
      return value > first;
    case 'at_least':
      return (compare(value, first) ?? -1) >= 0;
    case 'at_most':
      return (compare(value, first) ?? 1) <= 0;
    default:
      return wanted.some((each) => same(value, each));
  }
};

/** Fields that must be filled in before it is solved and are not; in their order. */
export const missingFields = (
  needed: readonly Field[],
  given: { readonly has: (fieldId: string) => boolean },
): readonly string[] =>
  needed.filter(({ fieldId }) => !given.has(fieldId)).map(({ fieldId }) => fieldId);
