import type { ActingAgent, Command, Step } from '../conversation/command.ts';
import type { PublicAgent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import type { AtMs, MessageId, TeamId } from '../ids.ts';
import type { Category } from '../vocabulary.ts';
import type { Due } from './decide-rules.ts';
import type { Action, RuleText } from './rule.ts';

const HOUR_MS = 3_600_000;

/** What the ids in actions stand for. */
export interface Lookups {
  readonly agentOf: (id: string) => PublicAgent | undefined;
  readonly hasTeam: (id: string) => boolean;
  readonly teamOf: (category: Category) => TeamId;
  /** The actions of a macro; undefined where there is none, or where not everyone may use it. */
  readonly macroOf: (id: string) => readonly Action[] | undefined;
  /** Whether there is a saved text of this id. */
  readonly hasText: (id: string) => boolean;
}

/** Words that go with the steps. */
export interface StepWords {
  readonly messageId: MessageId;
  readonly clientMessageId: string;
  readonly source:
    | { readonly kind: 'text'; readonly text: RuleText }
    | { readonly kind: 'survey' }
    | { readonly kind: 'note'; readonly words: string };
}

export interface Planned {
  readonly steps: readonly Step[];
  /** What cannot be asked because something in it is gone: the step's name and why. */
  readonly missing: readonly string[];
  readonly words: readonly StepWords[];
}

/** Gives the words of the nth step their ids. */
export type WordIds = (index: number) => Pick<StepWords, 'messageId' | 'clientMessageId'>;

/** What a step is called in the log: codes and ids, never words. */
export const stepName = (action: Action): string => {
  switch (action.kind) {
    case 'priority':
    case 'category':
    case 'status':
      return `${action.kind}:${action.to}`;
    case 'tag':
      return `tag:${[...action.add.map((tag) => `+${tag}`), ...action.remove.map((tag) => `-${tag}`)].join(',')}`;
    case 'team':
      return `team:${action.teamId}`;
    case 'assign':
      return `assign:${action.agentId}`;
    case 'escalate':
      return action.teamId === null ? 'escalate' : `escalate:${action.teamId}`;
    case 'notice':
      return action.text.kind === 'ready'
        ? `notice:${action.text.name}`
        : `notice:${action.text.cannedResponseId}`;
    case 'survey':
    case 'note':
      return action.kind;
    case 'snooze':
      return `snooze:${action.hours}`;
    case 'macro':
      return `macro:${action.macroId}`;
  }
};

type Asked =
  | { readonly command: Step['command']; readonly source?: StepWords['source'] }
  | { readonly missing: string };

interface Asking {
  readonly agent: ActingAgent | null;
  readonly lookups: Lookups;
  readonly at: AtMs;
  readonly ids: ReturnType<WordIds>;
}

type Telling = Extract<Action, { kind: 'notice' | 'survey' | 'note' }>;

const tell = (action: Telling, { agent, ids, lookups }: Asking): Asked => {
  if (action.kind === 'note') {
    const message = { ...ids, fileIds: [], destroyed: [] };
    return {
      command: { type: 'add_note', agent, message },
      source: { kind: 'note', words: action.words },
    };
  }
  if (action.kind === 'survey')
    return {
      command: { type: 'give_notice', ...ids, notice: 'survey' },
      source: { kind: 'survey' },
    };
  const { text } = action;
  if (text.kind === 'saved' && !lookups.hasText(text.cannedResponseId))
    return { missing: 'canned_response_not_found' };
  const notice =
    text.kind === 'ready' && text.name !== 'received' ? text.name : ('rule_message' as const);
  return { command: { type: 'give_notice', ...ids, notice }, source: { kind: 'text', text } };
};

const statusCommand = (
  to: Extract<Action, { kind: 'status' }>['to'],
  agent: ActingAgent | null,
): Step['command'] =>
  agent === null ? { type: 'move_status', to } : { type: 'set_status', agent, to };

const ask = (action: Exclude<Action, { kind: 'macro' }>, asking: Asking): Asked => {
  const { agent, lookups, at } = asking;
  switch (action.kind) {
    case 'priority':
      return { command: { type: 'set_priority', to: action.to } };
    case 'category':
      return {
        command: { type: 'set_category', to: action.to, teamId: lookups.teamOf(action.to) },
      };
    case 'status':
      return { command: statusCommand(action.to, agent) };
    case 'tag':
      return { command: { type: 'change_tags', add: action.add, remove: action.remove } };
    case 'team':
      return lookups.hasTeam(action.teamId)
        ? { command: { type: 'send_to_team', teamId: action.teamId as TeamId } }
        : { missing: 'team_not_found' };
    case 'assign': {
      const to = lookups.agentOf(action.agentId);
      return to === undefined
        ? { missing: 'agent_not_found' }
        : { command: { type: 'reassign', to } };
    }
    case 'escalate': {
      if (action.teamId !== null && !lookups.hasTeam(action.teamId))
        return { missing: 'team_not_found' };
      const cause = agent === null ? 'rule' : 'agent';
      const toTeamId = action.teamId as TeamId | null;
      return { command: { type: 'escalate', cause, toTeamId } };
    }
    case 'snooze':
      return { command: { type: 'snooze', agent, until: at + action.hours * HOUR_MS } };
    default:
      return tell(action, asking);
  }
};

type Unfolded = Exclude<Action, { kind: 'macro' }> | { readonly missing: string };

/** A macro within a rule is its actions; macros do not hold macros. */
const unfold = (actions: readonly Action[], lookups: Lookups): readonly Unfolded[] =>
  actions.flatMap((action): readonly Unfolded[] => {
    if (action.kind !== 'macro') return [action];
    const inner = lookups.macroOf(action.macroId);
    if (inner === undefined) return [{ missing: `${stepName(action)}:macro_not_found` }];
    return inner.flatMap((each) => (each.kind === 'macro' ? [] : [each]));
  });

/** Turns actions into commands: as a rule's (`agent` null) or as somebody's. Pure. */
export const planSteps = (
  actions: readonly Action[],
  agent: ActingAgent | null,
  lookups: Lookups,
  at: AtMs,
  wordIds: WordIds,
): Planned => {
  const steps: Step[] = [];
  const missing: string[] = [];
  const words: StepWords[] = [];
  for (const [index, action] of unfold(actions, lookups).entries()) {
    if ('missing' in action) {
      missing.push(action.missing);
      continue;
    }
    const ids = wordIds(index);
    const asked = ask(action, { agent, lookups, at, ids });
    if ('missing' in asked) {
      missing.push(`${stepName(action)}:${asked.missing}`);
      continue;
    }
    steps.push({ name: stepName(action), command: asked.command });
    if (asked.source !== undefined) words.push({ ...ids, source: asked.source });
  }
  return { steps, missing, words };
};

const TELLS: ReadonlySet<Step['command']['type']> = new Set(['give_notice', 'add_note']);

/** What has ended is not spoken to: such steps are left out beforehand, because a refused word refuses the whole. */
export const withoutUnsaid = (planned: Planned, status: Conversation['status']): Planned => {
  if (status !== 'closed') return planned;
  const unsaid = planned.steps.filter(({ command }) => TELLS.has(command.type));
  return {
    steps: planned.steps.filter((step) => !unsaid.includes(step)),
    missing: [...planned.missing, ...unsaid.map(({ name }) => `${name}:conversation_closed`)],
    words: [],
  };
};

const isSolving = ({ command }: Step): boolean =>
  (command.type === 'move_status' || command.type === 'set_status') && command.to === 'solved';

/** The category in which these steps would solve the request; null where they would not, or it is solved already. */
export const solvesAs = (
  steps: readonly Step[],
  { status, category }: Pick<Conversation, 'status' | 'category'>,
): Category | null => {
  const at = steps.findIndex(isSolving);
  if (at < 0 || status === 'solved') return null;
  const set = steps
    .slice(0, at)
    .flatMap(({ command }) => (command.type === 'set_category' ? [command.to] : []));
  return set.at(-1) ?? category;
};

/**
 * Without the end that may not be yet, for this reason; and without what the customer would be told, because that
 * speaks of the end.
 */
export const withoutSolving = (planned: Planned, code: string): Planned => {
  const out = planned.steps.filter(
    (step) => isSolving(step) || step.command.type === 'give_notice',
  );
  const silent = new Set(
    out.flatMap(({ command }) => (command.type === 'give_notice' ? [command.messageId] : [])),
  );
  return {
    steps: planned.steps.filter((step) => !out.includes(step)),
    missing: [...planned.missing, ...out.map(({ name }) => `${name}:${code}`)],
    words: planned.words.filter(({ messageId }) => !silent.has(messageId)),
  };
};

/** What a rule asks of the conversation, as one command. */
export const commandOf = (
  due: Due,
  planned: Planned,
): Extract<Command, { type: 'take_steps' }> => ({
  type: 'take_steps',
  steps: planned.steps,
  by: {
    kind: 'rule',
    ruleId: due.rule.ruleId,
    version: due.rule.version,
    cause: due.cause,
    chain: due.chain,
    missing: planned.missing,
  },
});
