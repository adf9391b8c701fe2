import type { CustomerConversation, DeskConversation } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { CasePart } from '../../../src/core/conversation/case.ts';
import { evolve } from '../../../src/core/conversation/evolve.ts';
import { presentToCustomer, presentToStaff } from '../../../src/core/conversation/present.ts';
import type { Conversation } from '../../../src/core/conversation/state.ts';
import type { ConversationId, CustomerId, TeamId } from '../../../src/core/ids.ts';

/** What neither view tells; no fold of an event reads these into what a view shows. */
const UNTOLD = {
  preferredAgentId: null,
  turnedDownBy: [],
  waitedFrom: null,
  notifyBy: [],
  lastCustomerSeq: 0,
} as const;

/** What is told of the assistant, as the state that it was told from; what is untold no view shows. */
const assistantOf = (told: CustomerConversation['assistant']): Conversation['assistant'] =>
  told && { ...told, answered: [], unclear: 0, owesSince: null };

/** Ids travel as plain text. */
const caseOf = (told: CustomerConversation['case']): Omit<CasePart, 'tags' | 'passes'> =>
  told as unknown as Omit<CasePart, 'tags' | 'passes'>;

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
    waitedFrom: null,
    snoozedUntil: null,
    customerAway: view.customerAway,
    createdAt: view.createdAt,
    lastMessageAt: view.lastMessageAt,
    lastMessageBy: null,
    firstResponseAt: null,
    solvedAt: view.solvedAt,
    closedAt: view.closedAt,
    rating: view.rating,
    aboutArticleId: null,
    assistant: assistantOf(view.assistant),
    case: { ...caseOf(view.case), tags: [], passes: 0 },
    lastSeq: view.lastSeq,
    lastPublicSeq: view.lastSeq,
  };
  return presentToCustomer(evolve(before, event));
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
    assistant: assistantOf(view.assistant),
    case: { ...caseOf(view.case), tags: view.case.tags, passes: view.case.passes },
    lastPublicSeq: event.previousPublicSeq,
  };
  return presentToStaff(evolve(before, event));
};
