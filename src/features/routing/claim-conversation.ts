import type { ActingAgent } from '../../core/conversation/command.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { unitsOf } from '../../core/routing/policy.ts';
import { isEmergency } from '../../core/routing/rank.ts';
import type { CommitRequest, Committed } from '../conversation/index.ts';
import { noteAnswer, noteAssignment } from '../staff/index.ts';
import { checkRoom } from './check-room.ts';
import type { RoutingDeps } from './deps.ts';

type Deps = Pick<RoutingDeps, 'committer' | 'policy'>;

export interface AgentRequest {
  readonly agent: ActingAgent;
  readonly maySee: (state: Conversation) => boolean;
  readonly conversationId: ConversationId;
}

/**
 * An agent takes a conversation out of the queue. Of two at once one wins; the other gets `already_assigned` with the
 * winner's name. `agent_full` when there is no room; skills are not asked for: who looks at it decides.
 */
export const claimConversation = (
  deps: Deps,
  request: AgentRequest,
): Promise<Outcome<Committed>> => {
  const { agent, maySee, conversationId } = request;
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: agent.id },
    maySee,
    guard: async (trx, state) => {
      // Somebody has it: deciding says who, and taking up one's own offer needs no more room.
      if (state === undefined || state.assignee !== null) return ok(null);
      const units = unitsOf(state.channel, state.priority, deps.policy);
      const room = await checkRoom(
        trx,
        {
          agentId: agent.id,
          conversationId,
          units,
          statuses: ['available', 'wrap_up', 'on_break', 'away'],
        },
        deps.policy,
      );
      return room.ok ? ok(null) : room;
    },
    command: { type: 'claim', agent },
    alsoWrite: async (trx, state, logged) => {
      const isNew = logged.some(({ event }) => event.type === 'conversation_assigned');
      if (isNew) await noteAssignment(trx, agent.id, isEmergency(state), true);
      else await noteAnswer(trx, agent.id, true);
      return ok(null);
    },
  });
};

/** The offered agent takes it up. `offer_lapsed` or `already_assigned` when it went elsewhere meanwhile. */
export const acceptConversation = (
  deps: Deps,
  request: AgentRequest,
): Promise<Outcome<Committed>> =>
  deps.committer.commit({
    conversationId: request.conversationId,
    actor: { kind: 'agent', id: request.agent.id },
    maySee: request.maySee,
    command: { type: 'accept', agent: request.agent },
    alsoWrite: async (trx) => {
      await noteAnswer(trx, request.agent.id, true);
      return ok(null);
    },
  });

/** Its agent, or a supervisor, gives it back to the queue. */
export const releaseConversation = (
  deps: Deps,
  request: AgentRequest,
): Promise<Outcome<Committed>> =>
  deps.committer.commit({
    conversationId: request.conversationId,
    actor: { kind: 'agent', id: request.agent.id },
    maySee: request.maySee,
    command: async (_trx, state) => {
      const holder = state?.assignee ?? null;
      if (holder === null) return fail('precondition', 'not_assigned');
      if (holder.id !== request.agent.id && !request.agent.leads) {
        return fail('conflict', 'assigned_to_other', { agent: holder.name });
      }
      return ok({ type: 'requeue', agentId: holder.id, reason: 'released' });
    },
  });

/** What gives a conversation to somebody, who must not be offline and must have room. */
export const assigning = (
  deps: Pick<Deps, 'policy'>,
  conversationId: ConversationId,
  toAgentId: AgentId,
): Pick<CommitRequest, 'command'> & Required<Pick<CommitRequest, 'alsoWrite'>> => ({
  command: async (trx, state) => {
    if (state === undefined) return fail('not_found', 'conversation_not_found');
    const units = unitsOf(state.channel, state.priority, deps.policy);
    const room = await checkRoom(
      trx,
      {
        agentId: toAgentId,
        conversationId,
        units,
        statuses: ['available', 'wrap_up', 'on_break', 'away'],
      },
      deps.policy,
    );
    return room.ok ? ok({ type: 'reassign', to: room.value.agent }) : room;
  },
  alsoWrite: async (trx, state) => {
    await noteAssignment(trx, toAgentId, isEmergency(state), false);
    return ok(null);
  },
});

/** A supervisor decides who has it. The chosen agent must not be offline and must have room. */
export const assignConversation = (
  deps: Deps,
  request: AgentRequest & { readonly toAgentId: AgentId },
): Promise<Outcome<Committed>> => {
  const { agent, toAgentId, conversationId, maySee } = request;
  return deps.committer.commit({
    conversationId,
    actor: { kind: 'agent', id: agent.id },
    maySee,
    ...assigning(deps, conversationId, toAgentId),
  });
};
