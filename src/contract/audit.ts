import { z } from 'zod';
import { atMs, atMsInQuery } from './conversation.ts';

export const AUDIT_KINDS = ['changes', 'accesses'] as const;

const filter = z.string().trim().min(1).max(200).optional();
export const auditQuery = z.strictObject({
  /** Changes, or who looked at what. */
  kind: z.enum(AUDIT_KINDS).default('changes'),
  /** Id of a member of staff, a key, a customer or a webhook. */
  actor: filter,
  /** What was done (for accesses: why it was opened), or how that begins. */
  action: filter,
  /** Id of what was changed or opened, or of the customer whose data it was. */
  subject: filter,
  from: atMsInQuery.optional(),
  until: atMsInQuery.optional(),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const auditRow = z.strictObject({
  id: z.number().int(),
  at: atMs,
  actorKind: z.string(),
  actorId: z.string().nullable(),
  /** Null where nobody of that id is known by a name. */
  actorName: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** Codes, ids and times. */
  data: z.record(z.string(), z.unknown()),
  fromAddress: z.string().nullable(),
  /** Whether a seal speaks for it already. */
  sealed: z.boolean(),
});
export type AuditRow = z.output<typeof auditRow>;

export const auditReply = z.strictObject({
  rows: z.array(auditRow),
  nextCursor: z.number().int().nullable(),
  /** The newest seal; null before the first. */
  head: z.strictObject({ sealId: z.number().int(), hash: z.string(), sealedAt: atMs }).nullable(),
});
export type AuditReply = z.output<typeof auditReply>;
