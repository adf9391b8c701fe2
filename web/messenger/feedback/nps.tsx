import './nps.css';
import { type JSX, useEffect, useState } from 'react';
import { t } from '../app/locale.ts';
import { ask } from '../app/session.ts';
import { showToast } from '../app/state.ts';
import { GuardNotice } from '../guard/guard-notice.tsx';
import { noOtherWords, useGuard } from '../guard/use-guard.ts';

const SCORES = Array.from({ length: 11 }, (_, score) => score);

/** Would you recommend us? Asked of one customer in ten, and not again for a quarter. */
export const Nps = (): JSX.Element | null => {
  const [isAsked, setAsked] = useState(false);
  const [score, setScore] = useState<number | null>(null);
  const [comment, setComment] = useState('');
  const guard = useGuard(comment, noOtherWords);
  useEffect(() => {
    void ask<{ ask: boolean }>('GET', '/api/nps').then((answer) => {
      if (answer.ok) setAsked(answer.value.ask);
    });
  }, []);
  const send = async (): Promise<void> => {
    const answer = await ask('POST', '/api/nps', { score, comment });
    if (!answer.ok) return showToast(t('nps.not_sent'));
    setAsked(false);
    showToast(t('rating.thanks'));
  };
  if (!isAsked) return null;
  return (
    <form
      className="nps"
      onSubmit={(event) => {
        event.preventDefault();
        guard.pass(() => void send());
      }}
    >
      <fieldset className="nps-scores">
        <legend>{t('nps.title')}</legend>
        {SCORES.map((each) => (
          <label key={each} className="score">
            <input
              type="radio"
              name="nps"
              value={each}
              checked={score === each}
              onChange={() => setScore(each)}
            />
            <span>{each}</span>
          </label>
        ))}
      </fieldset>
      <p className="nps-ends">
        <small>{t('nps.worst')}</small>
        <small>{t('nps.best')}</small>
      </p>
      {score !== null && (
        <>
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
          <button type="submit" className="primary" disabled={guard.isWaiting}>
            {t('rating.send')}
          </button>
        </>
      )}
    </form>
  );
};
