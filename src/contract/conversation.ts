import { z } from 'zod';
import { PROMISE_STEPS } from '../core/conversation/case.ts';
import { SELF_ACTIONS } from '../core/selfservice/vocabulary.ts';
import { CATEGORIES, CHANNELS, LOCALES, PRIORITIES, STATUSES, TIERS } from '../core/vocabulary.ts';

/** The last moment of which there is a date: 275760-09-13. */
const LAST_MS = 8_640_000_000_000_000;
/** Milliseconds since the Unix epoch, UTC. */
export const atMs = z.number().int().nonnegative().max(LAST_MS);
/** The same in a query. */
export const atMsInQuery = z.coerce.number().int().nonnegative().max(LAST_MS);
export const uuid = z.uuid();

export const publicAgent = z.strictObject({ id: z.string(), name: z.string(), badge: z.string() });

/** A file of a message as its reader sees it. */
export const attachment = z.strictObject({
  id: uuid,
  name: z.string(),
  mime: z.string(),
  sizeBytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  hasThumbnail: z.boolean(),
  status: z.enum(['quarantined', 'clean', 'rejected']),
  /** Why it was rejected: a code of the message catalogue (`file.rejected.<reason>`). */
  reason: z.string().nullable(),
});
export type Attachment = z.output<typeof attachment>;

/** A link, mail address, phone number or handle in the words of a message, and whether it is ours. */
export const contactNote = z.strictObject({
  /** UTF-16 units of the text: where it begins, and where it has ended. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  /** Where a tap leads: only hosts of ours and those that are allowed. Null: it is text to be copied. */
  href: z.string().nullable(),
  verdict: z.enum(['ours', 'not_ours', 'unknown']),
  /** Why people are warned of it; null where there is no reason. */
  warning: z.enum(['look_alike', 'known_phishing', 'shortener', 'outside']).nullable(),
  /** The real one that it looks like; null where it looks like none. */
  nearest: z.string().nullable(),
});
export type ContactNote = z.output<typeof contactNote>;

/** The words of a message. Null when they were recalled or deleted. */
export const messageBody = z.strictObject({
  text: z.string(),
  attachments: z.array(attachment),
  /** What leads somewhere in the text, in its order; absent where nothing does. */
  contacts: z.array(contactNote).optional(),
  /** Files whose names name a false contact; absent where none does. */
  suspectFileIds: z.array(uuid).optional(),
});
export type MessageBody = z.output<typeof messageBody>;

/**
 * One event as it travels: the log's entry and, for those that have words, the body as it is now.
 * `event` is core/conversation/event.ts; the audience was decided before it was put here.
 */
export const wireEvent = z.strictObject({
  conversationId: uuid,
  seq: z.number().int().positive(),
  previousPublicSeq: z.number().int().nonnegative(),
  at: atMs,
  actor: z.union([
    z.strictObject({ kind: z.literal('customer'), id: z.string() }),
    z.strictObject({ kind: z.literal('agent'), id: z.string() }),
    z.strictObject({ kind: z.literal('assistant') }),
    z.strictObject({ kind: z.literal('system') }),
  ]),
  audience: z.enum(['everyone', 'staff']),
  event: z.looseObject({ type: z.string() }),
  body: messageBody.nullable(),
});

/** How far each side has received and read: `seq` numbers, only ever growing. */
export const marks = z.strictObject({
  customer: z.strictObject({ delivered: z.number().int(), read: z.number().int() }),
  agent: z.strictObject({ delivered: z.number().int(), read: z.number().int() }),
});
export type Marks = z.output<typeof marks>;

/** Where the customer and the assistant stand. */
export const assistantPart = z.strictObject({
  /** True while the assistant answers and nobody waits for a person. */
  active: z.boolean(),
  /** The turn whose answer waits for the customer's yes or no. */
  openTurnId: uuid.nullable(),
  /** Articles offered to choose from. */
  offered: z.array(z.string()),
  /** May the assistant look at the account? */
  consent: z.enum(['unasked', 'given', 'refused']),
  /** What the assistant's last words wait for, other than words, and the cards to choose from. */
  pending: z
    .strictObject({
      turnId: uuid,
      kind: z.enum(['consent', 'pick', 'ask', 'step_up', 'network_check']),
      cardIds: z.array(z.string()),
    })
    .nullable(),
  /** What the last finding offers to do. */
  offers: z.strictObject({ turnId: uuid, actions: z.array(z.enum(SELF_ACTIONS)) }).nullable(),
  /** Something is watched; the customer will be told when it changes. */
  following: z.boolean(),
});

const promiseOwner = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), agent: publicAgent }),
  z.strictObject({ kind: z.literal('team'), teamId: z.string() }),
  z.strictObject({ kind: z.literal('department'), departmentId: z.string() }),
  z.strictObject({ kind: z.literal('customer') }),
]);

/** How a case stands, as both sides know it: core/conversation/case.ts says what each part means. */
export const casePart = z.strictObject({
  supportTier: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  promise: z
    .strictObject({ step: z.enum(PROMISE_STEPS), owner: promiseOwner, dueAt: atMs.nullable() })
    .nullable(),
  tasks: z.array(
    z.strictObject({
      taskId: uuid,
      departmentId: z.string(),
      since: atMs,
      expectedAt: atMs.nullable(),
    }),
  ),
  incidentIds: z.array(uuid),
  mergedInto: uuid.nullable(),
  complaintId: uuid.nullable(),
});

/** What a customer knows of a request. Every field follows from public events. */
export const customerConversation = z.strictObject({
  id: uuid,
  number: z.string(),
  channel: z.enum(CHANNELS),
  locale: z.enum(LOCALES),
  category: z.enum(CATEGORIES),
  status: z.enum(STATUSES),
  agent: publicAgent.nullable(),
  /** True while it waits for a person. */
  waiting: z.boolean(),
  case: casePart,
  customerAway: z.boolean(),
  createdAt: atMs,
  lastMessageAt: atMs.nullable(),
  solvedAt: atMs.nullable(),
  closedAt: atMs.nullable(),
  /** Until when the customer may open it again; null when there is nothing to reopen. */
  reopenUntil: atMs.nullable(),
  rating: z.number().int().nullable(),
  assistant: assistantPart.nullable(),
  lastSeq: z.number().int(),
});
export type CustomerConversation = z.output<typeof customerConversation>;

/** A row of the customer's home. */
export const customerConversationRow = z.strictObject({
  conversation: customerConversation,
  marks,
  /** The start of the last message, 140 characters at most; empty when its words are gone. */
  lastLine: z.string(),
  lastLineBy: z.enum(['customer', 'agent', 'assistant']).nullable(),
  unread: z.number().int(),
});
export type CustomerConversationRow = z.output<typeof customerConversationRow>;

/** A conversation with a stretch of its log. */
export const customerConversationReply = z.strictObject({
  conversation: customerConversation,
  marks,
  events: z.array(wireEvent),
  /** True when events before the first one given exist (history) . */
  hasEarlier: z.boolean(),
  /** True when the stretch was cut at its limit: ask again with `after` = the last seq. */
  hasLater: z.boolean(),
});
export type CustomerConversationReply = z.output<typeof customerConversationReply>;

/** What staff know of a conversation. */
export const deskConversation = z.strictObject({
  id: uuid,
  number: z.string(),
  customerId: uuid,
  customerKind: z.enum(['customer', 'visitor']),
  channel: z.enum(CHANNELS),
  locale: z.enum(LOCALES),
  category: z.enum(CATEGORIES),
  tier: z.enum(TIERS),
  priority: z.enum(PRIORITIES),
  status: z.enum(STATUSES),
  teamId: z.string(),
  assignee: publicAgent.nullable(),
  accepted: z.boolean(),
  assignedAt: atMs.nullable(),
  queuedAt: atMs.nullable(),
  waitingSince: atMs.nullable(),
  snoozedUntil: atMs.nullable(),
  customerAway: z.boolean(),
  createdAt: atMs,
  lastMessageAt: atMs.nullable(),
  lastMessageBy: z.enum(['customer', 'agent', 'assistant']).nullable(),
  firstResponseAt: atMs.nullable(),
  solvedAt: atMs.nullable(),
  closedAt: atMs.nullable(),
  rating: z.number().int().nullable(),
  assistant: assistantPart.nullable(),
  case: z.strictObject({ ...casePart.shape, tags: z.array(z.string()), passes: z.number().int() }),
  aboutArticleId: z.string().nullable(),
  lastSeq: z.number().int(),
});
export type DeskConversation = z.output<typeof deskConversation>;

/** A row of the desk's list. */
export const deskConversationRow = z.strictObject({
  conversation: deskConversation,
  marks,
  /** What the exchange calls the customer, or null for a visitor and where no name was given. */
  customerName: z.string().nullable(),
  lastLine: z.string(),
  lastLineBy: z.enum(['customer', 'agent', 'assistant']).nullable(),
  /** Messages of the customer that no agent has read. */
  unread: z.number().int(),
  /** The SLA's due time that comes first; null where none runs. */
  clock: z.strictObject({ dueAt: atMs, late: z.boolean() }).nullable(),
});
export type DeskConversationRow = z.output<typeof deskConversationRow>;

export const deskConversationReply = z.strictObject({
  conversation: deskConversation,
  marks,
  customerName: z.string().nullable(),
  events: z.array(wireEvent),
  hasEarlier: z.boolean(),
  hasLater: z.boolean(),
});
export type DeskConversationReply = z.output<typeof deskConversationReply>;

/** A sender's own id for a message: the same id with the same body is the same message, for ever. */
export const clientMessageId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** Words of a person. Cleaned and guarded by the intake; up to 8,000 characters survive it. */
const words = z.string().max(250_000);

export const messageContent = z.strictObject({
  clientMessageId,
  text: words,
  fileIds: z.array(uuid).max(10).default([]),
});

/** Colleagues whom a note names are told of it; each of them must be allowed to see the conversation. */
export const noteContent = messageContent.extend({
  mentions: z.array(z.string().max(64)).max(10).default([]),
});

/** An agent's answer may leave the conversation in another status, in the same transaction. */
export const deskMessage = messageContent.extend({
  leaveAs: z.enum(['pending', 'solved']).nullable().default(null),
  /** Names contacts that are not ours on purpose: only supervisors may, and it is recorded. */
  allowForeign: z.boolean().default(false),
});

export const startConversation = messageContent.extend({
  /** Left out, what the message is about decides. */
  category: z.enum(CATEGORIES).optional(),
  locale: z.enum(LOCALES),
  /** The article that was read before asking. */
  aboutArticleId: z.string().max(80).optional(),
  /** False: straight to a person. */
  withAssistant: z.boolean().default(true),
  /** What was filled in beforehand (`GET /api/forms/:category`). */
  fields: z
    .array(z.strictObject({ fieldId: uuid, value: z.string().max(4_000) }))
    .max(20)
    .default([]),
});

/** A tap on one of the articles that the assistant offered. */
export const chooseOption = z.strictObject({ clientMessageId, articleId: z.string().max(80) });
/** Did the answer settle it? No: a person takes over. */
export const judgeAnswer = z.strictObject({ turnId: uuid, settled: z.boolean() });

/** The answer to a send: the event as stored. `duplicate` when this id was sent before. */
export const sendReply = z.strictObject({
  event: wireEvent,
  duplicate: z.boolean(),
});
export type SendReply = z.output<typeof sendReply>;

export const startReply = z.strictObject({
  conversation: customerConversation,
  events: z.array(wireEvent),
  duplicate: z.boolean(),
});
export type StartReply = z.output<typeof startReply>;

export const conversationParams = z.strictObject({ conversationId: uuid });
export const messageParams = z.strictObject({ conversationId: uuid, messageId: uuid });

/** Either `after` (what follows a seq) or `before` (history); neither gives the newest stretch. */
export const stretchQuery = z.strictObject({
  after: z.coerce.number().int().nonnegative().optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

export const editMessage = z.strictObject({ text: words });
export const setMarks = z.strictObject({
  delivered: z.number().int().nonnegative().optional(),
  read: z.number().int().nonnegative().optional(),
});
export const rateConversation = z.strictObject({
  score: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  reasons: z
    .array(z.enum(['fast', 'solved', 'friendly', 'slow', 'unsolved', 'unclear', 'repeated_myself']))
    .max(7),
  comment: z.string().max(4_000).default(''),
});
export const leaveConversation = z.strictObject({
  notifyBy: z.array(z.enum(['push', 'mail'])).max(2),
});

export const transferConversation = z.strictObject({
  teamId: z.string().max(64),
  /** Null: to the team's queue. */
  agentId: z.string().max(64).nullable(),
  /** What the next person needs to know; kept as an internal note. */
  summary: words,
});
export const setStatus = z.strictObject({
  status: z.enum(['open', 'pending', 'on_hold', 'solved']),
});
export const setPriority = z.strictObject({ priority: z.enum(PRIORITIES) });
export const setCategory = z.strictObject({ category: z.enum(CATEGORIES) });
/** Null ends the snooze. */
export const setSnooze = z.strictObject({ until: atMs.nullable() });
