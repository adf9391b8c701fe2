import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { REVIEW_CAUSES, type Review, type ReviewCause } from '../../../src/contract/feedback.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Chip } from '../parts/chip.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { showFailure } from '../state/change-conversation.ts';
import { useMe } from '../state/me.ts';
import { showToast } from '../state/toasts.ts';
import { concludeReview, listReviews, type ReviewState } from './feedback-api.ts';

const STATES: readonly ReviewState[] = ['open', 'concluded'];

const Conclusion = ({ review }: { readonly review: Review }) => {
  const text = useText();
  const client = useQueryClient();
  const [cause, setCause] = useState<ReviewCause>('our_mistake');
  const [answer, setAnswer] = useState('');
  const [busy, setBusy] = useState(false);
  const conclude = (): void => {
    setBusy(true);
    concludeReview(review.id, { cause, answer })
      .then(() => {
        showToast({ text: text('review.told') });
        void client.invalidateQueries({ queryKey: ['reviews'] });
      })
      .catch((thrown: unknown) => showFailure('failed.review', thrown))
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (answer.trim() !== '') conclude();
      }}
    >
      <label className="flex flex-col gap-1">
        <span className="text-12 font-medium">{text('review.cause')}</span>
        <select
          className="control"
          value={cause}
          onChange={(event) => setCause(event.target.value as ReviewCause)}
        >
          {REVIEW_CAUSES.map((each) => (
            <option key={each} value={each}>
              {text(`review.cause.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <Field label={text('review.answer')} hint={text('review.answer_hint')}>
        {(field) => (
          <textarea
            {...field}
            className="control"
            rows={3}
            dir="auto"
            maxLength={4_000}
            data-testid="review-answer"
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button
          type="submit"
          tone="primary"
          busy={busy}
          disabled={answer.trim() === ''}
          data-testid="review-conclude"
        >
          {text('review.conclude')}
        </Button>
      </div>
    </form>
  );
};

const Outcome = ({ review }: { readonly review: Review }) => {
  const text = useText();
  return (
    <div className="flex flex-col gap-1 text-12 text-muted">
      {review.cause !== null && <p>{text(`review.cause.${review.cause}`)}</p>}
      <blockquote dir="auto" className="border-s-2 border-line ps-3 whitespace-pre-wrap">
        {review.answer}
      </blockquote>
      <p>{text(review.toldAt === null ? 'review.not_told' : 'review.was_told')}</p>
    </div>
  );
};

const Card = ({ review }: { readonly review: Review }) => {
  const text = useText();
  const late = review.concludedAt === null && review.dueAt < Date.now();
  return (
    <li data-testid="review" className="flex flex-col gap-3 rounded-10 border border-line p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-15 font-semibold tabular-nums">
          {text('review.score', { score: review.score, of: review.kind === 'nps' ? 10 : 5 })}
        </h2>
        <button
          type="button"
          className="text-accent underline"
          onClick={() => goTo('inbox', 'all', review.conversationId)}
        >
          <bdi dir="ltr">{review.number}</bdi>
        </button>
        {review.category !== null && <Chip>{text(`category.${review.category}`)}</Chip>}
        {late && <Chip tone="danger">{text('review.late')}</Chip>}
        <span className="flex-1" />
        <span className="text-12 text-muted">
          <bdi>{review.ownerName}</bdi> · {text('review.due')} <Moment at={review.dueAt} />
        </span>
      </div>
      {review.reasons.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {review.reasons.map((reason) => (
            <li key={reason}>
              <Chip>{text(`feedback.reason.${reason as 'slow'}`)}</Chip>
            </li>
          ))}
        </ul>
      )}
      {review.comment !== null && (
        <blockquote dir="auto" className="border-s-2 border-line ps-3 whitespace-pre-wrap">
          {review.comment}
        </blockquote>
      )}
      {review.concludedAt === null ? <Conclusion review={review} /> : <Outcome review={review} />}
    </li>
  );
};

/** Low scores: each has an owner and a day by which its customer hears what became of it. */
export const ReviewsScreen = () => {
  const text = useText();
  const me = useMe();
  const [state, setState] = useState<ReviewState>('open');
  const query = useQuery({
    queryKey: ['reviews', state],
    queryFn: () => listReviews(state),
    refetchInterval: 10_000,
  });
  // One's own first: they are what is to be done.
  const reviews = query.data?.reviews.toSorted(
    (a, b) => Number(b.ownerId === me.agentId) - Number(a.ownerId === me.agentId),
  );
  return (
    <Screen
      title={text('nav.reviews')}
      actions={
        <div className="flex gap-1">
          {STATES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === state}
              data-testid={`reviews-${each}`}
              onClick={() => setState(each)}
              className="h-7 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
            >
              {text(`review.state.${each}`)}
            </button>
          ))}
        </div>
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.reviews" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {reviews?.length === 0 && (
        <Empty icon={ClipboardCheck} sentence={text(`review.empty.${state}`)} />
      )}
      {reviews !== undefined && reviews.length > 0 && (
        <ul className="mx-auto flex max-w-3xl flex-col gap-3 p-4">
          {reviews.map((review) => (
            <Card key={review.id} review={review} />
          ))}
        </ul>
      )}
    </Screen>
  );
};
