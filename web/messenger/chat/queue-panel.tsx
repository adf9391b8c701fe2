import clock from 'icon:clock';
import { type JSX, useEffect, useRef, useState } from 'react';
import type { QueuePlace } from '../../../src/contract/routing.ts';
import { t } from '../app/locale.ts';
import { durationRange } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';

/** A screen reader hears of the place at most this often. */
const SAY_EVERY_MS = 30_000;

const sentenceOf = (queue: QueuePlace): string => {
  const { place, etaLowSeconds: low, etaHighSeconds: high } = queue;
  const where = place === null ? t('queue.waiting') : t('queue.place', { place });
  return low === null || high === null
    ? `${where} ${t('queue.nobody')}`
    : `${where} ${t('queue.wait', { range: durationRange(low, high) })}`;
};

/** The sentence as it was told last: it changes at most every half minute. */
const useSaid = (sentence: string): string => {
  const [said, setSaid] = useState(sentence);
  const lastAt = useRef(Date.now());
  useEffect(() => {
    const rest = Math.max(0, lastAt.current + SAY_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setSaid(sentence);
    }, rest);
    return () => clearTimeout(timer);
  }, [sentence]);
  return said;
};

interface QueuePanelProps {
  readonly queue: QueuePlace | null;
  readonly away: boolean;
  readonly onLeave: () => void;
}

/** Place, time and why they are what they are; and the way to stop waiting here. */
export const QueuePanel = ({ queue, away, onLeave }: QueuePanelProps): JSX.Element => {
  const said = useSaid(queue === null ? t('queue.looking') : sentenceOf(queue));
  return (
    <section className="queue" aria-label={t('queue.title')}>
      <p className="unseen" role="status">
        {said}
      </p>
      <div className="queue-figures">
        {queue?.place != null && (
          <p className="queue-place">
            <small>{t('queue.place_label')}</small>
            <strong>{queue.place}</strong>
          </p>
        )}
        <p className="queue-time">
          <small>
            <Icon d={clock} size={14} />
            {t('queue.time_label')}
          </small>
          <strong>
            {queue === null
              ? t('queue.looking')
              : queue.etaLowSeconds === null || queue.etaHighSeconds === null
                ? t('queue.nobody')
                : durationRange(queue.etaLowSeconds, queue.etaHighSeconds)}
          </strong>
        </p>
      </div>
      {queue !== null && queue.reasons.length > 0 && (
        <ul className="queue-reasons">
          {queue.reasons.map((reason) => (
            <li key={reason}>{t(`queue.reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      {away ? (
        <p className="muted">{t('queue.away')}</p>
      ) : (
        <button type="button" className="quiet" onClick={onLeave}>
          {t('queue.leave')}
        </button>
      )}
    </section>
  );
};
