import { z } from 'zod';
import { IMPACTS, INCIDENT_KINDS, INCIDENT_STAGES } from '../core/incidents/vocabulary.ts';
import { CATEGORIES, LOCALES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

const TITLE_MAX = 160;
const TEXT_MAX = 2_000;

const byLocale = (most: number) => z.partialRecord(z.enum(LOCALES), z.string().max(most));

export const entity = z.strictObject({
  kind: z.enum(['coin', 'network']),
  value: z
    .string()
    .max(32)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
});

const scope = {
  categories: z.array(z.enum(CATEGORIES)).min(1).max(CATEGORIES.length),
  /** With any, only requests that are known to concern one of them. */
  entities: z.array(entity).max(20),
};

/** Words in as many languages as somebody wrote; the one of `writtenIn` has to be there. */
const said = {
  writtenIn: z.enum(LOCALES),
  texts: byLocale(TEXT_MAX),
};

export const openIncident = z.strictObject({
  kind: z.enum(INCIDENT_KINDS),
  impact: z.enum(IMPACTS),
  ...scope,
  componentIds: z.array(z.string().max(40)).max(30),
  titles: byLocale(TITLE_MAX),
  ...said,
  isPublic: z.boolean(),
  hasBanner: z.boolean(),
  greetsNew: z.boolean(),
  expectedAt: atMs.nullable(),
  /** The suggestion that it was opened from. */
  suggestionId: uuid.nullable(),
});
export type OpenIncident = z.output<typeof openIncident>;

export const tellIncident = z.strictObject({
  /** Makes it happen once, however often it is sent. */
  updateId: uuid,
  stage: z.enum(INCIDENT_STAGES),
  ...said,
  expectedAt: atMs.nullable(),
});
export type TellIncident = z.output<typeof tellIncident>;

export const changeIncident = z.strictObject({
  impact: z.enum(IMPACTS),
  componentIds: z.array(z.string().max(40)).max(30),
  isPublic: z.boolean(),
  hasBanner: z.boolean(),
  greetsNew: z.boolean(),
});
export type ChangeIncident = z.output<typeof changeIncident>;

export const incidentUpdate = z.strictObject({
  id: uuid,
  stage: z.enum(INCIDENT_STAGES),
  writtenIn: z.enum(LOCALES),
  texts: byLocale(TEXT_MAX),
  publishedAt: atMs,
  /** How many conversations it has to reach, and how many it has. */
  toTell: z.number().int(),
  told: z.number().int(),
});

export const incidentRow = z.strictObject({
  id: uuid,
  kind: z.enum(INCIDENT_KINDS),
  stage: z.enum(INCIDENT_STAGES),
  impact: z.enum(IMPACTS),
  ...scope,
  componentIds: z.array(z.string()),
  titles: byLocale(TITLE_MAX),
  writtenIn: z.enum(LOCALES),
  isPublic: z.boolean(),
  hasBanner: z.boolean(),
  greetsNew: z.boolean(),
  expectedAt: atMs.nullable(),
  openedAt: atMs,
  closedAt: atMs.nullable(),
  /** Conversations by how they are attached. */
  counts: z.strictObject({
    waiting: z.number().int(),
    attached: z.number().int(),
    detached: z.number().int(),
    settled: z.number().int(),
    unsettled: z.number().int(),
    refused: z.number().int(),
  }),
});
export type IncidentRow = z.output<typeof incidentRow>;

export const incidentDetail = z.strictObject({
  incident: incidentRow,
  /** Newest first. */
  updates: z.array(incidentUpdate),
});
export type IncidentDetail = z.output<typeof incidentDetail>;

export const incidentSuggestion = z.strictObject({
  id: uuid,
  category: z.enum(CATEGORIES),
  entity: entity.nullable(),
  kind: z.enum(INCIDENT_KINDS),
  suggestedAt: atMs,
  since: atMs,
  /** What it was seen by: so many in so many minutes, where so many were to be expected. */
  count: z.number(),
  minutes: z.number(),
  expected: z.number(),
  /** The chance of as many without a cause. */
  chance: z.number(),
  /** Open requests that it would be attached to now. */
  requests: z.number().int(),
});
export type IncidentSuggestion = z.output<typeof incidentSuggestion>;

export const statusComponent = z.strictObject({
  id: z
    .string()
    .max(40)
    .regex(/^[a-z0-9][a-z0-9-]*$/),
  names: byLocale(80),
});
export const componentList = z.strictObject({ components: z.array(statusComponent).max(30) });
export type ComponentList = z.output<typeof componentList>;

export const incidentList = z.strictObject({
  open: z.array(incidentRow),
  /** Closed within ninety days, newest first. */
  past: z.array(incidentRow),
  suggestions: z.array(incidentSuggestion),
  components: z.array(statusComponent),
});
export type IncidentList = z.output<typeof incidentList>;

export const draftQuery = z.strictObject({
  kind: z.enum(INCIDENT_KINDS),
  stage: z.enum(INCIDENT_STAGES),
  /** The coin or network that is named in the title. */
  about: z
    .string()
    .max(32)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
    .optional(),
});
export const incidentDraft = z.strictObject({
  titles: byLocale(TITLE_MAX),
  texts: byLocale(TEXT_MAX),
});
export type IncidentDraft = z.output<typeof incidentDraft>;

export const incidentParams = z.strictObject({ incidentId: uuid });
export const suggestionParams = z.strictObject({ suggestionId: uuid });
export const attachmentParams = z.strictObject({ incidentId: uuid, conversationId: uuid });

export const attachOne = z.strictObject({ conversationId: uuid });
export const attachMany = z.strictObject({
  ...scope,
  /** Requests that began since. */
  since: atMs,
  /** Only says how many there would be. */
  dryRun: z.boolean(),
});
export const attachReply = z.strictObject({ requests: z.number().int() });

export const attachedRow = z.strictObject({
  conversationId: uuid,
  number: z.string(),
  category: z.enum(CATEGORIES),
  locale: z.enum(LOCALES),
  status: z.string(),
  state: z.enum(['waiting', 'attached', 'refused', 'detached', 'settled', 'unsettled']),
  via: z.enum(['hand', 'filter', 'suggestion', 'greeting']),
  askedAt: atMs,
});
export const attachedList = z.strictObject({ rows: z.array(attachedRow), hasMore: z.boolean() });
export type AttachedList = z.output<typeof attachedList>;
export const attachedQuery = z.strictObject({ after: uuid.optional() });

export const answerIncident = z.strictObject({ incidentId: uuid, settled: z.boolean() });

/** What stands above the messenger's home and the help pages, in the reader's language. */
export const statusBanner = z.strictObject({
  id: uuid,
  title: z.string(),
  text: z.string(),
  /** Of the words: not the reader's where nobody wrote it in theirs. */
  locale: z.enum(LOCALES),
  stage: z.enum(INCIDENT_STAGES),
  impact: z.enum(IMPACTS),
  expectedAt: atMs.nullable(),
  updatedAt: atMs,
});
export type StatusBanner = z.output<typeof statusBanner>;
export const statusReply = z.strictObject({ banners: z.array(statusBanner) });
export type StatusReply = z.output<typeof statusReply>;
export const statusQuery = z.strictObject({ locale: z.enum(LOCALES) });

export const statusPush = z.strictObject({
  locale: z.enum(LOCALES),
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export const statusPushEnd = z.strictObject({ endpoint: z.string().max(1_000) });

export const surgeReply = z.strictObject({
  isOn: z.boolean(),
  since: atMs.nullable(),
  /** The queue has been long for a while: a supervisor should think of it. */
  isSuggested: z.boolean(),
  waiting: z.number().int(),
  /** What somebody who asked now would wait; null: nobody is on duty. */
  waitSeconds: z.number().int().nullable(),
});
export type SurgeReply = z.output<typeof surgeReply>;
export const setSurge = z.strictObject({ on: z.boolean() });

export const surgeOffers = z.strictObject({
  /** By when a ticket would be answered; null: nothing is offered, people are on their way. */
  answerBy: atMs.nullable(),
  /** Half hours in which we can write, by their beginning. */
  slots: z.array(atMs),
  waitSeconds: z.number().int().nullable(),
});
export type SurgeOffers = z.output<typeof surgeOffers>;
export const takeSurgeOffer = z.strictObject({
  /** The half hour to be called back in; null: a ticket. */
  slot: atMs.nullable(),
  /** Where they are to be called, with the country's code; null: they are written to. Only with a half hour. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .nullable()
    .default(null),
  notifyBy: z.array(z.enum(['push', 'mail'])).max(2),
});
