import type { Problem } from '../../../src/core/sla/check-calendar.ts';
import type { Text } from '../locale/text.ts';

/** What is wrong, as a sentence. Rows are counted from 1 for people. */
export const problemText = ({ code, other }: Problem, text: Text): string =>
  text(`sla.problem.${code}`, { row: (other ?? 0) + 1 });

/** What is wrong at a place and, unless `deep`, not further inside. */
export const problemsAt = (
  problems: readonly Problem[],
  path: string,
  deep = false,
): readonly Problem[] =>
  problems.filter((one) => one.path === path || (deep && one.path.startsWith(`${path}.`)));

/** The first sentence for a place; null where nothing is wrong. */
export const problemFor = (
  problems: readonly Problem[],
  path: string,
  text: Text,
  deep = false,
): string | null => {
  const [first] = problemsAt(problems, path, deep);
  return first === undefined ? null : problemText(first, text);
};
