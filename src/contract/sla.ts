import { z } from 'zod';
import { SLA_TARGETS } from '../core/conversation/case.ts';
import { CATEGORIES, CHANNELS, LOCALES, PRIORITIES, TIERS } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

// Shapes only: what is impossible in a calendar or a policy, and where, is said by core/sla/check-book.ts.

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const name = z.string().max(120);
const clockTime = z.string().max(5);
const date = z.string().max(10);

export const slaCalendar = z.strictObject({
  id,
  name,
  /** IANA name, for example `Europe/Berlin`. */
  timeZone: z.string().max(64),
  /** `to` at or before `from` lies on the next day; `24:00` ends a day. */
  shifts: z
    .array(z.strictObject({ weekday: z.number().int(), from: clockTime, to: clockTime }))
    .max(200)
    .readonly(),
  /** Closed all day, or from `from` to `to`. */
  holidays: z
    .array(
      z.strictObject({
        date,
        name: z.string().max(200),
        from: clockTime.nullable(),
        to: clockTime.nullable(),
      }),
    )
    .max(4_000)
    .readonly(),
});

const some = <T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).max(values.length).readonly();
const minutes = z.number().nullable();

export const slaPolicy = z.strictObject({
  id,
  name,
  /** Empty lists ask for nothing. */
  when: z.strictObject({
    categories: some(CATEGORIES),
    priorities: some(PRIORITIES),
    tiers: some(TIERS),
    channels: some(CHANNELS),
    locales: some(LOCALES),
  }),
  /** Minutes of business time; null: nothing is promised. */
  targets: z.strictObject({
    first_response: minutes,
    next_response: minutes,
    resolution: minutes,
    department: minutes,
  }),
  warnAtPercent: z.number(),
  hours: z.enum(['team', 'always']),
});

export const slaBook = z.strictObject({
  calendars: z.array(slaCalendar).min(1).max(100).readonly(),
  hoursOf: z.strictObject({
    everyone: id,
    teams: z.record(z.string().max(64), id),
    departments: z.record(z.string().max(64), id),
  }),
  /** The first that matches holds. */
  policies: z.array(slaPolicy).max(100).readonly(),
});

const publication = z.strictObject({
  version: z.number().int(),
  validFrom: atMs,
  publishedAt: atMs,
  /** Null for what the installation began with. */
  publishedBy: z.string().nullable(),
});

export const slaBookReply = z.strictObject({
  ...publication.shape,
  book: slaBook,
  /** The newest first. */
  history: z.array(publication).readonly(),
});
export type SlaBookReply = z.output<typeof slaBookReply>;

export const publishBook = z.strictObject({
  /** The version that was changed; when it is no longer the newest, nothing is published. */
  basedOn: z.number().int(),
  book: slaBook,
});

export const bookParams = z.strictObject({ version: z.coerce.number().int().min(1) });

export const previewCalendar = z.strictObject({
  calendar: slaCalendar,
  /** Local date of the first day. */
  from: date,
  days: z.number().int().min(1).max(62),
});

export const calendarPreview = z.strictObject({
  days: z.array(
    z.strictObject({
      date,
      /** Holidays of the day by name. */
      closed: z.array(z.string()).readonly(),
      /** Clock times as they are on that day; `24:00` is its end. Hours on the day, not of the shifts. */
      open: z.array(z.strictObject({ from: clockTime, to: clockTime })).readonly(),
      /** How long it is open, minutes. */
      minutes: z.number(),
    }),
  ),
});
export type CalendarPreview = z.output<typeof calendarPreview>;

export const tryMoment = z.strictObject({
  book: slaBook,
  /** `YYYY-MM-DDTHH:MM` by the clock of the team's hours. */
  local: z.string().max(16),
  category: z.enum(CATEGORIES),
  priority: z.enum(PRIORITIES),
  tier: z.enum(TIERS),
  channel: z.enum(CHANNELS),
  locale: z.enum(LOCALES),
  teamId: z.string().max(64),
  /** Whose part in it is counted too. */
  departmentId: z.string().max(64).nullable(),
});
export type TryMoment = z.output<typeof tryMoment>;

export const slaTrial = z.strictObject({
  policyName: z.string(),
  timeZone: z.string(),
  at: atMs,
  /** What is promised, and when it would be warned of and due; null beyond any calendar. */
  targets: z.array(
    z.strictObject({
      target: z.enum(SLA_TARGETS),
      minutes: z.number(),
      /** Null where every minute counts. */
      calendarName: z.string().nullable(),
      warnAt: atMs.nullable(),
      dueAt: atMs.nullable(),
    }),
  ),
  /** Changes of the clock until the last of them is due; minutes forward, or back. */
  changes: z.array(z.strictObject({ at: atMs, minutes: z.number() })),
});
export type SlaTrial = z.output<typeof slaTrial>;

export const importIcal = z.strictObject({
  text: z.string().max(1_000_000),
  timeZone: z.string().max(64),
});
export const importedHolidays = z.strictObject({ holidays: slaCalendar.shape.holidays });

export const slaClocks = z.strictObject({
  /** The database's clock when they were read. */
  at: atMs,
  clocks: z.array(
    z.strictObject({
      target: z.enum(SLA_TARGETS),
      key: z.string(),
      departmentId: z.string().nullable(),
      policyName: z.string(),
      startedAt: atMs,
      endedAt: atMs.nullable(),
      pausedSince: atMs.nullable(),
      consumedMs: z.number(),
      targetMs: z.number(),
      dueAt: atMs.nullable(),
      warnAt: atMs.nullable(),
      lateAt: atMs.nullable(),
      state: z.enum(['running', 'paused', 'met', 'breached']),
    }),
  ),
});
export type SlaClocks = z.output<typeof slaClocks>;
export const slaParams = z.strictObject({ conversationId: uuid });
