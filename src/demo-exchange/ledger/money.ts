/** Decimals of the smallest unit in which the exchange keeps each asset. Euros have more than cents, for trades. */
export const DECIMALS: Readonly<Record<string, number>> = {
  EUR: 8,
  BTC: 8,
  ETH: 18,
  SOL: 9,
  USDC: 6,
  NVK: 18,
};

export const decimalsOf = (asset: string): number => {
  const decimals = DECIMALS[asset];
  if (decimals === undefined) throw new Error(`unknown asset ${asset}`);
  return decimals;
};

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d+))?$/;

/**
 * Whole units as exact text → smallest units. Null where the text is no decimal number or has more decimals than the
 * asset: nothing is rounded.
 */
export const parseUnits = (text: string, decimals: number): bigint | null => {
  const [, sign, whole, part = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const kept = part.replace(/0+$/, '');
  if (kept.length > decimals) return null;
  const units = BigInt(whole + kept.padEnd(decimals, '0'));
  return sign === '-' ? -units : units;
};

/** As `parseUnits`, for texts of our own: throws where it is none. */
export const units = (text: string, asset: string): bigint => {
  const parsed = parseUnits(text, decimalsOf(asset));
  if (parsed === null) throw new Error(`no amount of ${asset}: ${text}`);
  return parsed;
};

/** Smallest units → exact text of whole units, without zeros at the end: `0.0105`. */
export const formatUnits = (value: bigint, decimals: number): string => {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return part === '' ? sign + whole : `${sign}${whole}.${part}`;
};

export const text = (value: bigint, asset: string): string => formatUnits(value, decimalsOf(asset));

/** A number of a settings file, which has few digits, as exact text: `8e-5` → `0.00008`. */
export const decimalText = (value: number): string => value.toFixed(8).replace(/\.?0+$/, '');
