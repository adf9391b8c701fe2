import type { AtMs } from '../ids.ts';
import { choiceOf, compileCondition, type Predicate } from './condition.ts';
import type { ChoiceField, Condition, LiveRule, RuleEvent } from './rule.ts';
import type { Situation } from './situation.ts';

export interface CompiledRule {
  readonly rule: LiveRule;
  /** Its place in the order. */
  readonly place: number;
  readonly holds: Predicate;
}

/** Rules of one event by what tells them apart most cheaply; the rest are asked each time. */
interface Shelf {
  readonly byField: readonly {
    readonly field: ChoiceField;
    readonly byValue: ReadonlyMap<string, readonly CompiledRule[]>;
  }[];
  readonly rest: readonly CompiledRule[];
}

/** All published rules, made ready to be asked. */
export interface RuleBook {
  readonly rules: readonly LiveRule[];
  readonly byEvent: ReadonlyMap<RuleEvent, Shelf>;
  readonly onTime: readonly CompiledRule[];
  /** Fields whose values some rule asks about. */
  readonly fieldIds: ReadonlySet<string>;
}

/** What tells requests apart: the more values a field has, the fewer rules it leaves. */
const TELLING: readonly ChoiceField[] = [
  'category',
  'team',
  'assignee',
  'locale',
  'status',
  'priority',
  'tier',
  'support_tier',
  'customer_kind',
  'channel',
];

type Choice = Extract<Condition, { kind: 'choice' }>;

/** Choices that must hold for the whole to hold. */
const required = (condition: Condition): readonly Choice[] => {
  if (condition.kind === 'all') return condition.of.flatMap(required);
  return condition.kind === 'choice' && condition.op === 'is' ? [condition] : [];
};

/** The choice to look a rule up by: of the most telling field, with the fewest values. */
const keyOf = ({ rule }: CompiledRule): Choice | null => {
  const rank = ({ field, values }: Choice): number => TELLING.indexOf(field) * 100 + values.length;
  const usable = required(rule.definition.condition).filter(({ field }) => TELLING.includes(field));
  return usable.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
};

const shelve = (rules: readonly CompiledRule[]): Shelf => {
  const fields = new Map<ChoiceField, Map<string, CompiledRule[]>>();
  const rest: CompiledRule[] = [];
  for (const rule of rules) {
    const key = keyOf(rule);
    if (key === null) {
      rest.push(rule);
      continue;
    }
    const byValue = fields.get(key.field) ?? new Map<string, CompiledRule[]>();
    fields.set(key.field, byValue);
    for (const value of new Set(key.values))
      byValue.set(value, [...(byValue.get(value) ?? []), rule]);
  }
  return { byField: [...fields].map(([field, byValue]) => ({ field, byValue })), rest };
};

const fieldsIn = (condition: Condition): readonly string[] => {
  if (condition.kind === 'field') return [condition.fieldId];
  if (condition.kind === 'not') return fieldsIn(condition.of);
  return 'of' in condition ? condition.of.flatMap(fieldsIn) : [];
};

/** Rules in the order in which they are asked. */
export const compileRules = (rules: readonly LiveRule[]): RuleBook => {
  const byEvent = new Map<RuleEvent, CompiledRule[]>();
  const onTime: CompiledRule[] = [];
  for (const [place, rule] of rules.entries()) {
    const { trigger, condition } = rule.definition;
    const compiled = { rule, place, holds: compileCondition(condition) };
    if (trigger.kind === 'time') onTime.push(compiled);
    else
      for (const event of new Set(trigger.events))
        byEvent.set(event, [...(byEvent.get(event) ?? []), compiled]);
  }
  return {
    rules,
    byEvent: new Map([...byEvent].map(([event, list]) => [event, shelve(list)])),
    onTime,
    fieldIds: new Set(rules.flatMap(({ definition }) => fieldsIn(definition.condition))),
  };
};

const NONE: readonly CompiledRule[] = [];

/** The rules that one of these events may concern, in order, each once. Their conditions have not been asked yet. */
export const candidatesFor = (
  book: RuleBook,
  events: readonly RuleEvent[],
  situation: Situation,
  at: AtMs,
): readonly CompiledRule[] => {
  const found: CompiledRule[] = [];
  for (const event of events) {
    const shelf = book.byEvent.get(event);
    if (shelf === undefined) continue;
    found.push(...shelf.rest);
    for (const { field, byValue } of shelf.byField)
      found.push(...(byValue.get(choiceOf(situation, at, field)) ?? NONE));
  }
  // On one shelf no rule stands twice.
  const each = events.length > 1 ? [...new Set(found)] : found;
  return each.sort((a, b) => a.place - b.place);
};
