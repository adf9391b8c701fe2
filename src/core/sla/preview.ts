import { type Calendar, MINUTES_A_DAY, minuteOf, timeOf } from './calendar.ts';
import { openHoursOf } from './open-hours.ts';

export interface PreviewDay {
  readonly date: string;
  /** Holidays of the day by name. */
  readonly closed: readonly string[];
  /** As the clock of the zone shows it; a time that is shown twice that day counts once. */
  readonly open: readonly { readonly from: string; readonly to: string }[];
  /** How long it is really open, minutes: an hour less or more on the days when clocks are changed. */
  readonly minutes: number;
}

const MINUTE_MS = 60_000;

/** The open hours of each of some days, from a local date on. The calendar must have been checked. */
export const previewDays = (
  calendar: Calendar,
  from: string,
  days: number,
): readonly PreviewDay[] => {
  const hours = openHoursOf(calendar);
  const zone = calendar.timeZone;
  return Array.from({ length: days }, (_, index) => {
    const date = Temporal.PlainDate.from(from).add({ days: index });
    const begin = date.toZonedDateTime(zone).epochMilliseconds;
    const end = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    const shown = (at: number): string => {
      if (at === end) return timeOf(MINUTES_A_DAY);
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
      return timeOf(local.hour * 60 + local.minute);
    };
    const stretches = hours.list(begin, end);
    return {
      date: date.toString(),
      closed: calendar.holidays
        .filter((day) => day.date === date.toString())
        .sort((a, b) => (minuteOf(a.from ?? '00:00') ?? 0) - (minuteOf(b.from ?? '00:00') ?? 0))
        .map(({ name }) => name),
      open: stretches.map((one) => ({ from: shown(one.from), to: shown(one.to) })),
      minutes: stretches.reduce((sum, one) => sum + one.to - one.from, 0) / MINUTE_MS,
    };
  });
};
