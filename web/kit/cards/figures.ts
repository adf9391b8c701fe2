/** Thin and unbreakable; with a point before the decimals it cannot be misread in any language (ISO 80000-1). */
const GROUP = '\u202f';

/** An exact amount as it is written: grouped, and without zeros that say nothing. No digit that counts is lost. */
export const writeAmount = (amount: string): string => {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === '') return amount;
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, GROUP);
  const kept = decimals.replace(/0+$/, '');
  return `${sign}${grouped}${kept === '' ? '' : `.${kept}`}`;
};

/** A share of one in percent, exact: the point moves by two places. */
export const writePercent = (share: string): string => {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(share) ?? [];
  if (whole === '') return share;
  const moved = decimals.padEnd(2, '0');
  return writeAmount(`${sign}${whole}${moved.slice(0, 2)}.${moved.slice(2) || '0'}`);
};

/** How much of a whole, 0 to 1, for a bar; the figures beside it are exact. */
export const partOf = (part: string, whole: string): number => {
  const of = Number(whole);
  return of > 0 ? Math.min(1, Math.max(0, Number(part) / of)) : 0;
};

/** First six and last six; what is short stays whole. */
export const shortenId = (id: string): string =>
  id.length <= 15 ? id : `${id.slice(0, 6)}…${id.slice(-6)}`;
