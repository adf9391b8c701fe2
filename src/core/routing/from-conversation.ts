import type { Conversation } from '../conversation/state.ts';
import type { AtMs } from '../ids.ts';
import { levelOf, type RoutingPolicy, unitsOf } from './policy.ts';
import type { WaitingItem } from './work.ts';

/** A waiting conversation as routing sees it at a time. */
export const waitingItemOf = (
  state: Conversation,
  policy: RoutingPolicy,
  now: AtMs,
): WaitingItem => ({
  id: state.id,
  teamId: state.teamId,
  category: state.category,
  level: levelOf(state.tier, state.priority, policy),
  locale: state.locale,
  tier: state.tier,
  priority: state.priority,
  waitingSince: state.waitingSince ?? state.queuedAt ?? state.createdAt,
  units: unitsOf(state.channel, state.priority, policy),
  preferredAgentId: state.preferredAgentId,
  excludedAgentIds: now - (state.queuedAt ?? now) < policy.forgiveAfterMs ? state.turnedDownBy : [],
});

/**
 * Units of an agent's capacity that a conversation in that agent's hands takes now: none once it is solved, on hold
 * or snoozed, nor while it waits for a customer who has been silent for `silentAfterMs`.
 */
export const heldUnits = (state: Conversation, now: AtMs, policy: RoutingPolicy): number => {
  if (state.assignee === null || (state.snoozedUntil !== null && state.snoozedUntil > now))
    return 0;
  const units = unitsOf(state.channel, state.priority, policy);
  switch (state.status) {
    case 'new':
    case 'open':
      return units;
    case 'pending':
      return now - (state.lastMessageAt ?? state.createdAt) < policy.silentAfterMs ? units : 0;
    case 'on_hold':
    case 'solved':
    case 'closed':
      return 0;
  }
};
