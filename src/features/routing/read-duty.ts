import type { AgentId, AtMs } from '../../core/ids.ts';
import { heldUnits } from '../../core/routing/from-conversation.ts';
import type { RoutingPolicy } from '../../core/routing/policy.ts';
import type { AgentStatus } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import { databaseNow, listAssigned } from '../conversation/index.ts';
import { listAgentRecords } from '../staff/index.ts';

/** Units that each agent holds now. */
export const readLoads = async (
  connection: Connection,
  policy: RoutingPolicy,
  now: AtMs,
  agentId?: AgentId,
): Promise<ReadonlyMap<AgentId, number>> => {
  const loads = new Map<AgentId, number>();
  for (const state of await listAssigned(connection, agentId)) {
    const holder = state.assignee?.id;
    if (holder === undefined) continue;
    loads.set(holder, (loads.get(holder) ?? 0) + heldUnits(state, now, policy));
  }
  return loads;
};

export interface AgentDuty {
  readonly status: AgentStatus;
  readonly loadUnits: number;
  readonly capacityUnits: number;
}

/** Undefined where there is no such agent, or the account is disabled. */
export const describeAgent = async (
  connection: Connection,
  policy: RoutingPolicy,
  agentId: AgentId,
): Promise<AgentDuty | undefined> => {
  const [record] = await listAgentRecords(connection, agentId);
  if (record === undefined) return undefined;
  const loads = await readLoads(connection, policy, await databaseNow(connection), agentId);
  return {
    status: record.status,
    loadUnits: loads.get(agentId) ?? 0,
    capacityUnits: record.capacity,
  };
};
