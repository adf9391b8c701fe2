import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { unitsOf } from '../../core/routing/policy.ts';
import { isEmergency } from '../../core/routing/rank.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Committed } from '../conversation/index.ts';
import { lockAgent, noteAssignment } from '../staff/index.ts';
import { checkRoom } from './check-room.ts';
import type { RoutingDeps } from './deps.ts';
import { checkLease, type Lease } from './store-lease.ts';

/** What the matcher decided, with the state on which it did. */
export interface Offer {
  readonly state: Conversation;
  readonly agentId: AgentId;
}

/**
 * Carries out one decision of the matcher, in one transaction: the conversation is locked and must still be as it was
 * when decided; the lease must still be held; the agent is locked and must be available with room.
 * Otherwise nothing happens, and the failure says why.
 */
export const offerConversation = (
  deps: Pick<RoutingDeps, 'committer' | 'policy'>,
  lease: Lease,
  offer: Offer,
): Promise<Outcome<Committed>> => {
  const { agentId, state: decidedOn } = offer;
  return deps.committer.commit({
    conversationId: decidedOn.id,
    actor: { kind: 'system' },
    maySee: () => true,
    guard: async (trx, state) => {
      const held = await checkLease(trx, lease);
      if (!held.ok) return held;
      if (state === undefined || !isUnchanged(decidedOn, state))
        return fail('conflict', 'not_waiting');
      const units = unitsOf(state.channel, state.priority, deps.policy);
      const room = await checkRoom(
        trx,
        { agentId, conversationId: state.id, units, statuses: ['available'] },
        deps.policy,
      );
      return room.ok ? ok(null) : room;
    },
    command: (trx) => assignTo(trx, agentId),
    alsoWrite: async (trx, state) => {
      await noteAssignment(trx, agentId, isEmergency(state), false);
      return ok(null);
    },
  });
};

const assignTo = async (trx: Transaction, agentId: AgentId) => {
  const locked = await lockAgent(trx, agentId);
  return locked === undefined
    ? fail('not_found', 'agent_not_found')
    : ok({ type: 'assign' as const, agent: locked.agent, via: 'matcher' as const });
};

/** What it asks for is what it asked for when it was decided. New messages do not matter. */
const isUnchanged = (before: Conversation, now: Conversation): boolean =>
  now.queuedAt === before.queuedAt &&
  now.assignee === null &&
  now.category === before.category &&
  now.teamId === before.teamId &&
  now.priority === before.priority &&
  now.locale === before.locale &&
  now.turnedDownBy.length === before.turnedDownBy.length;
