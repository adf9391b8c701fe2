/**
 * Conversation numbers that people can say aloud: eight digits and a check digit, `4827-1935-6`.
 * The check digit is Verhoeff's (dihedral group D5), which catches every single wrong digit and every swap of neighbours.
 * Source: J. Verhoeff, "Error detecting decimal codes", 1969.
 */
const D5 = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];
const INVERSE = '0432156789';

const digitAt = (row: string | undefined, index: number): number => Number(row?.[index] ?? 0);

const checksum = (digits: string, offset: number): number => {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum = digitAt(D5[sum], digitAt(PERMUTATION[(i + offset) % 8], digit));
  }
  return sum;
};

/** `value` is any whole number ≥ 0; its last eight digits are used, so draw it evenly from 0 … 99,999,999. */
export const formatNumber = (value: number): string => {
  const digits = String(value % 100_000_000).padStart(8, '0');
  const check = digitAt(INVERSE, checksum(digits, 1));
  return `${digits.slice(0, 4)}-${digits.slice(4)}-${check}`;
};

/** Reads a number as people type it, with or without dashes or spaces. Undefined when a digit is wrong. */
export const parseNumber = (text: string): string | undefined => {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/g, '');
  if (!/^\d{9}$/.test(digits) || checksum(digits, 0) !== 0) return undefined;
  return `${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`;
};
