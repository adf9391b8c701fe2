import type { AtMs } from '../ids.ts';
import { ALWAYS_OPEN } from './calendar.ts';
import { type OpenHours, openHoursOf } from './open-hours.ts';
import { calendarIdOf, policyFor, type SlaBook, type SlaFacts, type SlaPolicy } from './policy.ts';
import type { Span } from './span.ts';

/** A book and when it began to hold. */
export interface BookVersion {
  readonly version: number;
  readonly from: AtMs;
  readonly book: SlaBook;
}

/** By what one promise is counted at some time. */
export interface Terms {
  readonly policy: SlaPolicy;
  readonly hours: OpenHours;
  /** Business time promised, ms; null when nothing is. */
  readonly targetMs: number | null;
}

/** Every version of the book in its order, made ready to count with. */
export interface Timeline {
  /** When the first version began to hold. */
  readonly since: AtMs;
  /** Times after `from` and up to `to` at which another version begins to hold. */
  changesBetween(from: AtMs, to: AtMs): readonly AtMs[];
  termsAt(at: AtMs, facts: SlaFacts, span: Pick<Span, 'target' | 'departmentId'>): Terms;
  bookAt(at: AtMs): SlaBook;
  /** The hours of a calendar of the version that holds then. */
  hoursAt(at: AtMs, unit: { teamId: string } | { departmentId: string }): OpenHours;
}

const MINUTE_MS = 60_000;
const ALWAYS = openHoursOf(ALWAYS_OPEN);

interface Ready {
  readonly from: AtMs;
  readonly book: SlaBook;
  readonly hoursOf: (calendarId: string) => OpenHours;
}

/** Equal calendars share what they remember, so that a new version does not begin from nothing. */
const readyBooks = (versions: readonly BookVersion[]): readonly Ready[] => {
  const made = new Map<string, OpenHours>();
  return versions.map(({ from, book }) => {
    const own = new Map<string, OpenHours>();
    for (const { id, name: _, ...calendar } of book.calendars) {
      const key = JSON.stringify(calendar);
      const hours = made.get(key) ?? openHoursOf({ id, name: '', ...calendar });
      made.set(key, hours);
      own.set(id, hours);
    }
    return {
      from,
      book,
      hoursOf: (calendarId) => {
        const hours = own.get(calendarId);
        if (hours === undefined) throw new Error(`there is no calendar ${calendarId}`);
        return hours;
      },
    };
  });
};

/** `versions` by their times, the first from the beginning of all: what came before it is counted by it. */
export const timelineOf = (versions: readonly BookVersion[]): Timeline => {
  const ready = readyBooks(versions);
  const first = ready[0];
  if (first === undefined) throw new Error('there is no book of promises');
  const at = (time: AtMs): Ready =>
    ready.findLast(({ from }, index) => index === 0 || from <= time) ?? first;
  const hoursAt: Timeline['hoursAt'] = (time, unit) => {
    const { book, hoursOf } = at(time);
    return hoursOf(calendarIdOf(book, unit));
  };
  return {
    since: first.from,
    changesBetween: (from, to) =>
      ready
        .slice(1)
        .map((version) => version.from)
        .filter((time) => time > from && time <= to),
    bookAt: (time) => at(time).book,
    hoursAt,
    termsAt: (time, facts, { target, departmentId }) => {
      const policy = policyFor(at(time).book, facts);
      const minutes = policy.targets[target];
      return {
        policy,
        hours:
          policy.hours === 'always'
            ? ALWAYS
            : hoursAt(time, departmentId === null ? { teamId: facts.teamId } : { departmentId }),
        targetMs: minutes === null ? null : minutes * MINUTE_MS,
      };
    },
  };
};
