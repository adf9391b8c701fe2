import { z } from 'zod';
import { CATEGORIES, LOCALES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

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
      dueAt: atMs,
      /** Null while it is not decided. A rejection that waits for a second person is not decided. */
      upheld: z.boolean().nullable(),
      decidedAt: atMs.nullable(),
      letters: z.array(letter),
    })
    .nullable(),
});
export type OwnComplaint = z.output<typeof ownComplaintReply>;

export const complaintParams = z.strictObject({ complaintId: uuid });
export const letterParams = z.strictObject({
  complaintId: uuid,
  kind: z.enum(LETTER_KINDS),
});

export const registerQuery = z.strictObject({
  state: z.enum(COMPLAINT_STATES).optional(),
  country: z.string().max(2).optional(),
  category: z.enum(CATEGORIES).optional(),
  /** `soon`: within the time of the warning; `overdue`: past the term. */
  due: z.enum(['soon', 'overdue']).optional(),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  /** The `openedAt` of the last one before. */
  before: z.coerce.number().int().positive().optional(),
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
  calendarTeamId: z.string().min(1).max(60).nullable(),
});
export const complaintRules = z.strictObject({ rules: z.array(complaintRule).min(1).max(260) });
