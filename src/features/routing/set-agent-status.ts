import type { AgentId } from '../../core/ids.ts';
import { AGENT_STATUSES, type AgentStatus } from '../../core/vocabulary.ts';
import { listAssigned } from '../conversation/index.ts';
import { writePresence, writeStatus } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';

type Deps = Pick<RoutingDeps, 'database' | 'committer' | 'bus'>;

/**
 * An agent's own word on whether to be given work. Who stops taking work (`on_break`, `away`, `offline`) loses offers
 * that were not taken up; who goes offline also gives back what is the agent's move.
 */
export const setAgentStatus = async (
  deps: Deps,
  agentId: AgentId,
  status: AgentStatus,
): Promise<void> => {
  await writePresence(deps.database, agentId);
  await changeStatus(deps, agentId, status, AGENT_STATUSES);
};

/** The same for rules and sweeps; only from certain statuses. Returns whether anything changed. */
export const changeStatus = async (
  deps: Deps,
  agentId: AgentId,
  status: AgentStatus,
  onlyFrom: readonly AgentStatus[],
): Promise<boolean> => {
  if (!(await writeStatus(deps.database, agentId, status, onlyFrom))) return false;
  if (status !== 'available' && status !== 'wrap_up')
    await giveBack(deps, agentId, status === 'offline');
  deps.bus.publish({ kind: 'agent_changed', agentId });
  return true;
};

const giveBack = async (deps: Deps, agentId: AgentId, alsoAccepted: boolean): Promise<void> => {
  for (const state of await listAssigned(deps.database, agentId)) {
    const isOurMove = state.status === 'new' || state.status === 'open';
    if (!isOurMove || (state.accepted && !alsoAccepted)) continue;
    await deps.committer.commit({
      conversationId: state.id,
      actor: { kind: 'agent', id: agentId },
      maySee: () => true,
      command: { type: 'requeue', agentId, reason: 'agent_unavailable' },
    });
  }
};
