import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Text } from './text.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const format = (
  locale: Locale,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat => {
  const key = `${locale} ${name}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  // Arabic with Western digits: times stand beside numbers and addresses that are written so.
  const made = new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, options);
  formats.set(key, made);
  return made;
};

/** The time of day, `14:05`. */
export const timeOfDay = (at: number, locale: Locale): string =>
  format(locale, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** Day and time in the reader's zone. */
export const dayAndTime = (at: number, locale: Locale): string =>
  format(locale, 'daytime', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

export const dayOf = (at: number, locale: Locale): string =>
  format(locale, 'day', { weekday: 'short', month: 'short', day: 'numeric' }).format(at);

export const fullDate = (at: number, locale: Locale): string =>
  format(locale, 'date', { year: 'numeric', month: 'short', day: 'numeric' }).format(at);

/** The same instant in UTC, which exchange staff work in: `2026-11-22 14:05:09 UTC`. */
export const inUtc = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The wall clock of a zone, or null when the browser does not know the zone. */
export const clockIn = (at: number, zone: string, locale: Locale): string | null => {
  try {
    return format(locale, `zone ${zone}`, {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  } catch {
    return null;
  }
};

/** Day and time by the clock of a zone, with its distance from UTC: of an hour that comes twice it says which. */
export const dayAndTimeIn = (at: number, zone: string, locale: Locale): string =>
  format(locale, `day and time in ${zone}`, {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  }).format(at);

/** A length of time in at most two units: `<1 min`, `12 min`, `2 h 5 min`, `3 d 4 h`. */
export const duration = (ms: number, text: Text): string => {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return text('time.under_minute');
  if (minutes < 60) return text('time.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return text('time.hours', { hours, minutes: minutes % 60 });
  return text('time.days', { days: Math.floor(hours / 24), hours: hours % 24 });
};

/** When it was, as short as a list needs it: the time today, the day before that. */
export const shortMoment = (at: number, now: number, locale: Locale): string =>
  new Date(at).toDateString() === new Date(now).toDateString()
    ? timeOfDay(at, locale)
    : format(locale, 'short', { month: 'numeric', day: 'numeric' }).format(at);
