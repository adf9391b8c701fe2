import type { Stopped } from './decide-rules.ts';
import type { Explored, WouldApply } from './simulate.ts';

/** What one book does in a request and the other does not, by rule. */
export interface Difference {
  readonly ruleId: string;
  readonly at: number;
  readonly actions: readonly string[];
  readonly refused: readonly string[];
  /** `more`: the book under trial does it; `less`: only the book in force does. */
  readonly how: 'more' | 'less';
}

/** The same doing: versions differ between a draft and what is live, and mean nothing to the request. */
const doing = ({ ruleId, at, actions, refused }: WouldApply): string =>
  `${ruleId} ${at} ${actions.join(' ')} / ${refused.join(' ')}`;

const only = (
  ours: readonly WouldApply[],
  theirs: readonly WouldApply[],
  how: Difference['how'],
): readonly Difference[] => {
  const left = new Map<string, number>();
  for (const each of theirs) left.set(doing(each), (left.get(doing(each)) ?? 0) + 1);
  return ours.flatMap((each) => {
    const key = doing(each);
    const count = left.get(key) ?? 0;
    if (count > 0) {
      left.set(key, count - 1);
      return [];
    }
    const { ruleId, at, actions, refused } = each;
    return [{ ruleId, at, actions, refused, how }];
  });
};

const isSame = (ours: readonly WouldApply[], theirs: readonly WouldApply[]): boolean =>
  ours.length === theirs.length &&
  ours.every((each, index) => {
    const other = theirs[index];
    return other !== undefined && doing(each) === doing(other);
  });

/** How two books differ in one request, in the order of time. Pure. */
export const differences = (
  tried: Explored['found'],
  inForce: Explored['found'],
): readonly Difference[] => {
  if (isSame(tried, inForce)) return [];
  const both = [...only(tried, inForce, 'more'), ...only(inForce, tried, 'less')];
  return both.toSorted((a, b) => a.at - b.at);
};

/** Rules that led to each other until they were stopped, each named once, in the order in which they led. */
export const circleOf = ({ ruleId, chain }: Stopped): readonly string[] => {
  const begin = chain.indexOf(ruleId);
  return [...new Set(begin < 0 ? [...chain, ruleId] : chain.slice(begin))];
};
