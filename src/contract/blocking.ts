import { z } from 'zod';

const reasonText = z.string().trim().min(3).max(500);

export const blockParams = z.strictObject({ customerId: z.uuid() });

export const blockRequest = z.strictObject({
  /** For colleagues; the blocked person does not see it. */
  reason: reasonText,
  /** Milliseconds since the epoch; null until lifted. */
  until: z.number().int().positive().nullable(),
});

export const blockReply = z.object({
  customerId: z.uuid(),
  reason: z.string(),
  blockedAt: z.number().int(),
  until: z.number().int().nullable(),
});
export type BlockReply = z.infer<typeof blockReply>;

export const APPEAL_STATES = ['waiting', 'granted', 'refused'] as const;

/** What the blocked person sees. */
export const appealStatusReply = z.object({
  blocked: z.boolean(),
  until: z.number().int().nullable(),
  /** Null when none was sent for this block; only one may be sent. */
  appeal: z
    .object({
      state: z.enum(APPEAL_STATES),
      sentAt: z.number().int(),
      decidedAt: z.number().int().nullable(),
    })
    .nullable(),
});
export type AppealStatusReply = z.infer<typeof appealStatusReply>;

export const appealRequest = z.strictObject({ text: z.string().trim().min(10).max(2000) });

export const appealListQuery = z.strictObject({
  state: z.enum(APPEAL_STATES).default('waiting'),
});

export const appealListReply = z.object({
  appeals: z.array(
    z.object({
      appealId: z.uuid(),
      customerId: z.uuid(),
      customerName: z.string().nullable(),
      state: z.enum(APPEAL_STATES),
      text: z.string(),
      sentAt: z.number().int(),
      decidedAt: z.number().int().nullable(),
      block: z.object({
        reason: z.string(),
        blockedAt: z.number().int(),
        until: z.number().int().nullable(),
      }),
    }),
  ),
});
export type AppealListReply = z.infer<typeof appealListReply>;

export const appealParams = z.strictObject({ appealId: z.uuid() });
/** Granting lifts the block. */
export const appealDecisionRequest = z.strictObject({ decision: z.enum(['granted', 'refused']) });
export const appealDecisionReply = z.object({
  appealId: z.uuid(),
  state: z.enum(APPEAL_STATES),
});
