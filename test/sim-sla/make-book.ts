import type { Chance } from './random.ts';
import type { WorldBook, WorldCalendar, WorldHoliday, WorldPolicy, WorldShift } from './world.ts';

/** Zones with a change of an hour, of half an hour, at midnight, in Ramadan, given up lately, taken up lately, and none. */
export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'America/Sao_Paulo',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'UTC',
] as const;

export const TEAMS = ['general', 'wallet'] as const;
export const DEPARTMENTS = ['risk_control', 'engineering'] as const;
export const CATEGORIES = ['deposit', 'security', 'other'] as const;
export const PRIORITIES = ['low', 'normal', 'urgent'] as const;
export const TIERS = ['standard', 'vip'] as const;
export const LOCALES = ['en', 'ar', 'ko'] as const;

const DAY_MS = 86_400_000;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const TARGETS = [1, 5, 15, 30, 45, 60, 120, 240, 480, 960, 1_440, 2_400, 4_800] as const;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Round times mostly, odd ones sometimes; the small hours often, for there clocks are changed. */
const someMinute = (chance: Chance, min: number, max: number): number => {
  const at = chance.between(min, max);
  return chance.happens(0.7) ? Math.max(min, at - (at % 30)) : at;
};

const PATTERNS: Readonly<Record<string, (chance: Chance) => readonly WorldShift[]>> = {
  always: () => WEEKDAYS.map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
  office: () => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
  split: () =>
    [1, 2, 3, 4, 5, 6].flatMap((weekday) => [
      { weekday, from: '08:30', to: '12:30' },
      { weekday, from: '13:15', to: '17:45' },
    ]),
  night: () => WEEKDAYS.map((weekday) => ({ weekday, from: '22:00', to: '06:00' })),
  smallHours: (chance) => {
    const from = someMinute(chance, 0, 150);
    const to = someMinute(chance, from + 1, 300);
    return WEEKDAYS.map((weekday) => ({ weekday, from: clock(from), to: clock(to) }));
  },
  longNight: () => [6, 7].map((weekday) => ({ weekday, from: '23:30', to: '23:30' })),
  random: (chance) =>
    WEEKDAYS.filter((weekday) => weekday === 3 || chance.happens(0.7)).flatMap((weekday) => {
      const first = someMinute(chance, 300, 600);
      const second = someMinute(chance, first + 1, 900);
      const third = someMinute(chance, second, 1_100);
      const fourth = someMinute(chance, third + 1, 1_439);
      const late = chance.happens(0.3) ? clock(chance.between(1, 299)) : clock(fourth);
      return [
        { weekday, from: clock(first), to: clock(second) },
        { weekday, from: clock(third), to: late },
      ];
    }),
};

const holidaysAround = (chance: Chance, start: number): readonly WorldHoliday[] =>
  Array.from({ length: chance.between(0, 5) }, () => {
    const day = new Date(start + chance.between(-2, 25) * DAY_MS).toISOString().slice(0, 10);
    if (chance.happens(0.6)) return { date: day, name: 'Holiday', from: null, to: null };
    const from = someMinute(chance, 0, 1_300);
    const to = chance.happens(0.4) ? 1_440 : someMinute(chance, from + 1, 1_440);
    return { date: day, name: 'Half a day', from: clock(from), to: clock(Math.max(to, from + 1)) };
  });

const makeCalendar = (
  chance: Chance,
  id: string,
  timeZone: string,
  start: number,
): WorldCalendar => {
  const pattern = PATTERNS[chance.pick(Object.keys(PATTERNS))];
  return {
    id,
    name: id,
    timeZone,
    shifts: pattern?.(chance) ?? [],
    holidays: holidaysAround(chance, start),
  };
};

const target = (chance: Chance): number | null =>
  chance.happens(0.12) ? null : chance.pick(TARGETS);

const makePolicy = (chance: Chance, id: string, isLast: boolean): WorldPolicy => ({
  id,
  name: id,
  when: {
    categories: isLast ? [] : chance.some(CATEGORIES, 0.35),
    priorities: isLast ? [] : chance.some(PRIORITIES, 0.3),
    tiers: isLast ? [] : chance.some(TIERS, 0.3),
    channels: [],
    locales: isLast ? [] : chance.some(LOCALES, 0.2),
  },
  targets: {
    first_response: target(chance),
    next_response: target(chance),
    resolution: target(chance),
    department: target(chance),
  },
  warnAtPercent: chance.pick([50, 66, 75, 80, 90, 99]),
  hours: chance.happens(0.2) ? 'always' : 'team',
});

/** Calendars, hours and policies, with `zone` among the zones. */
export const makeBook = (chance: Chance, zone: string, start: number): WorldBook => {
  const calendars = [
    makeCalendar(chance, 'first', zone, start),
    makeCalendar(chance, 'second', chance.pick(ZONES), start),
    makeCalendar(chance, 'third', chance.happens(0.5) ? zone : chance.pick(ZONES), start),
  ];
  const ids = calendars.map(({ id }) => id);
  const policies = chance.between(1, 4);
  return {
    calendars,
    hoursOf: {
      everyone: 'first',
      teams: Object.fromEntries(
        chance.some(TEAMS, 0.7).map((team) => [team, chance.pick(ids)] as const),
      ),
      departments: Object.fromEntries(
        chance.some(DEPARTMENTS, 0.7).map((unit) => [unit, chance.pick(ids)] as const),
      ),
    },
    policies: Array.from({ length: policies }, (_, index) =>
      makePolicy(chance, `policy-${index}`, index === policies - 1),
    ),
  };
};
