import { foldedValue } from '../fields/match-value.ts';
import { mayBeMissing, rangeOf, valuesOf } from './field-values.ts';
import { type Condition, NOBODY } from './rule.ts';

/** One thing that has to hold, with the row that says so. */
export type Demand =
  | {
      readonly kind: 'choice';
      readonly field: string;
      readonly values: ReadonlySet<string>;
      readonly inside: boolean;
      readonly at: string;
    }
  | {
      readonly kind: 'set';
      readonly field: string;
      readonly op: 'any' | 'all' | 'none';
      readonly values: readonly string[];
      readonly at: string;
    }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean; readonly at: string }
  | {
      readonly kind: 'number';
      readonly field: string;
      readonly low: number;
      readonly high: number;
      readonly at: string;
    };

/** Ways in which a condition can hold: one of the lists, all of it. */
export type Ways = readonly (readonly Demand[])[];

/** More ways than this are not followed: then it counts as possible. */
const MOST_WAYS = 512;
/** Of fields that are no whole numbers, such as hours: a bound that is only just missed. */
const JUST = 1e-9;

type Leaf = Extract<Condition, { kind: 'choice' | 'set' | 'flag' | 'number' | 'field' }>;

/** What is filled in, as one of several values of which the empty one stands for nothing at all. */
const fieldDemands = (
  { fieldId, op, values }: Extract<Leaf, { kind: 'field' }>,
  negated: boolean,
  at: string,
): Ways => {
  const among = (those: readonly string[], inside: boolean): Ways => [
    [
      {
        kind: 'choice',
        field: `field ${fieldId}`,
        values: new Set(those),
        inside: inside !== negated,
        at,
      },
    ],
  ];
  if (op === 'empty') return among([''], true);
  if (op === 'given') return among([''], false);
  if (op === 'one_of') return among(values.map(foldedValue), true);
  // Whatever it says of the value, there must be one; that it does not hold says nothing.
  return negated ? [[]] : among([''], false);
};

const leafDemands = (leaf: Leaf, negated: boolean, at: string): Ways => {
  switch (leaf.kind) {
    case 'choice': {
      const inside = (leaf.op === 'is') !== negated;
      return [[{ kind: 'choice', field: leaf.field, values: new Set(leaf.values), inside, at }]];
    }
    case 'flag':
      return [[{ kind: 'flag', field: leaf.field, value: leaf.value !== negated, at }]];
    case 'field':
      return fieldDemands(leaf, negated, at);
    case 'number': {
      const { field, op, value } = leaf;
      if (negated && mayBeMissing(field)) return [[]];
      const atLeast = (op === 'at_least') !== negated;
      const low = atLeast ? value + (negated ? JUST : 0) : Number.NEGATIVE_INFINITY;
      const high = atLeast ? Number.POSITIVE_INFINITY : value - (negated ? JUST : 0);
      return [[{ kind: 'number', field, low, high, at }]];
    }
    case 'set': {
      const { field, op, values } = leaf;
      const demand = (what: typeof op, those: readonly string[]): Demand => ({
        kind: 'set',
        field,
        op: what,
        values: those,
        at,
      });
      if (!negated) return [[demand(op, values)]];
      if (op === 'any') return [[demand('none', values)]];
      return op === 'none'
        ? [[demand('any', values)]]
        : values.map((value) => [demand('none', [value])]);
    }
  }
};

/** Every way of the one with every way of the other; null when there are too many to follow. */
const product = (parts: readonly (Ways | null)[]): Ways | null => {
  let ways: Ways = [[]];
  for (const part of parts) {
    if (part === null || ways.length * part.length > MOST_WAYS) return null;
    ways = ways.flatMap((way) => part.map((other) => [...way, ...other]));
  }
  return ways;
};

const sum = (parts: readonly (Ways | null)[]): Ways | null => {
  const ways: (readonly Demand[])[] = [];
  for (const part of parts) {
    if (part === null || ways.length + part.length > MOST_WAYS) return null;
    ways.push(...part);
  }
  return ways;
};

/** All ways in which a condition can hold, contradictions included; null when there are too many to follow. */
export const waysOf = (condition: Condition, at: string, negated = false): Ways | null => {
  switch (condition.kind) {
    case 'not':
      return waysOf(condition.of, `${at}.0`, !negated);
    case 'all':
    case 'any': {
      const parts = condition.of.map((part, index) => waysOf(part, `${at}.${index}`, negated));
      return (condition.kind === 'all') !== negated ? product(parts) : sum(parts);
    }
    default:
      return leafDemands(condition, negated, at);
  }
};

/** Two rows that cannot hold at once; one row alone when it can never hold. */
export interface Clash {
  readonly at: string;
  readonly with: string | null;
}

type OfKind<K extends Demand['kind']> = Extract<Demand, { kind: K }>;

const clashOf = (demands: readonly Demand[], last: Demand): Clash => {
  const other = demands.find((demand) => demand !== last && demand.at !== last.at);
  return { at: last.at, with: other?.at ?? null };
};

const choiceClash = (field: string, demands: readonly OfKind<'choice'>[]): Clash | null => {
  let left: readonly string[] | null = valuesOf(field as Parameters<typeof valuesOf>[0]);
  const out = new Set<string>();
  for (const demand of demands) {
    if (demand.inside)
      left = left === null ? [...demand.values] : left.filter((value) => demand.values.has(value));
    else for (const value of demand.values) out.add(value);
    left = left?.filter((value) => !out.has(value)) ?? null;
    if (left?.length === 0) return clashOf(demands, demand);
  }
  return null;
};

const setClash = (demands: readonly OfKind<'set'>[]): Clash | null => {
  const none = demands.filter(({ op }) => op === 'none');
  for (const demand of demands) {
    if (demand.op === 'none') continue;
    for (const forbidding of none) {
      const hits = demand.values.filter((value) => forbidding.values.includes(value));
      const all = demand.op === 'all' ? hits.length > 0 : hits.length === demand.values.length;
      if (all && demand.values.length > 0) return { at: demand.at, with: forbidding.at };
    }
  }
  return null;
};

const flagClash = (demands: readonly OfKind<'flag'>[]): Clash | null => {
  const other = demands.find(({ value }) => value !== demands[0]?.value);
  return other === undefined ? null : clashOf(demands, other);
};

const numberClash = (field: string, demands: readonly OfKind<'number'>[]): Clash | null => {
  let [low, high]: readonly [number, number] = rangeOf(field as Parameters<typeof rangeOf>[0]);
  for (const demand of demands) {
    low = Math.max(low, demand.low);
    high = Math.min(high, demand.high);
    if (low > high) return clashOf(demands, demand);
  }
  return null;
};

/** What one field says of another: somebody has it, or nobody has; what has ended waits for nobody. */
const implied = (demands: readonly Demand[]): readonly Demand[] =>
  demands.flatMap((demand): readonly Demand[] => {
    const { at } = demand;
    if (demand.kind === 'flag' && demand.field === 'assigned') {
      const values = new Set([NOBODY]);
      return [{ kind: 'choice', field: 'assignee', values, inside: !demand.value, at }];
    }
    if (demand.kind === 'flag' && demand.field === 'waiting' && demand.value) {
      const values = new Set(['solved', 'closed']);
      return [
        { kind: 'choice', field: 'status', values, inside: false, at },
        { kind: 'choice', field: 'assignee', values: new Set([NOBODY]), inside: true, at },
      ];
    }
    return [];
  });

/** Why this way cannot be gone; null when it can. */
const clashIn = (way: readonly Demand[]): Clash | null => {
  const all = [...way, ...implied(way)];
  const fields = new Map<string, Demand[]>();
  for (const demand of all) {
    const key = `${demand.kind}:${demand.field}`;
    fields.set(key, [...(fields.get(key) ?? []), demand]);
  }
  for (const [key, demands] of fields) {
    const field = key.slice(key.indexOf(':') + 1);
    const of = <K extends Demand['kind']>(kind: K): readonly OfKind<K>[] =>
      demands.filter((demand): demand is OfKind<K> => demand.kind === kind);
    const clash =
      choiceClashIn(field, of('choice')) ??
      setClash(of('set')) ??
      flagClash(of('flag')) ??
      numberClashIn(field, of('number'));
    if (clash !== null) return clash;
  }
  return null;
};

const choiceClashIn = (field: string, demands: readonly OfKind<'choice'>[]): Clash | null =>
  demands.length === 0 ? null : choiceClash(field, demands);
const numberClashIn = (field: string, demands: readonly OfKind<'number'>[]): Clash | null =>
  demands.length === 0 ? null : numberClash(field, demands);

/** Null when it can hold; else the first two rows that keep it from holding. */
export const clashOfWays = (ways: Ways | null, also: readonly Demand[] = []): Clash | null => {
  if (ways === null) return null;
  let first: Clash | null = ways.length === 0 ? { at: 'condition', with: null } : null;
  for (const way of ways) {
    const clash = clashIn([...also, ...way]);
    if (clash === null) return null;
    first ??= clash;
  }
  return first;
};

/** Whether both can hold of the same request at once. */
export const canMeet = (a: Ways | null, b: Ways | null, also: readonly Demand[] = []): boolean => {
  const both = product([a, b]);
  return clashOfWays(both, also) === null;
};

/** That a field is one of these. */
export const isOneOf = (field: string, values: readonly string[], at: string): Demand => ({
  kind: 'choice',
  field,
  values: new Set(values),
  inside: true,
  at,
});
