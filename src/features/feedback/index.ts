import type { Route } from '../../contract/route.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import { tellReview } from './conclude-review.ts';
import type { FeedbackDeps } from './deps.ts';
import { feedbackRoutes } from './routes.ts';
import { ratingFollower } from './take-rating.ts';

export interface FeedbackSlice {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
}

/** Ratings that somebody reads: low ones are looked into, and the customer hears what became of it. */
export const createFeedback = (deps: FeedbackDeps): FeedbackSlice => ({
  routes: feedbackRoutes(deps),
  handlers: new Map<string, DueHandler>([
    ['tell_review', ({ reviewId }) => tellReview(deps, String(reviewId))],
  ]),
  followers: [ratingFollower(deps)],
});
