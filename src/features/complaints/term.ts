import { type ComplaintRule, termFrom } from '../../core/escalation/complaint-clock.ts';
import type { AtMs, TeamId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { ComplaintDeps } from './deps.ts';
import { listRules } from './store-rules.ts';

const DAY_MS = 86_400_000;

export interface Term {
  readonly country: string;
  readonly dueAt: AtMs;
  readonly acknowledgeBy: AtMs;
}

/** The rule of a country, or the one for all that have none. */
const ruleFor = (rules: readonly ComplaintRule[], country: string | null): ComplaintRule => {
  const found =
    rules.find((rule) => rule.country === country) ?? rules.find((rule) => rule.country === '*');
  if (found === undefined) throw new Error('no rule holds for complaints of all countries');
  return found;
};

/** By when a complaint that comes in at a time must be answered. */
export const termOf = async (
  { hoursOf }: Pick<ComplaintDeps, 'hoursOf'>,
  connection: Connection,
  country: string | null,
  at: AtMs,
): Promise<Term> => {
  const rule = ruleFor(await listRules(connection), country);
  const team = rule.calendarTeamId;
  const hours = team === null ? null : await hoursOf(team as TeamId, at);
  const isClosed = (day: AtMs): boolean =>
    hours !== null && hours.list(day, day + DAY_MS).length === 0;
  const { days, counted, acknowledgeDays } = rule;
  return {
    country: country ?? '*',
    dueAt: termFrom(at, days, counted, isClosed),
    acknowledgeBy: termFrom(at, acknowledgeDays, counted, isClosed),
  };
};
