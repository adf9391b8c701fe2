import type { AtMs } from '../ids.ts';

/** A score so low that somebody looks into it, by the scale of its kind. */
export const LOW_SCORE = { csat: 2, ces: 2, nps: 3 } as const;

/** How long a review may take. Its customer is told what became of it. */
const REVIEW_WITHIN_MS = 3 * 86_400_000;

export interface Reviewer {
  readonly agentId: string;
  /** Reviews that are open with them. */
  readonly open: number;
}

export interface NewReview {
  readonly ownerId: string;
  readonly dueAt: AtMs;
}

/**
 * Who looks into a low score, and by when: whoever leads and has the fewest, never the one who was rated. Null where
 * the score is not low, or nobody else leads.
 */
export const decideReview = (
  rated: {
    readonly kind: keyof typeof LOW_SCORE;
    readonly score: number;
    readonly ratedAgentId: string | null;
  },
  reviewers: readonly Reviewer[],
  at: AtMs,
): NewReview | null => {
  if (rated.score > LOW_SCORE[rated.kind]) return null;
  const [owner] = reviewers
    .filter(({ agentId }) => agentId !== rated.ratedAgentId)
    .toSorted((a, b) => a.open - b.open || (a.agentId < b.agentId ? -1 : 1));
  return owner === undefined ? null : { ownerId: owner.agentId, dueAt: at + REVIEW_WITHIN_MS };
};
