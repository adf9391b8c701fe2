import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { decideReview } from '../../core/feedback/decide-review.ts';
import { ratingKindOf } from '../../core/feedback/rating-kind.ts';
import type { Transaction } from '../../ports/database.ts';
import { hasFinding } from '../conversation/index.ts';
import type { Follower } from '../following/index.ts';
import { listLeads } from '../staff/index.ts';
import type { FeedbackDeps } from './deps.ts';
import { countReviews, openReview, saveFeedback } from './store.ts';

type Rated = Extract<LoggedEvent['event'], { type: 'conversation_rated' }>;

const keepRating = async (
  { ids }: FeedbackDeps,
  trx: Transaction,
  state: Conversation,
  event: Rated,
  at: number,
): Promise<void> => {
  const agentId = state.accepted ? (state.assignee?.id ?? null) : null;
  const kind = ratingKindOf({
    hadAgent: agentId !== null,
    hadFinding: await hasFinding(trx, state.id),
  });
  const { score, reasons, commentId } = event;
  const { id: conversationId, customerId, teamId, category } = state;
  const feedbackId = await saveFeedback(trx, {
    ...{ id: ids.uuid(), kind, conversationId, customerId, agentId, teamId, category, score },
    ...{ reasons, commentId, commentSealed: null, at },
  });
  const leads = await countReviews(trx, await listLeads(trx));
  const review = decideReview({ kind, score, ratedAgentId: agentId }, leads, at);
  if (review === null) return;
  const { ownerId, dueAt } = review;
  await openReview(trx, {
    ...{ id: ids.uuid(), feedbackId, conversationId, customerId, ownerId, at, dueAt },
  });
};

/** Follows the log for ratings: each is kept for the figures, and a low one is looked into by somebody. */
export const ratingFollower = (deps: FeedbackDeps): Follower => ({
  name: 'feedback',
  wants: ({ logged }) => logged.some(({ event }) => event.type === 'conversation_rated'),
  take: async (trx, { state, logged }) => {
    for (const { event, at } of logged)
      if (event.type === 'conversation_rated') await keepRating(deps, trx, state, event, at);
  },
});
