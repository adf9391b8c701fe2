import type { Review } from '../../contract/feedback.ts';
import type { AgentId } from '../../core/ids.ts';
import { findConversation, openBodies, recordAccesses } from '../conversation/index.ts';
import { namesOfStaff } from '../staff/index.ts';
import { openAnswer } from './conclude-review.ts';
import type { FeedbackDeps } from './deps.ts';
import { listReviews, type ReviewRow } from './store-reviews.ts';

const present = async (
  deps: FeedbackDeps,
  row: ReviewRow,
  comments: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): Promise<Review> => ({
  id: row.id,
  conversationId: row.conversation_id,
  number: (await findConversation(deps.database, row.conversation_id))?.number ?? '',
  category: row.category,
  kind: row.kind,
  score: row.score,
  reasons: [...row.reasons],
  comment: (row.comment_id && comments.get(row.comment_id)) ?? null,
  ownerId: row.owner_id,
  ownerName: names.get(row.owner_id) ?? row.owner_id,
  openedAt: row.opened_at.getTime(),
  dueAt: row.due_at.getTime(),
  concludedAt: row.concluded_at?.getTime() ?? null,
  cause: row.cause,
  answer: await openAnswer(deps, row),
  toldAt: row.told_at?.getTime() ?? null,
});

/** Low scores that somebody looks into, with the customer's words: each reading is recorded. */
export const showReviews = async (
  deps: FeedbackDeps,
  agentId: AgentId,
  state: 'open' | 'concluded',
): Promise<readonly Review[]> => {
  const rows = await listReviews(deps.database, state);
  const commentIds = rows.flatMap(({ comment_id: id }) => id ?? []);
  const comments = await openBodies(deps, deps.database, commentIds);
  const names = await namesOfStaff(
    deps.database,
    rows.map(({ owner_id: id }) => id),
  );
  const read = rows.filter(({ comment_id: id }) => id !== null && comments.has(id));
  await recordAccesses(
    deps.database,
    agentId,
    'review',
    read.map((row) => ({
      subjectKind: 'conversation',
      subjectId: row.conversation_id,
      customerId: row.customer_id,
    })),
  );
  return Promise.all(rows.map((row) => present(deps, row, comments, names)));
};
