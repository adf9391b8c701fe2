import type { AgentId, ConversationId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { unitsFor } from '../../core/routing/agent-pool.ts';
import { heldUnits } from '../../core/routing/from-conversation.ts';
import type { RoutingPolicy } from '../../core/routing/policy.ts';
import type { AgentStatus } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { databaseNow, listAssigned } from '../conversation/index.ts';
import { type LockedAgent, lockAgent } from '../staff/index.ts';

export interface RoomRequest {
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly units: number;
  /** In which of these the agent must be. */
  readonly statuses: readonly AgentStatus[];
}

/**
 * Locks the agent and looks whether there is room: `agent_unavailable`, `agent_full`, or the agent. Everyone who gives
 * work to an agent goes through here, after the conversation's lock, so capacity is never exceeded by two at once.
 */
export const checkRoom = async (
  trx: Transaction,
  request: RoomRequest,
  policy: RoutingPolicy,
): Promise<Outcome<LockedAgent>> => {
  const locked = await lockAgent(trx, request.agentId);
  if (locked === undefined) return fail('not_found', 'agent_not_found');
  if (!request.statuses.includes(locked.status)) {
    return fail('conflict', 'agent_unavailable', { status: locked.status });
  }
  const now = await databaseNow(trx);
  const held = (await listAssigned(trx, request.agentId))
    .filter(({ id }) => id !== request.conversationId)
    .reduce((sum, state) => sum + unitsFor(heldUnits(state, now, policy), locked.capacity), 0);
  const needed = unitsFor(request.units, locked.capacity);
  return held + needed <= locked.capacity
    ? ok(locked)
    : fail('conflict', 'agent_full', { capacity: locked.capacity, load: held });
};
