import {
  concludeReview as concludeBody,
  feedbackQuery,
  feedbackReport as feedbackReportReply,
  npsAnswer,
  npsQuestion,
  ownScores as ownScoresReply,
  reviewList,
  reviewListQuery,
  reviewParams,
} from '../../contract/feedback.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf, staffOf } from '../conversation/index.ts';
import { answerNps, isAsked } from './ask-nps.ts';
import { concludeReview } from './conclude-review.ts';
import type { FeedbackDeps } from './deps.ts';
import { showReviews } from './list-reviews.ts';
import { feedbackReport, ownScores } from './show-figures.ts';

const customerRoutes = (deps: FeedbackDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/nps',
    summary: 'Whether I am asked if I would recommend support',
    tag: 'Customer: feedback',
    reply: npsQuestion,
    handle: async ({ principal }) => ok({ ask: await isAsked(deps, customerOf(principal)) }),
  }),
  defineRoute({
    key: 'POST /api/nps',
    summary: 'Whether I would recommend support, 0 to 10',
    tag: 'Customer: feedback',
    body: npsAnswer,
    reply: 'empty',
    perMinute: 6,
    handle: async ({ principal, body }) => {
      const kept = await answerNps(deps, customerOf(principal), body);
      return kept.ok ? ok(undefined) : kept;
    },
  }),
];

/** Ratings: what customers may say, what agents see of themselves, what leads look into. */
export const feedbackRoutes = (deps: FeedbackDeps): readonly Route[] => [
  ...customerRoutes(deps),
  defineRoute({
    key: 'GET /api/desk/me/scores',
    summary: 'What customers said of my work',
    tag: 'Desk: feedback',
    reply: ownScoresReply,
    handle: async ({ principal }) => ok(await ownScores(deps, staffOf(principal).agentId)),
  }),
  defineRoute({
    key: 'GET /api/desk/feedback',
    summary: 'What customers said: by kind, category and agent',
    tag: 'Desk: feedback',
    query: feedbackQuery,
    reply: feedbackReportReply,
    handle: async ({ query }) => ok(await feedbackReport(deps, query.days)),
  }),
  defineRoute({
    key: 'GET /api/desk/reviews',
    summary: 'Low scores that somebody looks into',
    tag: 'Desk: feedback',
    query: reviewListQuery,
    reply: reviewList,
    handle: async ({ principal, query }) =>
      ok({ reviews: [...(await showReviews(deps, staffOf(principal).agentId, query.state))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/reviews/:reviewId/conclusion',
    summary: 'Say what became of a low score; the customer is told',
    tag: 'Desk: feedback',
    params: reviewParams,
    body: concludeBody,
    reply: 'empty',
    handle: async ({ principal, params, body }) => {
      const { agentId } = staffOf(principal);
      const concluded = await concludeReview(deps, agentId, params.reviewId, body);
      return concluded.ok ? ok(undefined) : concluded;
    },
  }),
];
