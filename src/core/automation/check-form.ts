import { checkValue } from '../fields/check-value.ts';
import type { Field } from '../fields/field.ts';
import { choicesOf, isBare, opsOf } from '../fields/match-value.ts';
import { rangeOf, valuesOf } from './field-values.ts';
import { type Problem, problem } from './problem.ts';
import { type Action, type Condition, MOST, NOBODY, type RuleDefinition } from './rule.ts';

/** The ids that an installation has. */
export interface Known {
  readonly teams: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** Macros that everyone may use. */
  readonly macros: ReadonlyMap<string, readonly Action[]>;
  /** By id; retired ones may be among them. */
  readonly fields: ReadonlyMap<string, Field>;
}

const TAG = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;
const MOST_HOURS = 24 * 365;

const idsOf = (field: string, known: Known): ReadonlySet<string> | null => {
  if (field === 'team') return known.teams;
  if (field === 'assignee') return new Set([...known.agents, NOBODY]);
  return field === 'department' ? known.departments : null;
};

const checkValues = (
  { field, values }: Extract<Condition, { kind: 'choice' | 'set' }>,
  known: Known,
  at: string,
): readonly Problem[] => {
  if (values.length === 0) return [problem('error', 'no_values', at)];
  if (values.length > MOST.values) return [problem('error', 'too_many', at)];
  const allowed = valuesOf(field);
  const strange = allowed === null ? undefined : values.find((value) => !allowed.includes(value));
  if (strange !== undefined) return [problem('error', 'unknown_value', at, { about: strange })];
  const ids = idsOf(field, known);
  const unknown = ids === null ? undefined : values.find((value) => !ids.has(value));
  return unknown === undefined ? [] : [problem('error', 'unknown_id', at, { about: unknown })];
};

type OfField = Extract<Condition, { kind: 'field' }>;

/** A question that fits the field as it is now; one that was retired is asked of nobody any more. */
const checkField = (
  { fieldId, op, values }: OfField,
  { fields }: Known,
  at: string,
): readonly Problem[] => {
  const field = fields.get(fieldId);
  if (field === undefined || field.retired)
    return [problem('error', 'field_gone', at, { about: field?.fieldId ?? fieldId })];
  if (!opsOf(field.kind).includes(op)) return [problem('error', 'field_value_wrong', at)];
  if (isBare(op)) return [];
  if (values.length === 0) return [problem('error', 'no_values', at)];
  if (values.length > MOST.values) return [problem('error', 'too_many', at)];
  const choices = choicesOf(field);
  const strange = values.find((value) =>
    choices === null ? op !== 'contains' && !checkable(field, value) : !choices.includes(value),
  );
  return strange === undefined
    ? []
    : [problem('error', 'field_value_wrong', at, { about: strange })];
};

/** Kept values have one form; only in it can they be compared. */
const checkable = (field: Field, value: string): boolean => {
  const checked = checkValue(field, value);
  return checked.ok && (field.kind === 'text' || checked.value === value);
};

const checkCondition = (
  condition: Condition,
  known: Known,
  at: string,
  depth: number,
): readonly Problem[] => {
  if (depth > MOST.depth) return [problem('error', 'too_deep', at)];
  switch (condition.kind) {
    case 'not':
      return checkCondition(condition.of, known, `${at}.0`, depth + 1);
    case 'all':
    case 'any':
      return condition.of.flatMap((part, index) =>
        checkCondition(part, known, `${at}.${index}`, depth + 1),
      );
    case 'number': {
      const [low, high] = rangeOf(condition.field);
      return condition.value >= low && condition.value <= high
        ? []
        : [problem('error', 'out_of_range', at, { about: String(condition.value) })];
    }
    case 'flag':
      return [];
    case 'field':
      return checkField(condition, known, at);
    default:
      return checkValues(condition, known, at);
  }
};

const countOf = (condition: Condition): number => {
  if (condition.kind === 'not') return 1 + countOf(condition.of);
  return 'of' in condition ? condition.of.reduce((all, part) => all + countOf(part), 1) : 1;
};

const unknownId = (at: string, about: string): readonly Problem[] => [
  problem('error', 'unknown_id', at, { about }),
];

export const checkAction = (action: Action, known: Known, at: string): readonly Problem[] => {
  switch (action.kind) {
    case 'tag': {
      if (action.add.length + action.remove.length === 0)
        return [problem('error', 'no_values', at)];
      const bad = [...action.add, ...action.remove].find((tag) => !TAG.test(tag));
      return bad === undefined ? [] : [problem('error', 'bad_tag', at, { about: bad })];
    }
    case 'team':
      return known.teams.has(action.teamId) ? [] : unknownId(at, action.teamId);
    case 'escalate':
      return action.teamId === null || known.teams.has(action.teamId)
        ? []
        : unknownId(at, action.teamId);
    case 'assign':
      return known.agents.has(action.agentId) ? [] : unknownId(at, action.agentId);
    case 'notice':
      return action.text.kind === 'ready' || known.texts.has(action.text.cannedResponseId)
        ? []
        : unknownId(at, action.text.cannedResponseId);
    case 'note':
      return action.words.trim() === '' ? [problem('error', 'no_words', at)] : [];
    case 'snooze':
      return action.hours > 0 && action.hours <= MOST_HOURS
        ? []
        : [problem('error', 'out_of_range', at, { about: String(action.hours) })];
    case 'macro':
      return known.macros.has(action.macroId) ? [] : unknownId(at, action.macroId);
    default:
      return [];
  }
};

const checkTrigger = ({ trigger }: RuleDefinition): readonly Problem[] => {
  if (trigger.kind === 'event')
    return trigger.events.length === 0 ? [problem('error', 'no_events', 'trigger')] : [];
  const { amount, unit } = trigger;
  const hours = unit === 'minutes' ? amount / 60 : unit === 'days' ? amount * 24 : amount;
  const least = unit === 'minutes' ? 1 / 60 : 1;
  return hours >= least && hours <= MOST_HOURS && Number.isInteger(amount)
    ? []
    : [problem('error', 'out_of_range', 'trigger', { about: String(amount) })];
};

/** Whether a rule is well formed and names only what there is. */
export const checkForm = (definition: RuleDefinition, known: Known): readonly Problem[] => {
  const { condition, actions } = definition;
  const counted = countOf(condition);
  return [
    ...checkTrigger(definition),
    ...(counted > MOST.conditions ? [problem('error', 'too_many', 'condition')] : []),
    ...checkCondition(condition, known, 'condition', 0),
    ...(actions.length === 0 ? [problem('error', 'no_actions', 'actions')] : []),
    ...(actions.length > MOST.actions ? [problem('error', 'too_many', 'actions')] : []),
    ...actions.flatMap((action, index) => checkAction(action, known, `actions.${index}`)),
  ];
};
