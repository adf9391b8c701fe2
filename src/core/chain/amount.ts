/**
 * Smallest units to a decimal number, exactly: `('1500000000000000001', 18)` is `1.500000000000000001`. Throws on
 * anything but a whole number.
 */
export const toDecimal = (units: string, decimals: number): string => {
  if (!/^-?\d+$/.test(units)) throw new RangeError('not a whole number of units');
  const negative = units.startsWith('-');
  const digits = units
    .replace('-', '')
    .replace(/^0+(?=\d)/, '')
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && text !== '0' ? `-${text}` : text;
};

/** A decimal number to smallest units, exactly; null when it is none or has more decimals than the asset. */
export const toUnits = (decimal: string, decimals: number): string | null => {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > decimals) return null;
  return (whole + kept.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '');
};
