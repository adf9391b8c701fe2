import { isActive } from '../conversation/transitions.ts';
import type { AtMs } from '../ids.ts';
import {
  type Category,
  type Locale,
  type Priority,
  STATUSES,
  type Status,
  type Tier,
} from '../vocabulary.ts';
import { type FacetSource, facetsOf } from './facets.ts';

/** What a view shows. Everything named must hold; of several values of one kind, one. Nothing named: everything. */
export interface ViewConditions {
  readonly status?: readonly Status[] | undefined;
  readonly priority?: readonly Priority[] | undefined;
  readonly category?: readonly Category[] | undefined;
  readonly teamIds?: readonly string[] | undefined;
  /** `me` is whoever looks, `none` is nobody; everything else an agent's id. */
  readonly assignee?: readonly string[] | undefined;
  readonly tier?: readonly Tier[] | undefined;
  readonly locale?: readonly Locale[] | undefined;
  /** All of them. */
  readonly tags?: readonly string[] | undefined;
  /** None of them. */
  readonly withoutTags?: readonly string[] | undefined;
  readonly departmentIds?: readonly string[] | undefined;
  readonly supportTier?: readonly number[] | undefined;
  /** Who it waits for: `people`, the `assistant`, or a place in the `queue`. */
  readonly waiting?: 'people' | 'assistant' | 'queue' | undefined;
  readonly snoozed?: boolean | undefined;
  readonly complaint?: boolean | undefined;
  /** The SLA: `late`, or `soon` (late, or due within half an hour). */
  readonly clock?: 'late' | 'soon' | undefined;
  readonly createdFrom?: AtMs | undefined;
  readonly createdTo?: AtMs | undefined;
  readonly createdWithinDays?: number | undefined;
  /** Nobody has said anything for so long. */
  readonly quietForHours?: number | undefined;
}

/** A view's conditions for one person at one time, in the terms of the index. */
export interface Requirement {
  readonly all: readonly string[];
  /** Of each list one. */
  readonly any: readonly (readonly string[])[];
  readonly none: readonly string[];
  readonly createdFrom: AtMs | null;
  readonly createdTo: AtMs | null;
  /** The last word, or the beginning, is no newer. */
  readonly lastTo: AtMs | null;
  readonly late: boolean;
  readonly dueBy: AtMs | null;
}

export const SOON_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ACTIVE = STATUSES.filter(isActive);
const OVER = STATUSES.filter((status) => !isActive(status));

/** One key where there is one for just these. */
const statusKeys = (given: readonly Status[]): readonly string[] => {
  const wanted = new Set(given);
  const has = (all: readonly Status[]) => all.every((status) => wanted.has(status));
  return [
    ...(has(ACTIVE) ? ['rest:active'] : ACTIVE.filter((s) => wanted.has(s)).map(keyed('status'))),
    ...(has(OVER) ? ['rest:over'] : OVER.filter((s) => wanted.has(s)).map(keyed('status'))),
  ];
};

const keyed =
  (key: string) =>
  (value: string | number): string =>
    `${key}:${value}`;

const keysOf = (key: string, values: readonly (string | number)[] | undefined): string[] =>
  (values ?? []).map(keyed(key));

const assigneeKeys = (given: readonly string[] | undefined, agentId: string): string[] =>
  (given ?? []).map((one) => {
    if (one === 'none') return 'assignee:-';
    return `assignee:${one === 'me' ? agentId : one}`;
  });

const WAITING = { people: 'for:people', assistant: 'for:assistant', queue: 'queue:in' } as const;

const single = (conditions: ViewConditions): string[] => [
  ...keysOf('tag', conditions.tags),
  ...(conditions.waiting === undefined ? [] : [WAITING[conditions.waiting]]),
  ...(conditions.snoozed === undefined ? [] : [conditions.snoozed ? 'snooze:away' : 'snooze:none']),
  ...(conditions.complaint === true ? ['complaint:yes'] : []),
];

const latest = (...times: readonly (AtMs | undefined)[]): AtMs | null => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? null : Math.max(...known);
};

/** What conditions mean for this person now. */
export const requirementOf = (
  conditions: ViewConditions,
  agentId: string,
  now: AtMs,
): Requirement => {
  const choices = [
    conditions.status === undefined ? [] : statusKeys(conditions.status),
    keysOf('priority', conditions.priority),
    keysOf('category', conditions.category),
    keysOf('team', conditions.teamIds),
    assigneeKeys(conditions.assignee, agentId),
    keysOf('tier', conditions.tier),
    keysOf('locale', conditions.locale),
    keysOf('department', conditions.departmentIds),
    keysOf('level', conditions.supportTier),
  ].filter((keys) => keys.length > 0);
  const { createdWithinDays: days, quietForHours: quiet } = conditions;
  return {
    all: [...single(conditions), ...choices.flatMap((keys) => (keys.length === 1 ? keys : []))],
    any: choices.filter((keys) => keys.length > 1),
    none: [
      ...keysOf('tag', conditions.withoutTags),
      ...(conditions.complaint === false ? ['complaint:yes'] : []),
    ],
    createdFrom: latest(
      conditions.createdFrom,
      days === undefined ? undefined : now - days * DAY_MS,
    ),
    createdTo: conditions.createdTo ?? null,
    lastTo: quiet === undefined ? null : now - quiet * HOUR_MS,
    late: conditions.clock === 'late',
    dueBy: conditions.clock === 'soon' ? now + SOON_MS : null,
  };
};

/** What is known of a conversation in a list. */
export interface Listed extends FacetSource {
  readonly createdAt: AtMs;
  readonly lastMessageAt: AtMs | null;
}

/** The soonest due time that runs, as lists show it. */
export interface ListClock {
  readonly dueAt: AtMs;
  readonly late: boolean;
}

const inTime = (requirement: Requirement, row: Listed): boolean => {
  const { createdFrom, createdTo, lastTo } = requirement;
  return (
    (createdFrom === null || row.createdAt >= createdFrom) &&
    (createdTo === null || row.createdAt < createdTo) &&
    (lastTo === null || (row.lastMessageAt ?? row.createdAt) <= lastTo)
  );
};

const byClock = ({ late, dueBy }: Requirement, clock: ListClock | null): boolean => {
  if (late && clock?.late !== true) return false;
  return dueBy === null || (clock !== null && (clock.late || clock.dueAt <= dueBy));
};

/** Whether a row belongs to a view: the same rule as the one in SQL (features/conversation/store-list.ts). */
export const meets = (
  requirement: Requirement,
  row: Listed,
  clock: ListClock | null = null,
): boolean => {
  const facets = new Set(facetsOf(row));
  return (
    requirement.all.every((key) => facets.has(key)) &&
    requirement.any.every((keys) => keys.some((key) => facets.has(key))) &&
    !requirement.none.some((key) => facets.has(key)) &&
    inTime(requirement, row) &&
    byClock(requirement, clock)
  );
};
