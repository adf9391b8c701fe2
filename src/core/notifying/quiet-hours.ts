import type { AtMs } from '../ids.ts';

/** A daily stretch in which nobody is rung; past midnight where `from` is after `to`. Minutes of the day, 0 to 1,439. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const MINUTES_A_DAY = 1_440;

const isWithin = ({ from, to }: QuietHours, minute: number): boolean =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to;

/**
 * When somebody may be told of something that is known now: now, or when their quiet hours end in their own time zone
 * (an IANA name). A day of daylight saving is as long as it is. Throws RangeError on an unknown zone.
 */
export const decideTellAt = (now: AtMs, timeZone: string, quiet: QuietHours | null): AtMs => {
  if (quiet === null || quiet.from === quiet.to) return now;
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  if (!isWithin(quiet, minute)) return now;
  const day = quiet.to > minute ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  const end = new Temporal.PlainTime(
    Math.floor(quiet.to / 60) % 24,
    (quiet.to % MINUTES_A_DAY) % 60,
  );
  return day.toZonedDateTime({ timeZone, plainTime: end }).epochMilliseconds;
};
