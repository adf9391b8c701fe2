import type { ActingAgent, Command } from '../conversation/command.ts';
import { decide } from '../conversation/decide.ts';
import type { ConversationEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import { mayBecome } from '../conversation/transitions.ts';
import type { AgentId, AtMs, TeamId } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Category, Priority } from '../vocabulary.ts';

/** What can be done to many conversations at once. */
export type BulkAction =
  | { readonly kind: 'status'; readonly to: 'open' | 'pending' | 'on_hold' | 'solved' }
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'category'; readonly to: Category }
  | { readonly kind: 'team'; readonly teamId: TeamId }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'assign'; readonly agentId: AgentId }
  | { readonly kind: 'macro'; readonly macroId: string };

export const BULK_KINDS = [
  'status',
  'priority',
  'category',
  'team',
  'tags',
  'assign',
  'macro',
] as const;
/** So many at once; more is told, and has to be narrowed down. */
export const MOST_AT_ONCE = 1_000;

export interface BulkActor {
  readonly agent: ActingAgent;
  /** Which team answers each category. */
  readonly teamOf: (category: Category) => TeamId;
  /** What the macro asks of a conversation; null where none is applied. */
  readonly macro: {
    readonly plan: (state: Conversation, at: AtMs) => Command;
    readonly takesAway: boolean;
  } | null;
}

/** The command that an action is for each conversation. For `assign` whether there is room shows only when it is done. */
export const commandOf = (
  action: Exclude<BulkAction, { kind: 'macro' }>,
  { agent, teamOf }: Pick<BulkActor, 'agent' | 'teamOf'>,
): Command => {
  switch (action.kind) {
    case 'status':
      return { type: 'set_status', agent, to: action.to };
    case 'priority':
      return { type: 'set_priority', to: action.to };
    case 'category':
      return { type: 'set_category', to: action.to, teamId: teamOf(action.to) };
    case 'team':
      return { type: 'send_to_team', teamId: action.teamId };
    case 'tags':
      return { type: 'change_tags', add: action.add, remove: action.remove };
    case 'assign':
      return { type: 'reassign', to: { id: action.agentId, name: '', badge: '' } };
  }
};

/** Nobody takes a colleague's work away; leads may. */
export const mayDo = (
  state: Conversation,
  action: BulkAction,
  { agent, macro }: Pick<BulkActor, 'agent' | 'macro'>,
): Outcome<null> => {
  const { assignee } = state;
  const others = assignee !== null && assignee.id !== agent.id && !agent.leads;
  const takesAway =
    action.kind === 'team' || (action.kind === 'macro' && macro?.takesAway === true);
  return takesAway && others
    ? fail('conflict', 'assigned_to_other', { agent: assignee.name })
    : ok(null);
};

/** What would take it back; null where that cannot be done. */
export const backOf = (
  before: Conversation,
  action: BulkAction,
  events: readonly ConversationEvent[],
): BulkAction | null => {
  switch (action.kind) {
    case 'status': {
      const { status } = before;
      if (status === 'new' || status === 'solved' || status === 'closed') return null;
      return mayBecome(action.to, status) ? { kind: 'status', to: status } : null;
    }
    case 'priority':
      return { kind: 'priority', to: before.priority };
    case 'category':
      return { kind: 'category', to: before.category };
    case 'team':
      return { kind: 'team', teamId: before.teamId };
    case 'tags': {
      const changed = events.find(({ type }) => type === 'tags_changed');
      return changed?.type === 'tags_changed'
        ? { kind: 'tags', add: changed.removed, remove: changed.added }
        : null;
    }
    case 'assign':
      return before.assignee === null ? null : { kind: 'assign', agentId: before.assignee.id };
    case 'macro':
      // What was said cannot be unsaid.
      return null;
  }
};

export interface PlannedRow {
  readonly outcome: 'changed' | 'unchanged' | 'refused';
  /** Why it is refused; null otherwise. */
  readonly code: string | null;
  /** What a macro would do there, as the log names it; empty for everything else. */
  readonly steps: readonly string[];
}

const wouldDo = (
  state: Conversation,
  action: BulkAction,
  actor: BulkActor,
  at: AtMs,
): Outcome<readonly ConversationEvent[]> => {
  if (action.kind !== 'macro') return decide(state, commandOf(action, actor), at);
  if (actor.macro === null) throw new Error('no macro was made ready');
  return decide(state, actor.macro.plan(state, at), at);
};

/** A macro is entered in the log even where it changes nothing: then only that is left. */
const stepsOf = (events: readonly ConversationEvent[]): readonly string[] | null => {
  const applied = events.find(({ type }) => type === 'macro_applied');
  return applied?.type === 'macro_applied' ? applied.actions : null;
};

/** What would happen to a conversation if it were done now: decided by the very rules that will decide it then. */
export const planRow = (
  state: Conversation,
  action: BulkAction,
  actor: BulkActor,
  at: AtMs,
): PlannedRow => {
  const may = mayDo(state, action, actor);
  const decided = may.ok ? wouldDo(state, action, actor, at) : may;
  if (!decided.ok) return { outcome: 'refused', code: decided.failure.code, steps: [] };
  const steps = stepsOf(decided.value);
  const count = steps === null ? decided.value.length : steps.length;
  return { outcome: count === 0 ? 'unchanged' : 'changed', code: null, steps: steps ?? [] };
};
