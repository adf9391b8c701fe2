import { z } from 'zod';
import { FEEDBACK_KINDS } from '../core/feedback/rating-kind.ts';
import { CATEGORIES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

/** Why a low score came about, as whoever looked into it found. */
export const REVIEW_CAUSES = [
  'our_mistake',
  'too_slow',
  'process',
  'product',
  'unfounded',
] as const;
export type ReviewCause = (typeof REVIEW_CAUSES)[number];

/** Would you recommend us? Whether this customer is asked now. */
export const npsQuestion = z.strictObject({ ask: z.boolean() });
export const npsAnswer = z.strictObject({
  score: z.number().int().min(0).max(10),
  comment: z.string().max(4_000).default(''),
});

/** Figures below a fair count are null: few ratings say nothing of a person. */
export const ratingFigures = z.strictObject({
  count: z.number().int(),
  mean: z.number().nullable(),
  goodShare: z.number().nullable(),
  goodBetween: z.tuple([z.number(), z.number()]).nullable(),
});
export type RatingFigures = z.output<typeof ratingFigures>;

export const ownScores = z.strictObject({
  since: atMs,
  fairCount: z.number().int(),
  csat: ratingFigures,
  /** What was ticked most, with how often. */
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.number().int() })),
});
export type OwnScores = z.output<typeof ownScores>;

export const feedbackQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30),
});
export const feedbackReport = z.strictObject({
  since: atMs,
  fairCount: z.number().int(),
  kinds: z.array(z.strictObject({ kind: z.enum(FEEDBACK_KINDS), figures: ratingFigures })),
  nps: z.number().int().nullable(),
  byCategory: z.array(z.strictObject({ category: z.enum(CATEGORIES), figures: ratingFigures })),
  byAgent: z.array(
    z.strictObject({ agentId: z.string(), name: z.string(), figures: ratingFigures }),
  ),
  assistant: ratingFigures,
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.number().int() })),
});
export type FeedbackReport = z.output<typeof feedbackReport>;

export const reviewParams = z.strictObject({ reviewId: uuid });
export const reviewListQuery = z.strictObject({
  state: z.enum(['open', 'concluded']).default('open'),
});
export const review = z.strictObject({
  id: uuid,
  conversationId: uuid,
  number: z.string(),
  category: z.enum(CATEGORIES).nullable(),
  kind: z.enum(FEEDBACK_KINDS),
  score: z.number().int(),
  reasons: z.array(z.string()),
  /** What the customer wrote; null where nothing was, or it is gone. */
  comment: z.string().nullable(),
  ownerId: z.string(),
  ownerName: z.string(),
  openedAt: atMs,
  dueAt: atMs,
  concludedAt: atMs.nullable(),
  cause: z.enum(REVIEW_CAUSES).nullable(),
  /** What the customer was told. */
  answer: z.string().nullable(),
  toldAt: atMs.nullable(),
});
export type Review = z.output<typeof review>;
export const reviewList = z.strictObject({ reviews: z.array(review) });

export const concludeReview = z.strictObject({
  cause: z.enum(REVIEW_CAUSES),
  /** Said to the customer in the request; in their language, by whoever looked into it. */
  answer: z.string().min(1).max(4_000),
});
