import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { MINUTES_A_DAY, minuteOf } from './calendar.ts';
import { dateProblem } from './check-calendar.ts';
import {
  calendarIdOf,
  SLA_TARGETS,
  type SlaBook,
  type SlaFacts,
  type SlaTarget,
} from './policy.ts';
import { dueOf } from './span.ts';
import { timelineOf } from './timeline.ts';

/** What would be promised to a request that comes at some moment. */
interface Trial {
  readonly policyName: string;
  /** By whose clock the moment was given: that of the team's hours. */
  readonly timeZone: string;
  readonly at: AtMs;
  /** What is promised, in its order; what is not named. */
  readonly targets: readonly {
    readonly target: SlaTarget;
    /** Business time, minutes. */
    readonly minutes: number;
    /** Whose hours count; null where every minute does. */
    readonly calendarName: string | null;
    /** Null beyond any calendar. */
    readonly warnAt: AtMs | null;
    readonly dueAt: AtMs | null;
  }[];
  /** Where the clock of the zone is changed before the last of them is due; minutes it is put forward, or back. */
  readonly changes: readonly { readonly at: AtMs; readonly minutes: number }[];
}

const MINUTE_MS = 60_000;
const MINUTE_NS = 60_000_000_000;
const PERCENT = 100;
/** A target may be a year long: two changes a year, and one more. */
const MOST_CHANGES = 24;

/** `YYYY-MM-DDTHH:MM` by the clock of a zone: of a time that comes twice the first, of one that is skipped as much later. */
const readMoment = (local: string, timeZone: string): Outcome<AtMs> => {
  const [date = '', time = ''] = local.split('T');
  const problem = dateProblem(date);
  if (problem !== null) return fail('invalid', problem);
  const minute = minuteOf(time);
  if (minute === null || minute === MINUTES_A_DAY) return fail('invalid', 'date_unreadable');
  const moment = Temporal.PlainDateTime.from(`${date}T${time}`);
  return ok(moment.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds);
};

const changesUntil = (timeZone: string, from: AtMs, to: AtMs): Trial['changes'] => {
  const changes: { at: AtMs; minutes: number }[] = [];
  let clock = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  while (changes.length < MOST_CHANGES) {
    const next = clock.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > to) break;
    const minutes = (next.offsetNanoseconds - clock.offsetNanoseconds) / MINUTE_NS;
    if (minutes !== 0) changes.push({ at: next.epochMilliseconds, minutes });
    clock = next;
  }
  return changes;
};

/**
 * Counts a book's promises for a request that comes at a moment, with what counts them for real. The book must have been
 * checked. `departmentId`: whose part in it is counted too; null for none. Failures: `date_unreadable`,
 * `date_out_of_range`.
 */
export const tryMoment = (
  book: SlaBook,
  facts: SlaFacts,
  departmentId: string | null,
  local: string,
): Outcome<Trial> => {
  const calendars = new Map(book.calendars.map((one) => [one.id, one]));
  const own = calendars.get(calendarIdOf(book, facts));
  if (own === undefined) throw new Error('the team has no calendar');
  const { timeZone } = own;
  const moment = readMoment(local, timeZone);
  if (!moment.ok) return moment;
  const at = moment.value;
  const timeline = timelineOf([{ version: 0, from: at, book }]);
  const targets = SLA_TARGETS.flatMap((target): Trial['targets'] => {
    const unit = target === 'department' ? departmentId : null;
    if (target === 'department' && unit === null) return [];
    const { policy, hours, targetMs } = timeline.termsAt(at, facts, { target, departmentId: unit });
    if (targetMs === null) return [];
    const warnMs = Math.ceil((targetMs * policy.warnAtPercent) / PERCENT);
    const calendarId = calendarIdOf(book, unit === null ? facts : { departmentId: unit });
    return [
      {
        target,
        minutes: targetMs / MINUTE_MS,
        calendarName: policy.hours === 'always' ? null : (calendars.get(calendarId)?.name ?? null),
        warnAt: dueOf([[at, null]], hours, warnMs),
        dueAt: dueOf([[at, null]], hours, targetMs),
      },
    ];
  });
  const last = Math.max(at, ...targets.map(({ dueAt }) => dueAt ?? at));
  const { policy } = timeline.termsAt(at, facts, { target: 'resolution', departmentId: null });
  const changes = changesUntil(timeZone, at, last);
  return ok({ policyName: policy.name, timeZone, at, targets, changes });
};
