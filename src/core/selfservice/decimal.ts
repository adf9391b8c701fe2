/** Amounts as whole numbers of 10⁻¹⁸: the contract's exact decimal texts, never a float. */
export type Fixed = bigint;

const DECIMALS = 18;
const ONE = 10n ** BigInt(DECIMALS);

/** Reads an exact decimal text of up to 18 decimals. Throws on anything else: the contract's schema let it through. */
export const fixedOf = (text: string): Fixed => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,18}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError('not a decimal number');
  const units = BigInt(whole) * ONE + BigInt(fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -units : units;
};

/** The shortest exact decimal text. */
export const textOf = (fixed: Fixed): string => {
  const digits = (fixed < 0n ? -fixed : fixed).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const text = digits.slice(0, -DECIMALS) + (fraction === '' ? '' : `.${fraction}`);
  return fixed < 0n ? `-${text}` : text;
};

/** The same number without zeros that say nothing. */
export const trimmed = (text: string): string => textOf(fixedOf(text));

export const isLess = (one: string, other: string): boolean => fixedOf(one) < fixedOf(other);
export const minus = (one: string, other: string): string => textOf(fixedOf(one) - fixedOf(other));
export const sumOf = (amounts: readonly string[]): string =>
  textOf(amounts.reduce((sum, each) => sum + fixedOf(each), 0n));

const SHARE_DECIMALS = 4;
const SHARE_UNIT = 10n ** BigInt(DECIMALS - SHARE_DECIMALS);

/** `part` of `whole` as a share with four decimals (a hundredth of a percent), rounded half up. `whole` is not zero. */
export const shareOf = (part: string, whole: string): string => {
  const [numerator, denominator] = [fixedOf(part) * ONE, fixedOf(whole)];
  const exact = numerator / denominator;
  const rounded = ((exact + SHARE_UNIT / 2n) / SHARE_UNIT) * SHARE_UNIT;
  return textOf(rounded);
};
