import type { ReviewCause } from '../../contract/feedback.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import { findConversation, noticeOf } from '../conversation/index.ts';
import type { FeedbackDeps } from './deps.ts';
import { closeReview, findReview, markTold } from './store-reviews.ts';

const contextOf = (reviewId: string): string => `review:${reviewId}`;

/**
 * Somebody looked into a low score. What they say goes to the customer, in the request. Failures: `not_found`;
 * `conflict` where somebody was faster; what the intake and the check of contacts refuse.
 */
export const concludeReview = async (
  deps: FeedbackDeps,
  agentId: AgentId,
  reviewId: string,
  given: { readonly cause: ReviewCause; readonly answer: string },
): Promise<Outcome<null>> => {
  const words = deps.takeIn(given.answer, false);
  if (!words.ok) return words;
  const checked = deps.checkOwnWords(words.value.text);
  if (!checked.ok) return checked;
  const row = await findReview(deps.database, reviewId);
  if (row === undefined) return fail('not_found', 'review_not_found');
  const bytes = Buffer.from(words.value.text, 'utf8');
  const sealed = await deps.vault.seal(row.customer_id, bytes, contextOf(reviewId));
  const isFirst = await deps.database.transaction().execute(async (trx) => {
    if (!(await closeReview(trx, reviewId, given.cause, sealed))) return false;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'review_concluded',
      subject: { kind: 'conversation', id: row.conversation_id },
      data: { reviewId, cause: given.cause },
    });
    await deps.dueWork.schedule(trx, [
      {
        key: `tell_review:${reviewId}`,
        kind: 'tell_review',
        payload: { reviewId },
        dueAt: deps.clock.now(),
      },
    ]);
    return true;
  });
  if (!isFirst) return fail('conflict', 'review_concluded_already');
  deps.dueWork.wake();
  return ok(null);
};

/** What the customer was, or will be, told; null where nothing was yet. */
export const openAnswer = async (
  { vault }: FeedbackDeps,
  row: {
    readonly id: string;
    readonly customer_id: Parameters<typeof vault.open>[0];
    readonly answer_sealed: Uint8Array | null;
  },
): Promise<string | null> => {
  if (row.answer_sealed === null) return null;
  const bytes = await vault.open(row.customer_id, row.answer_sealed, contextOf(row.id));
  return Buffer.from(bytes).toString('utf8');
};

/** The due work `tell_review`: throwing retries it. In a request that is closed nothing can be said any more. */
export const tellReview = async (deps: FeedbackDeps, reviewId: string): Promise<void> => {
  const row = await findReview(deps.database, reviewId);
  const state = row && (await findConversation(deps.database, row.conversation_id));
  if (row === undefined || state === undefined || row.told_at !== null) return;
  const answer = await openAnswer(deps, row);
  if (answer === null) return;
  const text = `${deps.texts.say(state.locale, 'review.result')}\n\n${answer}`;
  const told = await deps.committer.commit({
    conversationId: state.id,
    actor: { kind: 'system' },
    maySee: () => true,
    ...noticeOf(deps, { notice: 'review_result', key: reviewId, text }),
  });
  if (!told.ok && told.failure.class !== 'precondition') throw new Error(told.failure.code);
  if (told.ok) await markTold(deps.database, reviewId);
};
