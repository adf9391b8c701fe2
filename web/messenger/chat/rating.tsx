import { type JSX, useState } from 'react';
import { ratingKindOf } from '../../../src/core/feedback/rating-kind.ts';
import { useCell } from '../app/cell.ts';
import { wish } from '../app/chatting.ts';
import { t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { GuardNotice } from '../guard/guard-notice.tsx';
import { noOtherWords, useGuard } from '../guard/use-guard.ts';
import { sentenceOf } from '../screens/failure.tsx';

const SCORES = [1, 2, 3, 4, 5] as const;
const GOOD = ['fast', 'solved', 'friendly'] as const;
const BAD = ['slow', 'unsolved', 'unclear', 'repeated_myself'] as const;

/** How it was: a figure, what made it so, and words if one likes. */
export const Rating = ({ id }: { id: string }): JSX.Element => {
  const kind = useCell(state, ({ chats }) => {
    const timeline = chats[id]?.timeline;
    return ratingKindOf({
      hadAgent: timeline?.view.agent != null,
      hadFinding:
        timeline?.entries.some(
          (entry) => entry.kind === 'message' && entry.turn?.reply.kind === 'finding',
        ) === true,
    });
  });
  const [score, setScore] = useState<number | null>(null);
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const [comment, setComment] = useState('');
  const [sending, setSending] = useState(false);
  const guard = useGuard(comment, noOtherWords);
  const offered = score === null ? [] : score >= 4 ? GOOD : score === 3 ? [...GOOD, ...BAD] : BAD;
  const send = async (): Promise<void> => {
    setSending(true);
    const chosen = reasons.filter((reason) => (offered as readonly string[]).includes(reason));
    await wish(id, 'POST', '/rating', { score, reasons: chosen, comment }, sentenceOf);
    setSending(false);
  };
  const toggle = (reason: string): void =>
    setReasons(
      reasons.includes(reason) ? reasons.filter((each) => each !== reason) : [...reasons, reason],
    );
  return (
    <form
      className="rating"
      onSubmit={(event) => {
        event.preventDefault();
        guard.pass(() => void send());
      }}
    >
      <fieldset className="scores">
        <legend>{t(kind === 'ces' ? 'rating.ease' : 'rating.title')}</legend>
        {SCORES.map((each) => (
          <label key={each} className="score">
            <input
              type="radio"
              name="score"
              value={each}
              checked={score === each}
              onChange={() => setScore(each)}
            />
            <span>{each}</span>
          </label>
        ))}
        <small>{t(kind === 'ces' ? 'rating.hardest' : 'rating.worst')}</small>
        <small>{t(kind === 'ces' ? 'rating.easiest' : 'rating.best')}</small>
      </fieldset>
      {score !== null && (
        <>
          <fieldset className="chips" aria-label={t('rating.reasons')}>
            {offered.map((reason) => (
              <button
                key={reason}
                type="button"
                className="chip"
                aria-pressed={reasons.includes(reason)}
                onClick={() => toggle(reason)}
              >
                {t(`rating.reason.${reason}`)}
              </button>
            ))}
          </fieldset>
          <GuardNotice guard={guard} text={comment} onChange={setComment} />
          <label className="field">
            {t('rating.comment')}
            <textarea
              rows={2}
              dir="auto"
              maxLength={4_000}
              value={comment}
              readOnly={guard.isWaiting}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className="primary" disabled={sending || guard.isWaiting}>
            {t('rating.send')}
          </button>
        </>
      )}
    </form>
  );
};
