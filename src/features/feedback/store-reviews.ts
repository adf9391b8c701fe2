import { sql } from 'kysely';
import type { ReviewCause } from '../../contract/feedback.ts';
import type { FeedbackKind } from '../../core/feedback/rating-kind.ts';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

export interface ReviewRow {
  readonly id: string;
  readonly conversation_id: ConversationId;
  readonly customer_id: CustomerId;
  readonly kind: FeedbackKind;
  readonly category: Category | null;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly comment_id: MessageId | null;
  readonly owner_id: string;
  readonly opened_at: Date;
  readonly due_at: Date;
  readonly concluded_at: Date | null;
  readonly cause: ReviewCause | null;
  readonly answer_sealed: Uint8Array | null;
  readonly told_at: Date | null;
}

const SELECTED = sql`r.review_id AS id, r.conversation_id, r.customer_id, f.kind, f.category, f.score, f.reasons,
  f.comment_id, r.owner_id, r.opened_at, r.due_at, r.concluded_at, r.cause, r.answer_sealed, r.told_at
  FROM reviews r JOIN feedback f USING (feedback_id)`;
const MOST_LISTED = 200;

/** Open ones by when they are due; concluded ones, the newest first. */
export const listReviews = async (
  connection: Connection,
  state: 'open' | 'concluded',
): Promise<readonly ReviewRow[]> => {
  const { rows } =
    state === 'open'
      ? await sql<ReviewRow>`SELECT ${SELECTED} WHERE r.concluded_at IS NULL
          ORDER BY r.due_at LIMIT ${MOST_LISTED}`.execute(connection)
      : await sql<ReviewRow>`SELECT ${SELECTED} WHERE r.concluded_at IS NOT NULL
          ORDER BY r.concluded_at DESC LIMIT ${MOST_LISTED}`.execute(connection);
  return rows;
};

export const findReview = async (
  connection: Connection,
  reviewId: string,
): Promise<ReviewRow | undefined> => {
  const { rows } = await sql<ReviewRow>`
    SELECT ${SELECTED} WHERE r.review_id = ${reviewId}`.execute(connection);
  return rows[0];
};

/** True for the one who was first. */
export const closeReview = async (
  connection: Connection,
  reviewId: string,
  cause: ReviewCause,
  answerSealed: Uint8Array,
): Promise<boolean> => {
  const { rows } = await sql<{ id: string }>`
    UPDATE reviews SET concluded_at = clock_timestamp(), cause = ${cause}, answer_sealed = ${answerSealed}
    WHERE review_id = ${reviewId} AND concluded_at IS NULL RETURNING review_id AS id`.execute(
    connection,
  );
  return rows.length > 0;
};

export const markTold = async (connection: Connection, reviewId: string): Promise<void> => {
  await sql`UPDATE reviews SET told_at = coalesce(told_at, clock_timestamp())
    WHERE review_id = ${reviewId}`.execute(connection);
};
