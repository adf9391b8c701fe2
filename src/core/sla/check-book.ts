import { checkCalendar, type Problem } from './check-calendar.ts';
import {
  matchesAll,
  type PolicyConditions,
  SLA_TARGETS,
  type SlaBook,
  type SlaPolicy,
} from './policy.ts';

/** A minute to a year. */
export const TARGET_MINUTES = { min: 1, max: 525_600 } as const;
export const WARN_PERCENT = { min: 10, max: 99 } as const;

const isWithin = (value: number, range: { readonly min: number; readonly max: number }): boolean =>
  Number.isInteger(value) && value >= range.min && value <= range.max;

const twice = (ids: readonly string[], path: string): readonly Problem[] =>
  ids.flatMap((id, row): Problem[] => {
    const other = ids.indexOf(id);
    return other === row ? [] : [{ path: `${path}.${row}.id`, code: 'id_twice', other }];
  });

const FIELDS = ['categories', 'priorities', 'tiers', 'channels', 'locales'] as const;

/** Whether whatever the narrower matches, the wider does too: a policy after it would never hold. */
const covers = (wider: PolicyConditions, narrower: PolicyConditions): boolean =>
  FIELDS.every((field) => {
    const wide: readonly string[] = wider[field];
    const narrow: readonly string[] = narrower[field];
    return wide.length === 0 || (narrow.length > 0 && narrow.every((one) => wide.includes(one)));
  });

const checkPolicy = (policy: SlaPolicy, path: string): readonly Problem[] => {
  const problems: Problem[] = [];
  if (policy.name.trim() === '') problems.push({ path: `${path}.name`, code: 'name_missing' });
  for (const target of SLA_TARGETS) {
    const minutes = policy.targets[target];
    if (minutes !== null && !isWithin(minutes, TARGET_MINUTES))
      problems.push({ path: `${path}.targets.${target}`, code: 'target_out_of_range' });
  }
  if (!isWithin(policy.warnAtPercent, WARN_PERCENT))
    problems.push({ path: `${path}.warnAtPercent`, code: 'warning_out_of_range' });
  return problems;
};

const checkPolicies = (policies: readonly SlaPolicy[]): readonly Problem[] => {
  const last = policies.at(-1);
  if (last === undefined) return [{ path: 'policies', code: 'no_policies' }];
  const problems = policies.flatMap((policy, row) => {
    const found = [...checkPolicy(policy, `policies.${row}`)];
    const other = policies.slice(0, row).findIndex(({ when }) => covers(when, policy.when));
    if (other >= 0) found.push({ path: `policies.${row}`, code: 'policy_unreachable', other });
    return found;
  });
  return matchesAll(last.when)
    ? problems
    : [...problems, { path: `policies.${policies.length - 1}.when`, code: 'last_not_for_all' }];
};

const checkHours = ({ calendars, hoursOf }: SlaBook): readonly Problem[] => {
  const known = new Set(calendars.map(({ id }) => id));
  const rows = [
    ['hoursOf.everyone', hoursOf.everyone] as const,
    ...Object.entries(hoursOf.teams).map(([id, to]) => [`hoursOf.teams.${id}`, to] as const),
    ...Object.entries(hoursOf.departments).map(
      ([id, to]) => [`hoursOf.departments.${id}`, to] as const,
    ),
  ];
  return rows.flatMap(([path, id]): Problem[] =>
    known.has(id) ? [] : [{ path, code: 'calendar_missing' }],
  );
};

/** Everything that makes a book impossible, with its place in it; empty when it can be published. */
export const checkBook = (book: SlaBook, isZone: (name: string) => boolean): readonly Problem[] => [
  ...book.calendars.flatMap((one, row) => checkCalendar(one, isZone, `calendars.${row}`)),
  ...twice(
    book.calendars.map(({ id }) => id),
    'calendars',
  ),
  ...checkHours(book),
  ...checkPolicies(book.policies),
  ...twice(
    book.policies.map(({ id }) => id),
    'policies',
  ),
];
