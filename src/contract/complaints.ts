import { z } from 'zod';
import { CATEGORIES, LOCALES } from '../core/vocabulary.ts';
import { atMs, atMsInQuery, uuid } from './conversation.ts';

const country = z.string().regex(/^[A-Z]{2}$/);
const words = z.string().trim().min(10).max(8_000);

export const COMPLAINT_STATES = ['open', 'proposed', 'upheld', 'rejected'] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];
export const LETTER_KINDS = ['receipt', 'decision'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A formal complaint about a case. `country`: of residence, where it is known; its law sets the term. */
export const complainBody = z.strictObject({ text: words, country: country.nullable() });
export type ComplainBody = z.output<typeof complainBody>;

const letter = z.strictObject({ kind: z.enum(LETTER_KINDS), number: z.string(), issuedAt: atMs });

/** What its customer sees; null where there is none. */
export const ownComplaintReply = z.strictObject({
  complaint: z
    .strictObject({
      complaintId: uuid,
      number: z.string(),
      openedAt: atMs,
      /** By when its receipt is confirmed, and by when it is decided, at the latest. */
      acknowledgeBy: atMs,
      acknowledgedAt: atMs.nullable(),
      dueAt: atMs,
      /** IANA name of the zone whose days the terms were counted in. */
      timeZone: z.string(),
      /** What was complained of, in the customer's own words. */
      text: z.string(),
      /** Null while it is not decided. A rejection that waits for a second person is not decided. */
      upheld: z.boolean().nullable(),
      decidedAt: atMs.nullable(),
      /** The reasons of the decision; null while there is none. */
      reasons: z.string().nullable(),
      letters: z.array(letter),
      /** Whether its letters can be had as PDF in its language; the page to print is always there. */
      asPdf: z.boolean(),
    })
    .nullable(),
});
export type OwnComplaint = z.output<typeof ownComplaintReply>;

export const complaintParams = z.strictObject({ complaintId: uuid });
/** `page`: to be read and printed; `pdf`: as a file. */
export const letterQuery = z.strictObject({ format: z.enum(['page', 'pdf']).default('page') });
export const letterParams = z.strictObject({
  complaintId: uuid,
  kind: z.enum(LETTER_KINDS),
});

export const registerQuery = z.strictObject({
  state: z.enum(COMPLAINT_STATES).optional(),
  country: z.string().max(2).optional(),
  category: z.enum(CATEGORIES).optional(),
  /**
   * `soon`: within the time of the warning; `overdue`: past the term; `receipt`: its receipt is not confirmed;
   * `receipt_overdue`: nor was it in time.
   */
  due: z.enum(['soon', 'overdue', 'receipt', 'receipt_overdue']).optional(),
  from: atMsInQuery.optional(),
  to: atMsInQuery.optional(),
  /** The `openedAt` of the last one before. */
  before: atMsInQuery.optional(),
});
export type RegisterQuery = z.output<typeof registerQuery>;

export const registerRow = z.strictObject({
  complaintId: uuid,
  number: z.string(),
  conversationId: uuid,
  category: z.enum(CATEGORIES),
  country: z.string(),
  locale: z.enum(LOCALES),
  openedBy: z.enum(['customer', 'staff']),
  openedAt: atMs,
  dueAt: atMs,
  timeZone: z.string(),
  acknowledgeBy: atMs,
  acknowledgedAt: atMs.nullable(),
  /** Its receipt was, or is, not confirmed in time. */
  acknowledgedLate: z.boolean(),
  state: z.enum(COMPLAINT_STATES),
  warned: z.boolean(),
  overdue: z.boolean(),
  proposedBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: atMs.nullable(),
});
export type RegisterRow = z.output<typeof registerRow>;
export const registerReply = z.strictObject({
  complaints: z.array(registerRow),
  /** Whether there are more, before the last one. */
  more: z.boolean(),
});
export type Register = z.output<typeof registerReply>;

export const complaintReply = z.strictObject({
  ...registerRow.shape,
  text: z.string(),
  /** Of the decision, or of the one that is proposed. */
  decision: z.string().nullable(),
  letters: z.array(letter),
  asPdf: z.boolean(),
});
export type ComplaintCard = z.output<typeof complaintReply>;

export const decideComplaintBody = z.strictObject({ upheld: z.boolean(), text: words });
export type DecideComplaintBody = z.output<typeof decideComplaintBody>;
/** The second person: `false` gives the complaint back to be decided anew. */
export const confirmComplaintBody = z.strictObject({ confirmed: z.boolean() });

export const complaintRule = z.strictObject({
  country: z.union([country, z.literal('*')]),
  days: z.number().int().min(1).max(365),
  counted: z.enum(['business', 'calendar']),
  acknowledgeDays: z.number().int().min(0).max(60),
  acknowledgeCounted: z.enum(['business', 'calendar']),
  /** IANA name; null: the zone of the complaint's country. */
  timeZone: z.string().min(1).max(64).nullable(),
  /** 1 Monday to 7 Sunday. */
  weekend: z.array(z.number().int().min(1).max(7)).max(7),
  /** `2027-05-17`, or `05-17` for each year. */
  holidays: z.array(z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/)).max(400),
  calendarTeamId: z.string().min(1).max(60).nullable(),
});
export const complaintRules = z.strictObject({ rules: z.array(complaintRule).min(1).max(260) });
export type ComplaintRules = z.output<typeof complaintRules>;
