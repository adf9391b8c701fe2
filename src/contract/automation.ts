import { z } from 'zod';
import { PROBLEMS } from '../core/automation/problem.ts';
import {
  type Action,
  CHOICE_FIELDS,
  type Condition,
  FLAG_FIELDS,
  MOMENTS,
  MOST,
  NUMBER_FIELDS,
  READY_TEXTS,
  RULE_EVENTS,
  type RuleDefinition,
  SET_FIELDS,
  SET_STATUSES,
  TIME_UNITS,
} from '../core/automation/rule.ts';
import { FIELD_OPS } from '../core/fields/match-value.ts';
import { CATEGORIES, LOCALES, PRIORITIES } from '../core/vocabulary.ts';
import { atMs, clientMessageId, uuid } from './conversation.ts';

const value = z.string().min(1).max(120);
const values = z.array(value).max(MOST.values);

const trigger = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('event'),
    events: z.array(z.enum(RULE_EVENTS)).max(RULE_EVENTS.length),
  }),
  z.strictObject({
    kind: z.literal('time'),
    amount: z.number().int().min(0).max(1_000_000),
    unit: z.enum(TIME_UNITS),
    since: z.enum(MOMENTS),
  }),
]);

/** Trees, not deeper than `MOST.depth`: deeper ones are refused with their row by the rule's own check. */
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all'), of: z.array(condition).max(MOST.conditions) }),
    z.strictObject({ kind: z.literal('any'), of: z.array(condition).max(MOST.conditions) }),
    z.strictObject({ kind: z.literal('not'), of: condition }),
    z.strictObject({
      kind: z.literal('choice'),
      field: z.enum(CHOICE_FIELDS),
      op: z.enum(['is', 'is_not']),
      values,
    }),
    z.strictObject({
      kind: z.literal('set'),
      field: z.enum(SET_FIELDS),
      op: z.enum(['any', 'all', 'none']),
      values,
    }),
    z.strictObject({ kind: z.literal('flag'), field: z.enum(FLAG_FIELDS), value: z.boolean() }),
    z.strictObject({
      kind: z.literal('number'),
      field: z.enum(NUMBER_FIELDS),
      op: z.enum(['at_least', 'at_most']),
      value: z.number().min(-1_000_000).max(1_000_000),
    }),
    z.strictObject({
      kind: z.literal('field'),
      fieldId: uuid,
      op: z.enum(FIELD_OPS),
      values: z.array(z.string().min(1).max(200)).max(MOST.values),
    }),
  ]),
);

const ruleText = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), name: z.enum(READY_TEXTS) }),
  z.strictObject({ kind: z.literal('saved'), cannedResponseId: z.string().max(64) }),
]);

const tags = z.array(z.string().max(60)).max(20);
const action: z.ZodType<Action> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('priority'), to: z.enum(PRIORITIES) }),
  z.strictObject({ kind: z.literal('category'), to: z.enum(CATEGORIES) }),
  z.strictObject({ kind: z.literal('status'), to: z.enum(SET_STATUSES) }),
  z.strictObject({ kind: z.literal('tag'), add: tags, remove: tags }),
  z.strictObject({ kind: z.literal('team'), teamId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('assign'), agentId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('escalate'), teamId: z.string().max(64).nullable() }),
  z.strictObject({ kind: z.literal('notice'), text: ruleText }),
  z.strictObject({ kind: z.literal('survey') }),
  z.strictObject({ kind: z.literal('note'), words: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal('snooze'), hours: z.number().min(0).max(100_000) }),
  z.strictObject({ kind: z.literal('macro'), macroId: z.string().max(64) }),
]);

export const ruleDefinition: z.ZodType<RuleDefinition> = z.strictObject({
  name: z.string().max(120),
  trigger,
  condition,
  actions: z.array(action).max(2 * MOST.actions),
  stop: z.boolean(),
});

export const problemSchema = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.enum(PROBLEMS),
  at: z.string(),
  with: z.string().nullable(),
  ruleIds: z.array(z.string()),
  about: z.string().nullable(),
});

export const deskRule = z.strictObject({
  ruleId: uuid,
  /** Which ready-made rule it came from; its name is then in the catalogue, unless it has one of its own. */
  ready: z.string().nullable(),
  liveVersion: z.number().int().nullable(),
  liveSince: atMs.nullable(),
  /** What acts now; null while the rule is off. */
  live: ruleDefinition.nullable(),
  /** What is being written; null where nothing differs from what was published last. */
  draft: ruleDefinition.nullable(),
  /** How often it acted in the last 30 days. */
  applied: z.number().int(),
  problems: z.array(problemSchema),
});
export type DeskRule = z.output<typeof deskRule>;
export const ruleList = z.strictObject({ rules: z.array(deskRule) });

/** What rules are called, for the lines that say what they did; of those that were removed as well. */
export const ruleNames = z.strictObject({
  names: z.array(z.strictObject({ ruleId: uuid, ready: z.string().nullable(), name: z.string() })),
});
export type RuleNames = z.output<typeof ruleNames>;

export const ruleVersion = z.strictObject({
  version: z.number().int().positive(),
  definition: ruleDefinition,
  note: z.string(),
  publishedBy: z.string().nullable(),
  publishedAt: atMs,
});
export const ruleHistory = z.strictObject({ versions: z.array(ruleVersion) });
export type RuleHistory = z.output<typeof ruleHistory>;

export const publishRule = z.strictObject({ note: z.string().trim().min(1).max(500) });
export const rollBackRule = z.strictObject({
  version: z.number().int().positive(),
  note: z.string().trim().min(1).max(500),
});
export const ruleOrder = z.strictObject({ ruleIds: z.array(uuid).max(MOST.rules) });
export const problemReply = z.strictObject({ problems: z.array(problemSchema) });
export const checkRuleRequest = z.strictObject({
  ruleId: uuid.nullable(),
  definition: ruleDefinition,
});

const cause = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), seq: z.number().int() }),
  z.strictObject({ kind: z.literal('time'), dueAt: atMs }),
]);

export const trialSample = z.strictObject({
  conversationId: uuid,
  number: z.string(),
  at: atMs,
  cause,
  actions: z.array(z.string()),
  refused: z.array(z.string()),
});
export type TrialSample = z.output<typeof trialSample>;

export const ruleTrial = z.strictObject({
  trialId: uuid,
  ruleId: uuid.nullable(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  fromAt: atMs,
  toAt: atMs,
  /** Conversations looked at, of all that moved in that time. */
  checked: z.number().int(),
  total: z.number().int(),
  /** Conversations in which it would have acted, and how often in all. */
  matched: z.number().int(),
  applied: z.number().int(),
  samples: z.array(trialSample),
  begunAt: atMs,
  endedAt: atMs.nullable(),
});
export type RuleTrial = z.output<typeof ruleTrial>;

/** Which rules are tried as their drafts say; the others as they act now. */
export const startBookTrial = z.strictObject({ drafts: z.array(uuid).max(MOST.rules) });

const bookCounts = { matched: z.number().int(), applied: z.number().int() };

export const bookRule = z.strictObject({
  ruleId: uuid,
  /** Conversations in which it would have acted, and how often in all. */
  ...bookCounts,
  /** How often of these another rule led to it. */
  led: z.number().int(),
  /** How often something of it was refused. */
  refused: z.number().int(),
  /** The same by the book in force; zeros where it does not act now. */
  inForce: z.strictObject(bookCounts),
  samples: z.array(trialSample.extend({ chain: z.array(z.string()) })),
});
export type BookRule = z.output<typeof bookRule>;

/** What was found so far: rules in their order. */
export const bookFindings = z.strictObject({
  /** Conversations in which the book under trial does something else than the book in force. */
  changed: z.number().int(),
  rules: z.array(bookRule),
  differences: z.array(
    trialSample.omit({ cause: true }).extend({ ruleId: uuid, how: z.enum(['more', 'less']) }),
  ),
  /** Rules that led to each other until they were stopped. */
  loops: z.array(z.strictObject({ ruleIds: z.array(uuid), count: z.number().int() })),
});
export type BookFindings = z.output<typeof bookFindings>;

export const bookTrial = bookFindings.extend({
  trialId: uuid,
  state: ruleTrial.shape.state,
  fromAt: atMs,
  toAt: atMs,
  checked: z.number().int(),
  total: z.number().int(),
  begunAt: atMs,
  endedAt: atMs.nullable(),
});
export type BookTrial = z.output<typeof bookTrial>;

export const ruleApplication = z.strictObject({
  ruleId: uuid,
  version: z.number().int(),
  conversationId: uuid,
  number: z.string(),
  at: atMs,
  actions: z.array(z.string()),
  refused: z.array(z.string()),
});
export const ruleApplications = z.strictObject({
  applications: z.array(ruleApplication),
  /** For the page after this one; null at the end. */
  before: atMs.nullable(),
});
export type RuleApplications = z.output<typeof ruleApplications>;

const VISIBILITIES = ['me', 'team', 'all'] as const;

/** What a macro may do: a rule's actions without notices, surveys and other macros. */
export const MACRO_ACTIONS = [
  'priority',
  'category',
  'status',
  'tag',
  'team',
  'escalate',
  'note',
  'snooze',
] as const;

export const macroInput = z.strictObject({
  shortcut: z.string().regex(/^[a-z0-9-]{1,32}$/),
  title: z.string().trim().min(1).max(120),
  category: z.enum(CATEGORIES).nullable(),
  /** Text per locale, with the variables of canned responses; may be empty. */
  texts: z.partialRecord(z.enum(LOCALES), z.string().max(8_000)),
  actions: z.array(action).max(MOST.actions),
  visibility: z.enum(VISIBILITIES),
  /** Whose it is where the visibility is `team`. */
  teamId: z.string().max(64).nullable(),
});
export type MacroInput = z.output<typeof macroInput>;

export const macro = macroInput.extend({
  id: uuid,
  ownerId: z.string(),
  used: z.number().int(),
  /** Whether the one who asks may change it. */
  mine: z.boolean(),
});
export type Macro = z.output<typeof macro>;
export const macroList = z.strictObject({ macros: z.array(macro) });

export const applyMacro = z.strictObject({
  /** Of the reply; sent again, the first answer comes back. */
  clientMessageId,
  /** The words as they were shown and perhaps changed; empty where the macro says nothing. */
  text: z.string().max(8_000),
  fileIds: z.array(uuid).max(10),
});
export const macroApplied = z.strictObject({ seq: z.number().int(), duplicate: z.boolean() });
