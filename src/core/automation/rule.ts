import type { FieldOp } from '../fields/match-value.ts';
import type { Category, Priority } from '../vocabulary.ts';

/** What people call the things that happen to a request; each is one or more events of the log. */
export const RULE_EVENTS = [
  'opened',
  'customer_wrote',
  'agent_wrote',
  'assistant_answered',
  'note_left',
  'handed_over',
  'queued',
  'assigned',
  'taken_up',
  'transferred',
  'status_changed',
  'priority_changed',
  'category_changed',
  'tags_changed',
  'field_changed',
  'reopened',
  'snooze_ended',
  'escalated',
  'task_opened',
  'task_ended',
  'sla_warned',
  'sla_breached',
  'promise_made',
  'promise_lapsed',
  'incident_attached',
  'incident_detached',
  'merged',
  'rated',
  'customer_left',
  'complaint_opened',
] as const;
export type RuleEvent = (typeof RULE_EVENTS)[number];

/** From when a rule on time counts. */
export const MOMENTS = [
  'opened',
  'customer_wrote',
  'agent_wrote',
  'status_set',
  'pending',
  'on_hold',
  'solved',
  'waiting',
  'assigned',
] as const;
export type Moment = (typeof MOMENTS)[number];

export const TIME_UNITS = ['minutes', 'hours', 'days', 'business_hours'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

export type Trigger =
  | { readonly kind: 'event'; readonly events: readonly RuleEvent[] }
  | {
      readonly kind: 'time';
      readonly amount: number;
      readonly unit: TimeUnit;
      readonly since: Moment;
    };

/** Exactly one of several values. */
export const CHOICE_FIELDS = [
  'category',
  'priority',
  'status',
  'tier',
  'channel',
  'locale',
  'customer_kind',
  'team',
  'assignee',
  'support_tier',
  'promise',
  'last_from',
  'weekday',
] as const;
export type ChoiceField = (typeof CHOICE_FIELDS)[number];

/** Any number of values. */
export const SET_FIELDS = ['tag', 'incident', 'department', 'sla_warned', 'sla_breached'] as const;
export type SetField = (typeof SET_FIELDS)[number];

export const FLAG_FIELDS = [
  'has_files',
  'destroyed_secret',
  'emergency',
  'assigned',
  'waiting',
  'snoozed',
  'customer_away',
  'assistant_active',
  'complaint',
] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];

/** `hours_open`: since the request was opened; `hour`: of the day in UTC, 0 to 23. */
export const NUMBER_FIELDS = [
  'passes',
  'hours_open',
  'hours_waiting',
  'rating',
  'open_tasks',
  'customer_messages',
  'agent_messages',
  'hour',
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

/** An assignee who is nobody. */
export const NOBODY = 'nobody';

export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | {
      readonly kind: 'choice';
      readonly field: ChoiceField;
      readonly op: 'is' | 'is_not';
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'set';
      readonly field: SetField;
      readonly op: 'any' | 'all' | 'none';
      readonly values: readonly string[];
    }
  | { readonly kind: 'flag'; readonly field: FlagField; readonly value: boolean }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly op: 'at_least' | 'at_most';
      readonly value: number;
    }
  /** What was filled in, in a field that the installation keeps. */
  | {
      readonly kind: 'field';
      readonly fieldId: string;
      readonly op: FieldOp;
      readonly values: readonly string[];
    };

/** Texts that the catalogue has ready in every language; others are saved texts by their id. */
export const READY_TEXTS = ['received', 'reminder', 'auto_close', 'survey'] as const;
export type ReadyText = (typeof READY_TEXTS)[number];

export type RuleText =
  | { readonly kind: 'ready'; readonly name: ReadyText }
  | { readonly kind: 'saved'; readonly cannedResponseId: string };

export const SET_STATUSES = ['open', 'pending', 'on_hold', 'solved'] as const;
export type SetStatus = (typeof SET_STATUSES)[number];

export type Action =
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'category'; readonly to: Category }
  | { readonly kind: 'status'; readonly to: SetStatus }
  | { readonly kind: 'tag'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'team'; readonly teamId: string }
  | { readonly kind: 'assign'; readonly agentId: string }
  | { readonly kind: 'escalate'; readonly teamId: string | null }
  | { readonly kind: 'notice'; readonly text: RuleText }
  | { readonly kind: 'survey' }
  | { readonly kind: 'note'; readonly words: string }
  | { readonly kind: 'snooze'; readonly hours: number }
  | { readonly kind: 'macro'; readonly macroId: string };
export type ActionKind = Action['kind'];

/** All that a rule says; what is published of it never changes. */
export interface RuleDefinition {
  /** Empty for a ready-made rule that nobody renamed: its name is in the catalogue. */
  readonly name: string;
  readonly trigger: Trigger;
  readonly condition: Condition;
  readonly actions: readonly Action[];
  /** No rule after it is asked about the same event. */
  readonly stop: boolean;
}

/** A rule that acts. Rules are asked in the order of the list. */
export interface LiveRule {
  readonly ruleId: string;
  readonly version: number;
  readonly liveSince: number;
  readonly definition: RuleDefinition;
}

/** Always true: what a new rule begins with. */
export const ALWAYS: Condition = { kind: 'all', of: [] };

/** How many rules, conditions and actions there may be, and how deep conditions may lie. */
export const MOST = { rules: 1_000, conditions: 60, depth: 5, actions: 12, values: 60 } as const;
