import { type TermCalendar, termFrom } from '../../core/escalation/complaint-clock.ts';
import { type ComplaintRule, ruleFor } from '../../core/escalation/complaint-rule.ts';
import type { AtMs, TeamId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { ComplaintDeps } from './deps.ts';
import { listRules } from './store-rules.ts';
import { zoneOfCountry } from './zone-of-country.ts';

export interface Term {
  readonly country: string;
  /** IANA name of the zone whose days were counted. */
  readonly timeZone: string;
  readonly dueAt: AtMs;
  readonly acknowledgeBy: AtMs;
}

const calendarOf = async (
  { hoursOf }: Pick<ComplaintDeps, 'hoursOf'>,
  rule: ComplaintRule,
  country: string | null,
  at: AtMs,
): Promise<TermCalendar> => {
  const { calendarTeamId, weekend, holidays } = rule;
  const hours = calendarTeamId === null ? null : await hoursOf(calendarTeamId as TeamId, at);
  const itsOwn = country === null ? null : zoneOfCountry(country, at);
  return {
    timeZone: rule.timeZone ?? itsOwn ?? 'UTC',
    weekend,
    holidays,
    isClosed: (from, to) => hours !== null && hours.list(from, to).length === 0,
  };
};

/** By when a complaint that comes in at a time must be answered, by the days of its country. */
export const termOf = async (
  deps: Pick<ComplaintDeps, 'hoursOf'>,
  connection: Connection,
  country: string | null,
  at: AtMs,
): Promise<Term> => {
  const rule = ruleFor(await listRules(connection), country);
  if (rule === undefined) throw new Error('no rule holds for complaints of all countries');
  const calendar = await calendarOf(deps, rule, country, at);
  const { days, counted, acknowledgeDays, acknowledgeCounted } = rule;
  return {
    country: country ?? '*',
    timeZone: calendar.timeZone,
    dueAt: termFrom(at, days, counted, calendar),
    acknowledgeBy: termFrom(at, acknowledgeDays, acknowledgeCounted, calendar),
  };
};
