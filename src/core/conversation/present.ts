import { reopenUntil } from './decide-status.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

/** Null where the assistant never took part. */
const presentAssistant = ({ assistant }: Conversation) =>
  assistant && {
    active: assistant.active,
    openTurnId: assistant.openTurnId,
    offered: [...assistant.offered],
    consent: assistant.consent,
    pending: assistant.pending && {
      ...assistant.pending,
      cardIds: [...assistant.pending.cardIds],
    },
    offers: assistant.offers && { ...assistant.offers, actions: [...assistant.offers.actions] },
    following: assistant.following,
  };

/** What both sides know of how the case stands. */
const presentCase = ({ case: part }: Conversation) => ({
  supportTier: part.supportTier,
  promise: part.promise,
  tasks: part.tasks.map((task) => ({ ...task })),
  incidentIds: [...part.incidentIds],
  mergedInto: part.mergedInto,
  complaintId: part.complaintId,
});

/**
 * What a customer may know of a request. Every field follows from public events alone, so that a customer's client,
 * which folds only those, arrives at the same.
 */
export const presentToCustomer = (state: Conversation) => ({
  id: state.id,
  number: state.number,
  channel: state.channel,
  locale: state.locale,
  category: state.category,
  status: state.status,
  // An offer that nobody has taken up is not yet a person who speaks.
  agent: state.accepted ? state.assignee : null,
  waiting:
    isActive(state.status) &&
    !(state.assignee !== null && state.accepted) &&
    state.assistant?.active !== true,
  assistant: presentAssistant(state),
  case: presentCase(state),
  customerAway: state.customerAway,
  createdAt: state.createdAt,
  lastMessageAt: state.lastMessageAt,
  solvedAt: state.solvedAt,
  closedAt: state.closedAt,
  reopenUntil: reopenUntil(state),
  rating: state.rating,
  lastSeq: state.lastPublicSeq,
});

/** What staff who may see a conversation know of it. */
export const presentToStaff = (state: Conversation) => ({
  id: state.id,
  number: state.number,
  customerId: state.customerId,
  customerKind: state.customerKind,
  channel: state.channel,
  locale: state.locale,
  category: state.category,
  tier: state.tier,
  priority: state.priority,
  status: state.status,
  teamId: state.teamId,
  assignee: state.assignee,
  accepted: state.accepted,
  assignedAt: state.assignedAt,
  queuedAt: state.queuedAt,
  waitingSince: state.waitingSince,
  snoozedUntil: state.snoozedUntil,
  customerAway: state.customerAway,
  createdAt: state.createdAt,
  lastMessageAt: state.lastMessageAt,
  lastMessageBy: state.lastMessageBy,
  firstResponseAt: state.firstResponseAt,
  solvedAt: state.solvedAt,
  closedAt: state.closedAt,
  rating: state.rating,
  assistant: presentAssistant(state),
  case: { ...presentCase(state), tags: [...state.case.tags], passes: state.case.passes },
  aboutArticleId: state.aboutArticleId,
  lastSeq: state.lastSeq,
});
