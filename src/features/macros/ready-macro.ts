import { fillText, textIn } from '../../core/automation/saved-text.ts';
import { planSteps, solvesAs } from '../../core/automation/steps.ts';
import type { ActingAgent, Command, Step } from '../../core/conversation/command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, MessageId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { type CommitRequest, prepareMessage } from '../conversation/index.ts';
import { noteWords, readLookups } from './apply-macro.ts';
import { maySeeMacro } from './change-macros.ts';
import type { MacrosDeps } from './deps.ts';
import { countUse, findMacro, type StoredMacro } from './store.ts';

type TakeSteps = Extract<Command, { type: 'take_steps' }>;
type Words = NonNullable<CommitRequest['words']>;

/** Whoever applies it. */
export interface MacroUser {
  readonly view: StaffView;
  readonly agent: ActingAgent;
}

/** A macro made ready for many conversations: nobody reads its words before they leave. */
export interface ReadyMacro {
  /** It takes what it is applied to away from whoever has it. */
  readonly takesAway: boolean;
  /** What it would ask of this conversation. Nothing is prepared for being stored. */
  readonly plan: (state: Conversation, at: AtMs) => TakeSteps;
  /** The same with its words, in the customer's language, for being done. `key`: once under it. Failure: `foreign_contact`. */
  readonly prepare: (
    state: Conversation,
    at: AtMs,
    key: string,
  ) => Promise<Outcome<{ readonly command: TakeSteps; readonly words: readonly Words[] }>>;
  /** The category in which it would solve this conversation; null where it does not. */
  readonly solvesAs: (command: TakeSteps, state: Conversation) => Category | null;
  /** Counts the use, in the commit's transaction. */
  readonly used: (trx: Transaction) => Promise<void>;
}

const PLAIN = { messageId: 'planned' as MessageId, clientMessageId: 'planned' };

const replyStep = (agent: ActingAgent, message: Parameters<typeof asMessage>[0]): Step => ({
  name: 'reply',
  command: { type: 'send_as_agent', agent, message: asMessage(message), leaveAs: null },
});
const asMessage = (ids: typeof PLAIN) => ({ ...ids, fileIds: [], destroyed: [] });

const wordsFor = async (
  deps: MacrosDeps,
  { agent }: MacroUser,
  macro: StoredMacro,
  state: Conversation,
): Promise<string> => {
  const text = textIn(macro.texts, state.locale) ?? '';
  return fillText(text, {
    'customer.name':
      (await deps.nameOf(state.customerId)) ?? deps.texts.say(state.locale, 'rule.customer'),
    'agent.name': agent.name,
    'agent.badge': agent.badge,
    'conversation.number': state.number,
    'exchange.name': deps.exchangeName,
  });
};

/** The reply as it leaves: cleaned, without secrets, and with no contact that is not ours. */
const replyFor = async (
  deps: MacrosDeps,
  user: MacroUser,
  macro: StoredMacro,
  state: Conversation,
  key: string,
): Promise<Outcome<{ readonly steps: readonly Step[]; readonly words: readonly Words[] }>> => {
  const text = await wordsFor(deps, user, macro, state);
  if (text.trim() === '') return ok({ steps: [], words: [] });
  const allowed = deps.checkOwnWords(text);
  if (!allowed.ok) return allowed;
  const content = { clientMessageId: key, text, fileIds: [] };
  const prepared = prepareMessage(deps, content, user.view.agentId, 'message');
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  return ok({ steps: [replyStep(user.agent, message)], words: [words] });
};

/** Failures: `macro_not_found` where there is none or it is not the asker's to use; `macro_outdated` where a team is gone. */
export const readyMacro = async (
  deps: MacrosDeps,
  user: MacroUser,
  macroId: string,
): Promise<Outcome<ReadyMacro>> => {
  const macro = await findMacro(deps.database, macroId);
  if (macro === undefined || !maySeeMacro(user.view, macro))
    return fail('not_found', 'macro_not_found');
  const lookups = await readLookups(deps);
  const by = { kind: 'macro', macroId } as const;
  const planned = (at: AtMs, ids: (index: number) => typeof PLAIN) =>
    planSteps(macro.actions, user.agent, lookups, at, ids);
  if (planned(0, () => PLAIN).missing.length > 0) return fail('precondition', 'macro_outdated');
  return ok({
    takesAway: macro.actions.some(
      (action) => action.kind === 'team' || (action.kind === 'escalate' && action.teamId !== null),
    ),
    plan: (state, at) => {
      const says = textIn(macro.texts, state.locale) !== undefined;
      const steps = planned(at, () => PLAIN).steps;
      return {
        type: 'take_steps',
        steps: says ? [replyStep(user.agent, PLAIN), ...steps] : steps,
        by,
      };
    },
    prepare: async (state, at, key) => {
      const reply = await replyFor(deps, user, macro, state, key);
      if (!reply.ok) return reply;
      const { steps, words } = planned(at, (index) => ({
        messageId: deps.ids.uuid() as MessageId,
        clientMessageId: `${key}:${index}`,
      }));
      const notes = words.map((each) => noteWords(deps, user.view.agentId, each));
      return ok({
        command: { type: 'take_steps', steps: [...reply.value.steps, ...steps], by },
        words: [...reply.value.words, ...notes],
      });
    },
    solvesAs: ({ steps }, state) => solvesAs(steps, state),
    used: (trx) => countUse(trx, macroId),
  });
};
