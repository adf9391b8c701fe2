import type { DeskRule } from '../../../src/contract/automation.ts';
import type { Voice } from '../../../src/core/automation/describe-rule.ts';
import { type ChoiceField, NOBODY, type SetField } from '../../../src/core/automation/rule.ts';
import { labelIn as fieldLabel } from '../../../src/core/fields/field.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useFields } from '../fields/fields-api.ts';
import { type Text, type TextKey, useLocale, useText } from '../locale/text.ts';
import { useMacros } from '../macros/macros-api.ts';
import { useAgents, useCanned, useTeams } from '../state/queries.ts';
import { useDepartments } from '../tasks/queries.ts';
import { useGivenNames } from './field-condition.tsx';

/** The fourth of January 1970 was a Sunday: day 1 of a week is the fifth. */
const MONDAY = Date.UTC(1970, 0, 5);
const DAY_MS = 86_400_000;

const weekdayName = (locale: Locale, weekday: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    MONDAY + (weekday - 1) * DAY_MS,
  );

/** What values of closed fields are called. */
const closedValue = (
  field: ChoiceField | SetField,
  value: string,
  text: Text,
  locale: Locale,
): string => {
  switch (field) {
    case 'category':
    case 'priority':
    case 'status':
    case 'tier':
    case 'locale':
      return text(`${field}.${value}` as TextKey);
    case 'channel':
      return text(`rule.channel.${value}` as TextKey);
    case 'customer_kind':
      return text(`rule.kind.${value}` as TextKey);
    case 'support_tier':
      return text('rule.tier_number', { tier: value });
    case 'promise':
      return text(`rule.promise.${value}` as TextKey);
    case 'last_from':
      return text(`rule.from.${value}` as TextKey);
    case 'weekday':
      return weekdayName(locale, Number(value));
    case 'sla_warned':
    case 'sla_breached':
      return text(`sla.target.${value}` as TextKey);
    default:
      return value;
  }
};

/** The language that the desk speaks, for sentences about rules. */
export const useVoice = (): Voice => {
  const text = useText();
  const locale = useLocale();
  const teams = useTeams().data;
  const agents = useAgents().data;
  const canned = useCanned().data;
  const macros = useMacros().data;
  const fields = useFields().data;
  const given = useGivenNames();
  const departments = useDepartments().data?.departments;
  const name: Voice['name'] = (kind, id) => {
    const found = {
      team: () => teams?.find((team) => team.id === id)?.name,
      agent: () => agents?.find((agent) => agent.id === id)?.name,
      text: () => canned?.find((each) => each.id === id)?.title,
      macro: () => macros?.find((each) => each.id === id)?.title,
      field: () => {
        const labels = fields?.find(({ fieldId }) => fieldId === id)?.labels;
        return labels && fieldLabel(labels, locale);
      },
    }[kind]();
    return found ?? text('rule.ui.gone');
  };
  return {
    say: (key, values) => text(`rule.${key}` as TextKey, values),
    list: (parts, how) =>
      new Intl.ListFormat(locale, {
        type: how === 'and' ? 'conjunction' : 'disjunction',
      }).format(parts),
    value: (field, value) => {
      if (field === 'department') {
        const names = departments?.find(({ departmentId }) => departmentId === value)?.names;
        return names === undefined ? value : labelIn(names, locale);
      }
      if (field === 'team') return name('team', value);
      if (field === 'assignee')
        return value === NOBODY ? text('rule.ui.nobody') : name('agent', value);
      return closedValue(field, value, text, locale);
    },
    name,
    given,
  };
};

/** What a rule is called; a ready-made one by the catalogue, unless somebody renamed it. */
export const ruleName = (rule: Pick<DeskRule, 'ready' | 'draft' | 'live'>, text: Text): string => {
  const own = rule.draft?.name ?? rule.live?.name ?? '';
  if (own !== '') return own;
  return rule.ready === null
    ? text('rule.ui.unnamed')
    : text(`rule.ready.${rule.ready}` as TextKey);
};
