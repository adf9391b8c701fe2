import { matchesValue } from '../fields/match-value.ts';
import type { AtMs } from '../ids.ts';
import {
  type ChoiceField,
  type Condition,
  type FlagField,
  NOBODY,
  type NumberField,
  type SetField,
} from './rule.ts';
import type { Situation } from './situation.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The first of January 1970 was a Thursday; Monday is 1. */
const FIRST_WEEKDAY = 3;

export const choiceOf = ({ state, memory }: Situation, at: AtMs, field: ChoiceField): string => {
  switch (field) {
    case 'customer_kind':
      return state.customerKind;
    case 'team':
      return state.teamId;
    case 'assignee':
      return state.assignee?.id ?? NOBODY;
    case 'support_tier':
      return String(state.case.supportTier);
    case 'promise':
      return memory.promise;
    case 'last_from':
      return memory.lastFrom;
    case 'weekday':
      return String(((Math.floor(at / DAY_MS) + FIRST_WEEKDAY) % 7) + 1);
    default:
      return state[field];
  }
};

const setOf = ({ state, memory }: Situation, field: SetField): readonly string[] => {
  switch (field) {
    case 'tag':
      return state.case.tags;
    case 'incident':
      return state.case.incidentIds;
    case 'department':
      return state.case.tasks.map(({ departmentId }) => departmentId);
    case 'sla_warned':
      return memory.warned;
    case 'sla_breached':
      return memory.breached;
  }
};

const flagOf = ({ state, memory }: Situation, field: FlagField): boolean => {
  switch (field) {
    case 'has_files':
      return memory.hasFiles;
    case 'destroyed_secret':
      return memory.destroyed;
    case 'emergency':
      return memory.emergency;
    case 'assigned':
      return state.assignee !== null;
    case 'waiting':
      return state.queuedAt !== null;
    case 'snoozed':
      return state.snoozedUntil !== null;
    case 'customer_away':
      return state.customerAway;
    case 'assistant_active':
      return state.assistant?.active === true;
    case 'complaint':
      return state.case.complaintId !== null;
  }
};

/** Null where there is no such number: then neither bound holds. */
const numberOf = ({ state, memory }: Situation, at: AtMs, field: NumberField): number | null => {
  switch (field) {
    case 'passes':
      return state.case.passes;
    case 'hours_open':
      return (at - state.createdAt) / HOUR_MS;
    case 'hours_waiting':
      return state.waitingSince === null ? null : (at - state.waitingSince) / HOUR_MS;
    case 'rating':
      return state.rating;
    case 'open_tasks':
      return state.case.tasks.length;
    case 'customer_messages':
      return memory.customerMessages;
    case 'agent_messages':
      return memory.agentMessages;
    case 'hour':
      return Math.floor((at % DAY_MS) / HOUR_MS);
  }
};

export type Predicate = (situation: Situation, at: AtMs) => boolean;

/** A condition made ready: it is asked many times. Empty `all` holds always, empty `any` never. */
export const compileCondition = (condition: Condition): Predicate => {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map(compileCondition);
      return (situation, at) => parts.every((part) => part(situation, at));
    }
    case 'any': {
      const parts = condition.of.map(compileCondition);
      return (situation, at) => parts.some((part) => part(situation, at));
    }
    case 'not': {
      const part = compileCondition(condition.of);
      return (situation, at) => !part(situation, at);
    }
    case 'choice': {
      const { field } = condition;
      const values = new Set(condition.values);
      const wanted = condition.op === 'is';
      return (situation, at) => values.has(choiceOf(situation, at, field)) === wanted;
    }
    case 'set': {
      const { field, op, values } = condition;
      if (op === 'all')
        return (situation) => values.every((value) => setOf(situation, field).includes(value));
      const wanted = op === 'any';
      return (situation) =>
        values.some((value) => setOf(situation, field).includes(value)) === wanted;
    }
    case 'flag': {
      const { field, value } = condition;
      return (situation) => flagOf(situation, field) === value;
    }
    case 'field': {
      const { fieldId, op, values } = condition;
      return (situation) => matchesValue(op, values, situation.fields.get(fieldId));
    }
    case 'number': {
      const { field, op, value } = condition;
      return (situation, at) => {
        const found = numberOf(situation, at, field);
        return found !== null && (op === 'at_least' ? found >= value : found <= value);
      };
    }
  }
};
