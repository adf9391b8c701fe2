import type {
  FeedbackReport,
  OwnScores,
  Review,
  ReviewCause,
} from '../../../src/contract/feedback.ts';
import { request } from '../api/request.ts';

export type ReviewState = 'open' | 'concluded';

export const getFeedback = (days: number): Promise<FeedbackReport> =>
  request('GET', '/api/desk/feedback', { query: { days } });
export const getOwnScores = (): Promise<OwnScores> => request('GET', '/api/desk/me/scores');
export const listReviews = (state: ReviewState): Promise<{ readonly reviews: readonly Review[] }> =>
  request('GET', '/api/desk/reviews', { query: { state } });
export const concludeReview = (
  id: string,
  body: { readonly cause: ReviewCause; readonly answer: string },
): Promise<void> => request('POST', `/api/desk/reviews/${id}/conclusion`, { body });
