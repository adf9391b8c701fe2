const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;

/** Keys that touch on the common Latin keyboard. */
const NEIGHBOURS: ReadonlySet<string> = new Set(
  ROWS.flatMap((row, line) =>
    [...row].flatMap((key, place) => [
      `${key}${row[place + 1]}`,
      `${row[place + 1]}${key}`,
      ...[ROWS[line + 1]?.[place], ROWS[line + 1]?.[place - 1]].flatMap((below) =>
        below === undefined ? [] : [`${key}${below}`, `${below}${key}`],
      ),
    ]),
  ),
);

/** One bit apart: what a fault of memory makes of a name, and what is registered to catch it. */
const isBitFlip = (one: string, other: string): boolean => {
  const bits = one.charCodeAt(0) ^ other.charCodeAt(0);
  return (bits & (bits - 1)) === 0;
};

const SLIP = 0.75;
const substitution = (one: string, other: string): number =>
  one === other ? 0 : NEIGHBOURS.has(one + other) || isBitFlip(one, other) ? SLIP : 1;

/**
 * How many slips apart two words are: optimal string alignment (Damerau, Levenshtein), where a neighbouring key, a
 * flipped bit and two letters changed about count 0.75. Stops above `most` and gives infinity.
 */
export const slipsBetween = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const [a, aBefore] = [one[row - 1] ?? '', one[row - 2]];
    const now = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const [b, bBefore] = [other[at - 1] ?? '', other[at - 2]];
      let least = Math.min(
        (last[at] ?? 0) + 1,
        (now[at - 1] ?? 0) + 1,
        (last[at - 1] ?? 0) + substitution(a, b),
      );
      if (a === bBefore && b === aBefore && a !== b) {
        least = Math.min(least, (before[at - 2] ?? 0) + SLIP);
      }
      now.push(least);
    }
    if (Math.min(...now) > most) return Number.POSITIVE_INFINITY;
    [before, last] = [last, now];
  }
  const slips = last[other.length] ?? 0;
  return slips <= most ? slips : Number.POSITIVE_INFINITY;
};
