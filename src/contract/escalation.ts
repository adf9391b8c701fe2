import { z } from 'zod';
import { CATEGORIES } from '../core/vocabulary.ts';

/** Raises a case a tier. The summary is an internal note for whoever gets it. */
export const escalateBody = z.strictObject({
  note: z.string().trim().min(3).max(2_000),
  clientMessageId: z.uuid(),
});
export type EscalateBody = z.output<typeof escalateBody>;

export const ladderStep = z.strictObject({
  category: z.enum(CATEGORIES),
  tier: z.union([z.literal(2), z.literal(3)]),
  teamId: z.string().min(1).max(60),
});
export type LadderStep = z.output<typeof ladderStep>;

/** Which team has which category at which tier; where there is none, the case stays with whoever has it. */
export const ladderReply = z.strictObject({ steps: z.array(ladderStep) });
export const ladderBody = z.strictObject({
  steps: z.array(ladderStep).max(2 * CATEGORIES.length),
});
