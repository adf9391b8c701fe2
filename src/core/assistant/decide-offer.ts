import { CLOSE, SURE } from './thresholds.ts';

interface Scored {
  readonly articleId: string;
  /** The estimated chance that it answers, 0 to 1. */
  readonly score: number;
}

export type Offer =
  | { readonly kind: 'answer'; readonly articleId: string }
  /** Two or three to choose from; one where no other is left. */
  | { readonly kind: 'clarify'; readonly articleIds: readonly string[] }
  | { readonly kind: 'none' };

const OPTIONS_MAX = 3;

/**
 * What the candidates, best first, allow: an answer from SURE on; a choice where the best three together reach CLOSE;
 * else nothing. A question may fit three articles a little each and still be a fair one, so it is their sum that counts.
 */
export const decideOffer = (candidates: readonly Scored[]): Offer => {
  const options = candidates.slice(0, OPTIONS_MAX);
  const [first] = options;
  if (first === undefined) return { kind: 'none' };
  if (first.score >= SURE) return { kind: 'answer', articleId: first.articleId };
  const together = options.reduce((sum, { score }) => sum + score, 0);
  if (together < CLOSE) return { kind: 'none' };
  return { kind: 'clarify', articleIds: options.map(({ articleId }) => articleId) };
};
