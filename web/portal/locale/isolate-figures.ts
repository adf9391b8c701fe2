/** A piece of text, and whether it reads from left to right whatever stands around it. */
export interface Run {
  readonly text: string;
  readonly ltr: boolean;
}

/** Amounts with their unit, rates, times, ranges, versions, ids, addresses of the web, key names. */
const LEFT_TO_RIGHT =
  /[+-]?[A-Za-z0-9]+(?:[.,:/@_%+-]+[A-Za-z0-9]+)*(?:[  ]?%)?(?:[  ](?:[A-Z]{2,5}\b|[A-Za-z0-9]+(?:[.,:/@_%+-]+[A-Za-z0-9]+)*%?))*/g;

/**
 * Splits what stands in a right-to-left sentence so that `1.20 BTC` does not turn into `BTC 1.20`, and turns the
 * arrows of a path through screens, which bidirectional text does not mirror by itself.
 */
export const isolateFigures = (text: string): readonly Run[] => {
  const runs: Run[] = [];
  let at = 0;
  const keep = (words: string): void => {
    if (words !== '') runs.push({ text: words.replaceAll('→', '←'), ltr: false });
  };
  for (const match of text.matchAll(LEFT_TO_RIGHT)) {
    keep(text.slice(at, match.index));
    runs.push({ text: match[0], ltr: true });
    at = match.index + match[0].length;
  }
  keep(text.slice(at));
  return runs;
};
