import type { Command } from '../../core/conversation/command.ts';
import { needsPerson } from '../../core/conversation/evolve.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import { decideSweep, type SweepActions } from '../../core/routing/decide-sweep.ts';
import { databaseNow, listAssigned, listUnowned } from '../conversation/index.ts';
import { type AgentRecord, listAgentRecords, noteAnswer } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';
import { changeStatus } from './set-agent-status.ts';
import { checkLease, type Lease } from './store-lease.ts';

/** Only what is our move needs an agent who is there. */
const isOurMove = (state: Conversation, now: AtMs): boolean =>
  (state.status === 'new' || state.status === 'open') &&
  (state.snoozedUntil === null || state.snoozedUntil <= now);

/**
 * Moves on what has come to a stop (`decideSweep`). Every write is fenced by the lease. Returns how many conversations
 * went back to the queue. `leadingForMs`: a new leader gives everyone the grace anew, since the lines of agents may
 * have been cut by the very fault that made it lead.
 */
export const sweep = async (
  deps: RoutingDeps,
  lease: Lease,
  leadingForMs: number = Number.POSITIVE_INFINITY,
): Promise<number> => {
  const [now, held, unowned, agents] = await Promise.all([
    databaseNow(deps.database),
    listAssigned(deps.database),
    listUnowned(deps.database),
    listAgentRecords(deps.database),
  ]);
  const actions = decideSweep(
    now,
    [
      ...held.filter((state) => isOurMove(state, now)),
      ...unowned.filter((state) => needsPerson(state, now)),
    ].map((state) => ({
      ...state,
      assigneeId: state.assignee?.id ?? null,
    })),
    agents.map((record) => ({
      id: record.agent.id,
      missedInARow: record.missedInARow,
      presentAt: Math.max(record.presentAt ?? 0, now - leadingForMs),
    })),
    deps.policy,
  );
  for (const action of actions.requeue) await requeue(deps, lease, action);
  await turnAway(deps, actions.turnAway);
  await endWrapUp(deps, agents, now);
  return actions.requeue.length;
};

const requeue = async (
  deps: RoutingDeps,
  lease: Lease,
  { conversationId, fromAgentId, reason }: SweepActions['requeue'][number],
): Promise<void> => {
  const command: Command =
    fromAgentId === null ? { type: 'adopt' } : { type: 'requeue', agentId: fromAgentId, reason };
  const result = await deps.committer.commit({
    conversationId: conversationId as ConversationId,
    actor: { kind: 'system' },
    maySee: () => true,
    guard: (trx) => checkLease(trx, lease),
    command,
    alsoWrite: async (trx) => {
      if (reason === 'no_answer' && fromAgentId !== null) await noteAnswer(trx, fromAgentId, false);
      return ok(null);
    },
  });
  if (!result.ok) deps.log.warn({ conversationId, code: result.failure.code }, 'requeue refused');
};

const turnAway = async (deps: RoutingDeps, turned: SweepActions['turnAway']): Promise<void> => {
  for (const { agentId, reason } of turned) {
    const changed = await changeStatus(deps, agentId, 'away', ['available', 'wrap_up']);
    if (changed) deps.log.info({ agentId, reason }, 'agent set away');
  }
};

const endWrapUp = async (
  deps: RoutingDeps,
  agents: readonly AgentRecord[],
  now: AtMs,
): Promise<void> => {
  for (const { agent, status, statusSince } of agents) {
    if (status === 'wrap_up' && now - statusSince >= deps.policy.wrapUpMs) {
      await changeStatus(deps, agent.id, 'available', ['wrap_up']);
    }
  }
};
