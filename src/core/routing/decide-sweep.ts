import type { RequeueReason } from '../conversation/event.ts';
import type { AgentId, AtMs, ConversationId } from '../ids.ts';
import type { RoutingPolicy } from './policy.ts';

/** A conversation that is somebody's work (status `new` or `open`), as the sweep sees it. */
export interface SweptConversation {
  readonly id: ConversationId;
  readonly assigneeId: AgentId | null;
  readonly accepted: boolean;
  readonly assignedAt: AtMs | null;
  readonly queuedAt: AtMs | null;
}

export interface SweptAgent {
  readonly id: AgentId;
  /** When the agent's screen last gave a sign of life; null when it never did. */
  readonly presentAt: AtMs | null;
  /** Offers missed one after another. */
  readonly missedInARow: number;
}

export interface SweepActions {
  /**
   * To be taken back to the queue. The time since when the customer waits is kept, so no place is lost.
   * `exclude`: not to be offered to that agent again while it waits.
   */
  readonly requeue: readonly {
    readonly conversationId: ConversationId;
    readonly reason: Extract<RequeueReason, 'no_answer' | 'agent_dropped' | 'liveness'>;
    readonly fromAgentId: AgentId | null;
    readonly exclude: boolean;
  }[];
  /** Agents to be set `away`: they let offers lapse, or are gone. */
  readonly turnAway: readonly {
    readonly agentId: AgentId;
    readonly reason: 'missed_offers' | 'presence_lost';
  }[];
}

/**
 * What has come to a stop and must move again:
 * - an offer that was not taken up within `noAnswerMs` goes back, and that agent is left out;
 * - accepted work of an agent whose presence is lost for longer than `dropGraceMs` goes back;
 * - work that nobody owns and that is not in the queue is put there.
 * An offer to an agent who is gone goes back as soon as the grace is over, whichever comes first.
 */
export const decideSweep = (
  now: AtMs,
  conversations: readonly SweptConversation[],
  agents: readonly SweptAgent[],
  policy: RoutingPolicy,
): SweepActions => {
  const known = new Map(agents.map((agent) => [agent.id, agent]));
  const gone = new Set(agents.filter((agent) => isGone(agent, now, policy)).map(({ id }) => id));
  const missed = new Map<AgentId, number>();
  const requeue: SweepActions['requeue'][number][] = [];
  for (const conversation of conversations) {
    const { id: conversationId, assigneeId } = conversation;
    if (assigneeId === null) {
      if (conversation.queuedAt === null)
        requeue.push({ conversationId, reason: 'liveness', fromAgentId: null, exclude: false });
    } else if (gone.has(assigneeId) || !known.has(assigneeId)) {
      requeue.push({
        conversationId,
        reason: 'agent_dropped',
        fromAgentId: assigneeId,
        exclude: false,
      });
    } else if (hasLapsed(conversation, now, policy)) {
      missed.set(assigneeId, (missed.get(assigneeId) ?? 0) + 1);
      requeue.push({ conversationId, reason: 'no_answer', fromAgentId: assigneeId, exclude: true });
    }
  }
  return { requeue, turnAway: turnedAway(agents, gone, missed, policy) };
};

const isGone = (agent: SweptAgent, now: AtMs, policy: RoutingPolicy): boolean =>
  agent.presentAt === null || now - agent.presentAt > policy.dropGraceMs;

const hasLapsed = (conversation: SweptConversation, now: AtMs, policy: RoutingPolicy): boolean =>
  !conversation.accepted &&
  conversation.assignedAt !== null &&
  now - conversation.assignedAt > policy.noAnswerMs;

const turnedAway = (
  agents: readonly SweptAgent[],
  gone: ReadonlySet<AgentId>,
  missed: ReadonlyMap<AgentId, number>,
  policy: RoutingPolicy,
): SweepActions['turnAway'] =>
  agents.flatMap<SweepActions['turnAway'][number]>((agent) => {
    if (gone.has(agent.id)) return [{ agentId: agent.id, reason: 'presence_lost' }];
    const now = missed.get(agent.id) ?? 0;
    const isTooMany = now > 0 && agent.missedInARow + now >= policy.missedInARowMax;
    return isTooMany ? [{ agentId: agent.id, reason: 'missed_offers' }] : [];
  });
