import type { CustomerConversation, DeskConversation } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import { evolve } from '../../../src/core/conversation/evolve.ts';
import type { Conversation } from '../../../src/core/conversation/state.ts';
import { REOPEN_WITHIN_DAYS } from '../../../src/core/conversation/transitions.ts';
import type { ConversationId, CustomerId, TeamId } from '../../../src/core/ids.ts';

const DAY_MS = 86_400_000;

/** What neither view tells; no fold of an event reads these into what a view shows. */
const UNTOLD = {
  preferredAgentId: null,
  turnedDownBy: [],
  notifyBy: [],
} as const;

/** The server's reducer on what a customer knows: applies one public event to the view. */
export const foldCustomerView = (
  view: CustomerConversation,
  event: WireEvent,
): CustomerConversation => {
  const before: Conversation = {
    ...UNTOLD,
    id: view.id as ConversationId,
    number: view.number,
    customerId: '' as CustomerId,
    customerKind: 'customer',
    channel: view.channel,
    locale: view.locale,
    category: view.category,
    tier: 'standard',
    priority: 'normal',
    status: view.status,
    teamId: '' as TeamId,
    assignee: view.agent as Conversation['assignee'],
    accepted: view.agent !== null,
    assignedAt: null,
    queuedAt: view.waiting ? view.createdAt : null,
    waitingSince: null,
    snoozedUntil: null,
    customerAway: view.customerAway,
    createdAt: view.createdAt,
    lastMessageAt: view.lastMessageAt,
    lastMessageBy: null,
    firstResponseAt: null,
    solvedAt: view.solvedAt,
    closedAt: view.closedAt,
    rating: view.rating,
    lastSeq: view.lastSeq,
    lastPublicSeq: view.lastSeq,
  };
  const after = evolve(before, event);
  return {
    ...view,
    locale: after.locale,
    category: after.category,
    status: after.status,
    agent: after.accepted ? after.assignee : null,
    waiting: after.queuedAt !== null,
    customerAway: after.customerAway,
    lastMessageAt: after.lastMessageAt,
    solvedAt: after.solvedAt,
    closedAt: after.closedAt,
    reopenUntil:
      after.status === 'solved' && after.solvedAt !== null
        ? after.solvedAt + REOPEN_WITHIN_DAYS * DAY_MS
        : null,
    rating: after.rating,
    lastSeq: event.seq,
  };
};

/** The server's reducer on what staff know: applies one event to the view. */
export const foldDeskView = (view: DeskConversation, event: WireEvent): DeskConversation => {
  const before: Conversation = {
    ...UNTOLD,
    ...view,
    id: view.id as ConversationId,
    customerId: view.customerId as CustomerId,
    teamId: view.teamId as TeamId,
    assignee: view.assignee as Conversation['assignee'],
    lastPublicSeq: event.previousPublicSeq,
  };
  const after = evolve(before, event);
  return {
    ...view,
    category: after.category,
    priority: after.priority,
    status: after.status,
    teamId: after.teamId,
    assignee: after.assignee,
    accepted: after.accepted,
    assignedAt: after.assignedAt,
    queuedAt: after.queuedAt,
    waitingSince: after.waitingSince,
    snoozedUntil: after.snoozedUntil,
    customerAway: after.customerAway,
    lastMessageAt: after.lastMessageAt,
    lastMessageBy: after.lastMessageBy,
    firstResponseAt: after.firstResponseAt,
    solvedAt: after.solvedAt,
    closedAt: after.closedAt,
    rating: after.rating,
    lastSeq: after.lastSeq,
  };
};
