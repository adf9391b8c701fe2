import { ALWAYS, type Condition, type RuleDefinition } from '../../core/automation/rule.ts';

/** A rule that an installation begins with. */
export interface ReadyRule {
  /** Its name is `rule.ready.<key>` in the catalogue. */
  readonly key: ReadyKey;
  readonly definition: RuleDefinition;
  /** Acts from the beginning; the others wait as drafts. */
  readonly live: boolean;
}

export const READY_KEYS = [
  'security_first',
  'vip',
  'silence',
  'spam',
  'reminder',
  'auto_close',
  'survey',
] as const;
export type ReadyKey = (typeof READY_KEYS)[number];

const is = (
  field: 'category' | 'priority' | 'status' | 'tier' | 'customer_kind' | 'last_from',
  ...values: readonly string[]
): Condition => ({
  kind: 'choice',
  field,
  op: 'is',
  values,
});
const all = (...of: readonly Condition[]): Condition => ({ kind: 'all', of });

/**
 * Security first acts at once. What writes to customers about silence on their side acts as well, because a request
 * that waits for them for ever helps nobody. The others are for whoever runs the installation to look at first.
 */
export const READY_RULES: readonly ReadyRule[] = [
  {
    key: 'security_first',
    live: true,
    definition: {
      name: '',
      trigger: { kind: 'event', events: ['opened', 'handed_over', 'category_changed'] },
      condition: all(is('category', 'security', 'fraud'), is('priority', 'low', 'normal')),
      actions: [{ kind: 'priority', to: 'high' }],
      stop: false,
    },
  },
  {
    key: 'vip',
    live: false,
    definition: {
      name: '',
      trigger: { kind: 'event', events: ['opened'] },
      condition: all(is('tier', 'vip'), is('priority', 'low', 'normal')),
      actions: [
        { kind: 'priority', to: 'high' },
        { kind: 'tag', add: ['vip'], remove: [] },
      ],
      stop: false,
    },
  },
  {
    key: 'silence',
    live: false,
    definition: {
      name: '',
      trigger: { kind: 'time', amount: 4, unit: 'business_hours', since: 'customer_wrote' },
      condition: all(is('status', 'new', 'open'), is('last_from', 'customer')),
      actions: [
        { kind: 'tag', add: ['silence'], remove: [] },
        { kind: 'escalate', teamId: null },
      ],
      stop: false,
    },
  },
  {
    key: 'spam',
    live: false,
    definition: {
      name: '',
      trigger: { kind: 'event', events: ['customer_wrote'] },
      condition: all(
        is('customer_kind', 'visitor'),
        { kind: 'number', field: 'customer_messages', op: 'at_least', value: 8 },
        { kind: 'number', field: 'agent_messages', op: 'at_most', value: 0 },
        { kind: 'flag', field: 'emergency', value: false },
        { kind: 'flag', field: 'assistant_active', value: false },
      ),
      actions: [
        { kind: 'tag', add: ['suspected-spam'], remove: [] },
        { kind: 'priority', to: 'low' },
      ],
      stop: false,
    },
  },
  {
    key: 'reminder',
    live: true,
    definition: {
      name: '',
      trigger: { kind: 'time', amount: 3, unit: 'days', since: 'pending' },
      condition: ALWAYS,
      actions: [{ kind: 'notice', text: { kind: 'ready', name: 'reminder' } }],
      stop: false,
    },
  },
  {
    key: 'auto_close',
    live: true,
    definition: {
      name: '',
      trigger: { kind: 'time', amount: 7, unit: 'days', since: 'pending' },
      condition: all(
        { kind: 'number', field: 'open_tasks', op: 'at_most', value: 0 },
        { kind: 'flag', field: 'complaint', value: false },
      ),
      actions: [
        { kind: 'notice', text: { kind: 'ready', name: 'auto_close' } },
        { kind: 'status', to: 'solved' },
      ],
      stop: true,
    },
  },
  {
    key: 'survey',
    live: false,
    definition: {
      name: '',
      trigger: { kind: 'time', amount: 1, unit: 'days', since: 'solved' },
      condition: all(is('status', 'solved'), {
        kind: 'not',
        of: { kind: 'number', field: 'rating', op: 'at_least', value: 1 },
      }),
      actions: [{ kind: 'survey' }],
      stop: false,
    },
  },
];
