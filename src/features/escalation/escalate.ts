import type { EscalateBody } from '../../contract/escalation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import {
  type EscalationCause,
  SUPPORT_TIERS,
  type SupportTier,
} from '../../core/conversation/case.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { isActive } from '../../core/conversation/transitions.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId, MessageId, TeamId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection } from '../../ports/database.ts';
import { actingAgentOf } from '../conversation/index.ts';
import type { EscalationDeps } from './deps.ts';
import { findTeam, noteEscalation } from './store.ts';

const above = (tier: SupportTier): SupportTier | null =>
  SUPPORT_TIERS.find((each) => each > tier) ?? null;

/** Where a case goes when it climbs from where it is; null: it stays with whoever has it. */
export const teamAbove = async (
  connection: Connection,
  { category, case: { supportTier } }: Pick<Conversation, 'category' | 'case'>,
): Promise<TeamId | null> => {
  const tier = above(supportTier);
  return tier === null ? null : findTeam(connection, category, tier);
};

/**
 * A step up for something that the log holds: once for each event, however often it is asked. A case that is over, or
 * at the top, stays where it is.
 */
export const escalateOnce = async (
  { committer }: Pick<EscalationDeps, 'committer'>,
  conversationId: ConversationId,
  cause: Exclude<EscalationCause, 'agent'>,
  causeSeq: number,
): Promise<Outcome<null>> => {
  const committed = await committer.commit({
    conversationId,
    actor: { kind: 'system' },
    maySee: () => true,
    guard: async (trx, state) => {
      if (state === undefined || !isActive(state.status)) return fail('precondition', 'no_step_up');
      const first = await noteEscalation(trx, conversationId, causeSeq, cause);
      return first ? ok(null) : fail('conflict', 'climbed_before');
    },
    command: async (trx, state) => {
      const toTeamId = state === undefined ? null : await teamAbove(trx, state);
      return ok({ type: 'escalate', cause, toTeamId });
    },
  });
  return committed.ok ? ok(null) : committed;
};

/**
 * An agent passes a case up with a note for whoever gets it: first the note, then the step. Asked again with the same
 * `clientMessageId`, what is there already is not done twice. Failures: those of the intake, `top_tier`, `assigned_to_other`, `not_assigned`.
 */
export const escalateAsAgent = async (
  deps: Pick<EscalationDeps, 'committer' | 'takeIn' | 'bodyHash' | 'ids'>,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  { note, clientMessageId }: EscalateBody,
): Promise<Outcome<null>> => {
  const taken = deps.takeIn(note, false);
  if (!taken.ok) return taken;
  const agent = actingAgentOf(staff);
  const messageId = deps.ids.uuid() as MessageId;
  const actor = { kind: 'agent', id: agent.id } as const;
  const maySee = (state: Conversation): boolean => staffMaySee(staff, state);
  const { text, destroyed } = taken.value;
  const noted = await deps.committer.commit({
    conversationId,
    actor,
    maySee,
    guard: async (_, state) => mayRaise(state, agent),
    command: {
      type: 'add_note',
      agent,
      message: { messageId, clientMessageId, fileIds: [], destroyed },
    },
    words: {
      messageId,
      kind: 'note',
      senderId: agent.id,
      clientMessageId,
      text,
      bodyHash: deps.bodyHash([text]),
    },
  });
  if (!noted.ok) return noted;
  const raised = await deps.committer.commit({
    conversationId,
    actor,
    maySee,
    guard: async (_, state) => (noted.value.duplicate ? ok(null) : mayRaise(state, agent)),
    command: async (trx, state) => {
      const seq = noted.value.logged.at(-1)?.seq ?? 0;
      // Sent again after the answer was lost: the note is there once, and so is the step.
      if (!(await noteEscalation(trx, conversationId, seq, 'agent')))
        return fail('conflict', 'climbed_before');
      const toTeamId = state === undefined ? null : await teamAbove(trx, state);
      return ok({ type: 'escalate', cause: 'agent', toTeamId });
    },
  });
  return raised.ok || raised.failure.code === 'climbed_before' ? ok(null) : raised;
};

const mayRaise = (
  state: Conversation | undefined,
  agent: ReturnType<typeof actingAgentOf>,
): Outcome<null> => {
  if (state === undefined) return fail('not_found', 'conversation_not_found');
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (above(state.case.supportTier) === null) return fail('precondition', 'top_tier');
  if (state.assignee?.id === agent.id || agent.leads) return ok(null);
  return state.assignee === null
    ? fail('precondition', 'not_assigned')
    : fail('conflict', 'assigned_to_other', { agent: state.assignee.name });
};
