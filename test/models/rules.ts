import { compileRules } from '../../src/core/automation/compile-rules.ts';
import {
  type Action,
  ALWAYS,
  type Condition,
  type LiveRule,
  type RuleDefinition,
} from '../../src/core/automation/rule.ts';
import { simulate, type Trial } from '../../src/core/automation/simulate.ts';
import type { Lookups } from '../../src/core/automation/steps.ts';
import type { LoggedEvent } from '../../src/core/conversation/event.ts';
import type { Field } from '../../src/core/fields/field.ts';
import type { AgentId, TeamId } from '../../src/core/ids.ts';
import { started } from './conversation-model.ts';

export const LOOKUPS: Lookups = {
  agentOf: (id) => ({ id: id as AgentId, name: 'Ana', badge: 'M-1' }),
  hasTeam: () => true,
  teamOf: () => 'general' as TeamId,
  macroOf: () => undefined,
  hasText: () => true,
};
export const HOURS = { add: (_team: TeamId, from: number, ms: number) => from + ms };
export const KNOWN = {
  teams: new Set(['wallets', 'general']),
  agents: new Set(['agent-1']),
  departments: new Set<string>(),
  texts: new Set<string>(),
  macros: new Map<string, readonly Action[]>(),
  fields: new Map<string, Field>(),
};

export const rule = (ruleId: string, more: Partial<RuleDefinition> = {}): LiveRule => ({
  ruleId,
  version: 1,
  liveSince: 0,
  definition: {
    name: ruleId,
    trigger: { kind: 'event', events: ['opened'] },
    condition: ALWAYS,
    actions: [{ kind: 'tag', add: [ruleId], remove: [] }],
    stop: false,
    ...more,
  },
});

export const trialOf = (rules: readonly LiveRule[], more: Partial<Trial> = {}): Trial => ({
  book: compileRules(rules),
  hours: HOURS,
  lookups: LOOKUPS,
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  only: null,
  needed: [],
  ...more,
});

export const log = (): readonly LoggedEvent[] => started(false).log;
export const ids = (rules: readonly LiveRule[], logged = log()): readonly string[] =>
  simulate(trialOf(rules), logged).map(({ ruleId }) => ruleId);
export const is = (
  field: Extract<Condition, { kind: 'choice' }>['field'],
  ...values: string[]
): Condition => ({ kind: 'choice', field, op: 'is', values });
