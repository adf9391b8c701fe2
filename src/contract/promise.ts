import { z } from 'zod';
import { PROMISE_STEPS } from '../core/conversation/case.ts';
import { CATEGORIES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

/** Why an agent names another time; the customer reads it as a sentence. */
export const REASONS_BY_HAND = [
  'busier',
  'department',
  'department_later',
  'incident',
  'set_by_agent',
] as const;

export const setPromiseBody = z.strictObject({
  dueAt: atMs,
  because: z.enum(REASONS_BY_HAND),
});
export type SetPromiseBody = z.output<typeof setPromiseBody>;

export const promiseFiguresQuery = z.strictObject({
  weeks: z.coerce.number().int().min(1).max(26).default(8),
});

/** Judged is what came about, or what is late and has not; each by the earliest time that was promised. */
const judged = z.strictObject({
  judged: z.number().int(),
  kept: z.number().int(),
  /** Moved at least once. */
  moved: z.number().int(),
  /** Of what came about: the middle of the promised and of the actual times, ms; null where nothing did. */
  medianPromisedMs: z.number().nullable(),
  medianActualMs: z.number().nullable(),
  /** Mean of (promised − actual) ÷ promised; null where nothing came about. */
  meanSlack: z.number().nullable(),
});

export const promiseFiguresReply = z.strictObject({
  since: atMs,
  total: judged,
  weeks: z.array(z.strictObject({ weekOf: atMs, ...judged.shape })),
  categories: z.array(z.strictObject({ category: z.enum(CATEGORIES), ...judged.shape })),
  steps: z.array(z.strictObject({ step: z.enum(PROMISE_STEPS), ...judged.shape })),
  /** The latest ones first: what was most overdue. */
  worst: z.array(
    z.strictObject({
      conversationId: uuid,
      number: z.string(),
      category: z.enum(CATEGORIES),
      step: z.enum(PROMISE_STEPS),
      promisedAt: atMs,
      /** Null while it has not come about. */
      endedAt: atMs.nullable(),
      lateMs: z.number(),
    }),
  ),
});
export type PromiseFigures = z.output<typeof promiseFiguresReply>;
