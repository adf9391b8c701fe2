import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import { heldUnits } from '../../core/routing/from-conversation.ts';
import type { HandlingSample } from '../../core/routing/handling.ts';
import type { RoutingPolicy } from '../../core/routing/policy.ts';
import type { WorkInProgress } from '../../core/routing/wait-input.ts';

interface Holding extends WorkInProgress {
  readonly conversationId: ConversationId;
  /** Load of the agent × milliseconds, since it was first seen. */
  loadTime: number;
  seenSince: AtMs;
}

export interface EndedHolding extends HandlingSample {
  readonly agentId: AgentId;
}

/** Follows what agents hold, from one look to the next, and says what ended in between. */
export interface HandlingTracker {
  observe(
    assigned: readonly Conversation[],
    waiting: ReadonlySet<ConversationId>,
    now: AtMs,
  ): readonly EndedHolding[];
  inProgress(): readonly WorkInProgress[];
  loadOf(agentId: AgentId): number;
}

export const createHandlingTracker = (policy: RoutingPolicy): HandlingTracker => {
  const holdings = new Map<ConversationId, Holding>();
  const loads = new Map<AgentId, number>();
  let lookedAt: AtMs | null = null;

  const begin = (state: Conversation, agentId: AgentId, units: number, now: AtMs): void => {
    // At the first look work may be old; what appears later between two looks has begun just now, or been resumed.
    const assignedAt = state.assignedAt ?? now;
    const resumed = lookedAt !== null && assignedAt < lookedAt;
    holdings.set(state.id, {
      conversationId: state.id,
      agentId,
      category: state.category,
      startedAt: resumed ? now : assignedAt,
      units,
      loadTime: 0,
      seenSince: now,
    });
  };

  const end = (holding: Holding, now: AtMs): EndedHolding => {
    const seenMs = now - holding.seenSince;
    const meanLoad = seenMs > 0 ? holding.loadTime / seenMs : (loads.get(holding.agentId) ?? 1);
    return {
      agentId: holding.agentId,
      category: holding.category,
      durationMs: now - holding.startedAt,
      meanLoad: Math.max(1, meanLoad),
    };
  };

  const grow = (now: AtMs): void => {
    const passed = lookedAt === null ? 0 : now - lookedAt;
    for (const holding of holdings.values())
      holding.loadTime += passed * (loads.get(holding.agentId) ?? 1);
  };

  return {
    observe: (assigned, waiting, now) => {
      grow(now);
      const ended: EndedHolding[] = [];
      const seen = new Set<ConversationId>();
      loads.clear();
      for (const state of assigned) {
        const units = heldUnits(state, now, policy);
        const agentId = state.assignee?.id;
        if (agentId === undefined || units === 0) continue;
        loads.set(agentId, (loads.get(agentId) ?? 0) + units);
        seen.add(state.id);
        const known = holdings.get(state.id);
        if (known?.agentId === agentId) continue;
        begin(state, agentId, units, now);
      }
      for (const holding of [...holdings.values()]) {
        if (seen.has(holding.conversationId)) continue;
        holdings.delete(holding.conversationId);
        // Back in the queue, it was not handled but given up.
        if (!waiting.has(holding.conversationId)) ended.push(end(holding, now));
      }
      lookedAt = now;
      return ended;
    },
    inProgress: () => [...holdings.values()],
    loadOf: (agentId) => loads.get(agentId) ?? 0,
  };
};
