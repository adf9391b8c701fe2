import { SLA_TARGETS, type SlaTarget } from '../conversation/case.ts';
import type { Category, Channel, Locale, Priority, Tier } from '../vocabulary.ts';
import type { Calendar } from './calendar.ts';

/** What is promised: an answer, the next one, the end of the matter, a department's part in it. */
export { SLA_TARGETS, type SlaTarget };

/** What a policy is chosen by. An empty list asks for nothing. */
export interface PolicyConditions {
  readonly categories: readonly Category[];
  readonly priorities: readonly Priority[];
  readonly tiers: readonly Tier[];
  readonly channels: readonly Channel[];
  readonly locales: readonly Locale[];
}

export interface SlaPolicy {
  readonly id: string;
  readonly name: string;
  readonly when: PolicyConditions;
  /** Minutes of business time; null: nothing is promised. */
  readonly targets: Readonly<Record<SlaTarget, number | null>>;
  /** A warning comes when this share of a target is used up, percent. */
  readonly warnAtPercent: number;
  /** `team`: the hours of the team that has the case (of the department for its part); `always`: every minute counts. */
  readonly hours: 'team' | 'always';
}

/** All that promises are computed by. Published as a whole, so that it is never half changed. */
export interface SlaBook {
  readonly calendars: readonly Calendar[];
  /** Calendar ids by team and department; `everyone` where a team or department has none of its own. */
  readonly hoursOf: {
    readonly everyone: string;
    readonly teams: Readonly<Record<string, string>>;
    readonly departments: Readonly<Record<string, string>>;
  };
  /** The first that matches holds; the last matches everything. */
  readonly policies: readonly SlaPolicy[];
}

/** By what a conversation finds its policy, and whose hours count. */
export interface SlaFacts {
  readonly category: Category;
  readonly priority: Priority;
  readonly tier: Tier;
  readonly channel: Channel;
  readonly locale: Locale;
  readonly teamId: string;
}

const has = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value);

export const matchesFacts = (when: PolicyConditions, facts: SlaFacts): boolean =>
  has(when.categories, facts.category) &&
  has(when.priorities, facts.priority) &&
  has(when.tiers, facts.tier) &&
  has(when.channels, facts.channel) &&
  has(when.locales, facts.locale);

/** Whether a policy asks for nothing, so that it holds for all that is left. */
export const matchesAll = (when: PolicyConditions): boolean =>
  Object.values(when).every((list: readonly unknown[]) => list.length === 0);

/** The first policy that matches; throws when none does, which `checkBook` refuses. */
export const policyFor = (book: SlaBook, facts: SlaFacts): SlaPolicy => {
  const found = book.policies.find(({ when }) => matchesFacts(when, facts));
  if (found === undefined) throw new Error('the last policy does not match everything');
  return found;
};

/** The id of the calendar by which a team, or a department, works. */
export const calendarIdOf = (
  { hoursOf }: SlaBook,
  unit: { readonly teamId: string } | { readonly departmentId: string },
): string =>
  ('teamId' in unit ? hoursOf.teams[unit.teamId] : hoursOf.departments[unit.departmentId]) ??
  hoursOf.everyone;
