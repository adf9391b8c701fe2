import { formattingLocale } from '../../kit/locale/format-message.ts';
import { currentLocale, t } from './locale.ts';

const DAY_MS = 86_400_000;

const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(formattingLocale(currentLocale()), options).format(at);

export const timeOfDay = (at: number): string =>
  format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** For the title of a time: the reader's own zone, and UTC, which the exchange's people work in. */
export const fullMoment = (at: number): string =>
  `${format(at, { dateStyle: 'medium', timeStyle: 'short' })} · ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

export const sameDay = (a: number, b: number): boolean =>
  new Date(a).toDateString() === new Date(b).toDateString();

/** `Today`, `Yesterday`, or the date. */
export const dayName = (at: number, now = Date.now()): string => {
  if (sameDay(at, now)) return t('time.today');
  if (sameDay(at, now - DAY_MS)) return t('time.yesterday');
  return format(at, { weekday: 'short', month: 'short', day: 'numeric' });
};

/** As short as a card needs it: the time today, the day before that. */
export const shortMoment = (at: number, now = Date.now()): string =>
  sameDay(at, now) ? timeOfDay(at) : format(at, { month: 'short', day: 'numeric' });

export const dayOfYear = (at: number): string => format(at, { dateStyle: 'medium' });

export const dateAndTime = (at: number): string =>
  format(at, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

/** The time alone today; with its day else. */
export const moment = (at: number, now = Date.now()): string =>
  sameDay(at, now)
    ? timeOfDay(at)
    : format(at, {
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });

/** `< 1 min`, `4 min`, `1 h 20 min`, in the reader's language. */
export const duration = (seconds: number): string => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (seconds < 45) return t('time.under_minute');
  if (minutes < 60) return t('time.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 5) * 5;
  return rest === 0
    ? t('time.hours', { hours })
    : t('time.hours_minutes', { hours, minutes: rest });
};

/** A range of waiting; one figure where both ends read alike. */
export const durationRange = (low: number, high: number): string => {
  if (high < 45) return t('time.under_minute');
  const from = Math.max(1, Math.round(low / 60));
  const to = Math.max(1, Math.round(high / 60));
  if (from === to || to >= 60)
    return from === to
      ? duration(high)
      : t('time.range', { from: duration(low), to: duration(high) });
  return t('time.minutes_range', { from, to });
};
