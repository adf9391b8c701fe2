import {
  type Calendar,
  MINUTES_A_DAY,
  minutesOf,
  type Shift,
} from '../../../src/core/sla/calendar.ts';
import type { PolicyConditions, SlaPolicy } from '../../../src/core/sla/policy.ts';
import { SLA_TARGETS } from '../../../src/core/sla/policy.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Text } from '../locale/text.ts';

const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The short name of a day of the week, 1 Monday … 7 Sunday. */
export const weekdayName = (weekday: number, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    A_MONDAY + (weekday - 1) * DAY_MS,
  );

const PARTS = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
] as const;

/** A length of time to the minute, without what is nothing of it: `2 days`, `1 hr, 30 min`. */
export const spanText = (minutes: number, locale: Locale): string => {
  let left = minutes;
  const words = PARTS.flatMap(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    const format = { style: 'unit', unit, unitDisplay: 'short' } as const;
    return count === 0 ? [] : [new Intl.NumberFormat(digits(locale), format).format(count)];
  });
  return joined(words, locale);
};

/** Arabic with Western digits, as everywhere on the desk. */
const digits = (locale: Locale): string => (locale === 'ar' ? 'ar-u-nu-latn' : locale);

const listed = (words: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(words);

const joined = (words: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(words);

/** For whom a policy holds, in words. */
export const whenText = (when: PolicyConditions, text: Text, locale: Locale): string => {
  const parts = [
    ...(when.categories.length > 0
      ? [
          listed(
            when.categories.map((one) => text(`category.${one}`)),
            locale,
          ),
        ]
      : []),
    ...(when.priorities.length > 0
      ? [
          listed(
            when.priorities.map((one) => text(`priority.${one}`)),
            locale,
          ),
        ]
      : []),
    ...(when.tiers.length > 0
      ? [
          listed(
            when.tiers.map((one) => text(`tier.${one}`)),
            locale,
          ),
        ]
      : []),
    ...(when.locales.length > 0
      ? [
          listed(
            when.locales.map((one) => text(`locale.${one}`)),
            locale,
          ),
        ]
      : []),
  ];
  return parts.length === 0 ? text('sla.when.all') : parts.join(' + ');
};

/** What a policy promises, in words. */
export const targetsText = (policy: SlaPolicy, text: Text, locale: Locale): string =>
  joined(
    SLA_TARGETS.flatMap((target) => {
      const minutes = policy.targets[target];
      if (minutes === null || Number.isNaN(minutes)) return [];
      const time = spanText(minutes, locale);
      return [text('sla.target_in', { target: text(`sla.target.${target}`), time })];
    }),
    locale,
  );

const sameHours = (a: readonly Shift[], b: readonly Shift[]): boolean =>
  a.length === b.length &&
  a.every((shift, index) => shift.from === b[index]?.from && shift.to === b[index]?.to);

const hoursText = (shifts: readonly Shift[]): string =>
  // The clock runs from left to right in every language.
  shifts.map(({ from, to }) => `\u2066${from}–${to}\u2069`).join(', ');

/** A week in words: days that are worked alike are named together. */
export const weekText = (calendar: Calendar, text: Text, locale: Locale): string => {
  const minutes = calendar.shifts.reduce((sum, shift) => {
    const worked = minutesOf(shift);
    return sum + (worked === null ? 0 : worked.to - worked.from);
  }, 0);
  if (minutes >= 7 * MINUTES_A_DAY) return text('sla.always_open');
  const byDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    shifts: calendar.shifts
      .filter((shift) => shift.weekday === weekday)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  }));
  const groups: { from: number; to: number; shifts: readonly Shift[] }[] = [];
  for (const { weekday, shifts } of byDay) {
    const last = groups.at(-1);
    if (last !== undefined && sameHours(last.shifts, shifts)) last.to = weekday;
    else groups.push({ from: weekday, to: weekday, shifts });
  }
  return groups
    .filter(({ shifts }) => shifts.length > 0)
    .map(({ from, to, shifts }) => {
      const days =
        from === to
          ? weekdayName(from, locale)
          : `${weekdayName(from, locale)}–${weekdayName(to, locale)}`;
      return `${days} ${hoursText(shifts)}`;
    })
    .join(' · ');
};
