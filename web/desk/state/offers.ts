import { isActive } from '../../../src/core/conversation/transitions.ts';
import { PRIORITIES } from '../../../src/core/vocabulary.ts';
import { rowStore } from './rows.ts';
import { createStore } from './store.ts';

/** Conversations offered to this person and not yet taken up: the most urgent first, then the oldest. */
export const offers = createStore<readonly string[]>([]);

const isOffer = (id: string, agentId: string): boolean => {
  const conversation = rowStore.get(id)?.conversation;
  return (
    conversation !== undefined &&
    conversation.assignee?.id === agentId &&
    !conversation.accepted &&
    isActive(conversation.status)
  );
};

const offeredAt = (id: string): number => rowStore.get(id)?.conversation.assignedAt ?? 0;
const urgencyOf = (id: string): number => {
  const conversation = rowStore.get(id)?.conversation;
  if (conversation === undefined) return -1;
  const security = conversation.category === 'security' ? PRIORITIES.length : 0;
  return security + PRIORITIES.indexOf(conversation.priority);
};
const byUrgency = (a: string, b: string): number =>
  urgencyOf(b) - urgencyOf(a) || offeredAt(a) - offeredAt(b);

/** Keeps `offers` up to date; `onNew` is called when another one has come. Returns what ends it. */
export const watchOffers = (agentId: string, onNew: () => void): (() => void) =>
  rowStore.onChange((ids) => {
    const before = offers.get();
    const next = before.filter((id) => isOffer(id, agentId));
    const added = [...ids].filter((id) => !before.includes(id) && isOffer(id, agentId));
    if (added.length === 0 && next.length === before.length) return;
    offers.set([...next, ...added].sort(byUrgency));
    if (added.length > 0) onNew();
  });
