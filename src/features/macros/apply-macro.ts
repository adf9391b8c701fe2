import type { StaffPrincipal } from '../../contract/principal.ts';
import { type Lookups, planSteps, type StepWords, solvesAs } from '../../core/automation/steps.ts';
import type { Step } from '../../core/conversation/command.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AgentId, ConversationId, MessageId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { CATEGORIES, type Category } from '../../core/vocabulary.ts';
import {
  actingAgentOf,
  type Committed,
  databaseNow,
  prepareMessage,
} from '../conversation/index.ts';
import { maySeeMacro } from './change-macros.ts';
import type { MacrosDeps } from './deps.ts';
import { countUse, findMacro, type StoredMacro } from './store.ts';

type CommitRequest = Parameters<MacrosDeps['committer']['commit']>[0];
type Words = NonNullable<CommitRequest['words']>;

export interface MacroUse {
  readonly clientMessageId: string;
  /** As shown and perhaps changed; empty where the macro says nothing. */
  readonly text: string;
  readonly fileIds: readonly string[];
}

export const readLookups = async (deps: MacrosDeps): Promise<Lookups> => {
  const teams = new Set(await deps.listTeamIds());
  const teamOf = new Map<Category, TeamId>();
  for (const category of CATEGORIES) teamOf.set(category, await deps.teamOf(category));
  return {
    agentOf: () => undefined,
    hasTeam: (id) => teams.has(id),
    teamOf: (category) => {
      const team = teamOf.get(category);
      if (team === undefined) throw new Error(`no team answers ${category}`);
      return team;
    },
    macroOf: () => undefined,
    hasText: () => false,
  };
};

interface Said {
  readonly steps: readonly Step[];
  readonly words: readonly Words[];
  readonly allowed: Outcome<null>;
}

/** The reply, as an agent's own words. */
const say = (deps: MacrosDeps, staff: StaffPrincipal, use: MacroUse): Outcome<Said> => {
  if (use.text.trim() === '' && use.fileIds.length === 0)
    return ok({ steps: [], words: [], allowed: ok(null) });
  const prepared = prepareMessage(deps, use, staff.agentId, 'message');
  if (!prepared.ok) return prepared;
  const { message, words } = prepared.value;
  const agent = actingAgentOf(staff);
  return ok({
    steps: [{ name: 'reply', command: { type: 'send_as_agent', agent, message, leaveAs: null } }],
    words: [words],
    allowed: deps.checkOwnWords(words.text),
  });
};

export const noteWords = (
  deps: Pick<MacrosDeps, 'bodyHash'>,
  agentId: AgentId,
  { messageId, clientMessageId, source }: StepWords,
): Words => {
  const text = source.kind === 'note' ? source.words : '';
  const bodyHash = deps.bodyHash(['note', text]);
  return { messageId, kind: 'note', senderId: agentId, clientMessageId, text, bodyHash };
};

/** Files go with the reply; the macro is counted as used. */
const alsoWrites =
  (deps: MacrosDeps, staff: StaffPrincipal, macro: StoredMacro, use: MacroUse, said: Said) =>
  async (
    ...[trx, state]: Parameters<NonNullable<CommitRequest['alsoWrite']>>
  ): Promise<Outcome<null>> => {
    await countUse(trx, macro.id);
    const [reply] = said.words;
    if (reply === undefined || use.fileIds.length === 0) return ok(null);
    return deps.files.attach(trx, {
      fileIds: use.fileIds as Parameters<MacrosDeps['files']['attach']>[1]['fileIds'],
      customerId: state.customerId,
      conversationId: state.id,
      messageId: reply.messageId,
      uploader: { kind: 'agent', id: staff.agentId },
    });
  };

/**
 * An agent applies a macro: its reply and all its actions in one commit, or none of it. Sent again under the same
 * client message id, the first answer comes back. Failures beside those of the commit: `macro_not_found`,
 * `foreign_contact`, `macro_outdated` where a team in it is gone, `fields_missing` where it would solve what lacks a
 * field.
 */
export const applyMacro = async (
  deps: MacrosDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  macroId: string,
  use: MacroUse,
): Promise<Outcome<Committed>> => {
  const macro = await findMacro(deps.database, macroId);
  if (macro === undefined || !maySeeMacro(staff, macro))
    return fail('not_found', 'macro_not_found');
  const said = say(deps, staff, use);
  if (!said.ok) return said;
  const agent = actingAgentOf(staff);
  const at = await databaseNow(deps.database);
  const planned = planSteps(macro.actions, agent, await readLookups(deps), at, (index) => ({
    messageId: deps.ids.uuid() as MessageId,
    clientMessageId: `${use.clientMessageId}:${index}`,
  }));
  if (planned.missing.length > 0) return fail('precondition', 'macro_outdated');
  const notes = planned.words.map((each) => noteWords(deps, staff.agentId, each));
  const [first, ...rest] = [...said.value.words, ...notes];
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: staff.agentId },
    command: {
      type: 'take_steps',
      steps: [...said.value.steps, ...planned.steps],
      by: { kind: 'macro', macroId },
    },
    maySee: (state) => staffMaySee(staff, state),
    guard: async (trx, state) => {
      const category = state === undefined ? null : solvesAs(planned.steps, state);
      if (!said.value.allowed.ok || state === undefined || category === null)
        return said.value.allowed;
      return deps.checkSolvable?.(trx, { ...state, category }) ?? ok(null);
    },
    ...(first === undefined ? {} : { words: first }),
    ...(rest.length === 0 ? {} : { cards: rest }),
    alsoWrite: alsoWrites(deps, staff, macro, use, said.value),
  });
};
