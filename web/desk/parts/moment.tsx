import { useLocale } from '../locale/text.ts';
import { dayAndTime, inUtc, shortMoment, timeOfDay } from '../locale/time.ts';
import { useNow } from '../state/now.ts';

type Form = 'time' | 'short' | 'full';

/** A moment in the reader's zone; its hint is the same in UTC. */
export const Moment = ({
  at,
  form = 'full',
  className = '',
}: {
  readonly at: number;
  readonly form?: Form;
  readonly className?: string;
}) => {
  const locale = useLocale();
  const now = useNow();
  const shown =
    form === 'time'
      ? timeOfDay(at, locale)
      : form === 'short'
        ? shortMoment(at, now, locale)
        : dayAndTime(at, locale);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={inUtc(at)}
      className={`whitespace-nowrap tabular-nums ${className}`}
    >
      {shown}
    </time>
  );
};
