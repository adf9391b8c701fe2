import { SLA_TARGETS, SUPPORT_TIERS } from '../conversation/case.ts';
import { CATEGORIES, CHANNELS, LOCALES, PRIORITIES, STATUSES, TIERS } from '../vocabulary.ts';
import type { ChoiceField, NumberField, SetField } from './rule.ts';

/** All that a field can be; null where the installation says so (teams, agents, tags, incidents, departments). */
export const valuesOf = (field: ChoiceField | SetField): readonly string[] | null => {
  switch (field) {
    case 'category':
      return CATEGORIES;
    case 'priority':
      return PRIORITIES;
    case 'status':
      return STATUSES;
    case 'tier':
      return TIERS;
    case 'channel':
      return CHANNELS;
    case 'locale':
      return LOCALES;
    case 'customer_kind':
      return ['customer', 'visitor'];
    case 'support_tier':
      return SUPPORT_TIERS.map(String);
    case 'promise':
      return ['none', 'running', 'kept', 'lapsed', 'moot'];
    case 'last_from':
      return ['customer', 'agent', 'assistant', 'system'];
    case 'weekday':
      return ['1', '2', '3', '4', '5', '6', '7'];
    case 'sla_warned':
    case 'sla_breached':
      return SLA_TARGETS;
    default:
      return null;
  }
};

/** Between which whole numbers a field lies. */
export const rangeOf = (field: NumberField): readonly [number, number] => {
  switch (field) {
    case 'rating':
      return [1, 5];
    case 'hour':
      return [0, 23];
    case 'hours_open':
    case 'hours_waiting':
      return [0, 24 * 365];
    default:
      return [0, 10_000];
  }
};

/** Numbers that need not be there: the opposite of a bound is then no bound. */
export const mayBeMissing = (field: NumberField): boolean =>
  field === 'rating' || field === 'hours_waiting';
