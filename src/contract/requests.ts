import { z } from 'zod';
import {
  ESCALATION_CAUSES,
  PROMISE_REASONS,
  PROMISE_STEPS,
  TASK_OUTCOMES,
} from '../core/conversation/case.ts';
import { atMs, messageContent, publicAgent, uuid } from './conversation.ts';

const tier = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** Where a request has been: core/requests/request-steps.ts says what each kind means. */
export const stationKind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('received') }),
  z.strictObject({ kind: z.literal('assistant') }),
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({ kind: z.literal('agent'), agent: publicAgent, tier }),
  z.strictObject({
    kind: z.literal('department'),
    departmentId: z.string(),
    taskId: uuid,
    expectedAt: atMs.nullable(),
    endedAt: atMs.nullable(),
    outcome: z.enum(TASK_OUTCOMES).nullable(),
  }),
  z.strictObject({ kind: z.literal('your_move') }),
  z.strictObject({ kind: z.literal('raised'), tier, cause: z.enum(ESCALATION_CAUSES) }),
  z.strictObject({ kind: z.literal('incident'), incidentId: uuid }),
  z.strictObject({ kind: z.literal('merged') }),
  z.strictObject({ kind: z.literal('complaint'), number: z.string() }),
  z.strictObject({
    kind: z.literal('solved'),
    by: z.enum(['customer', 'agent', 'assistant', 'system']),
  }),
  z.strictObject({ kind: z.literal('reopened') }),
  z.strictObject({ kind: z.literal('closed') }),
]);

export const station = z.strictObject({
  at: atMs,
  what: stationKind,
  promises: z.array(
    z.strictObject({
      at: atMs,
      step: z.enum(PROMISE_STEPS),
      dueAt: atMs.nullable(),
      was: atMs.nullable(),
      because: z.enum(PROMISE_REASONS),
    }),
  ),
  messages: z.number().int(),
});
export type Station = z.output<typeof station>;

export const stationsReply = z.strictObject({ stations: z.array(station) });
export type StationsReply = z.output<typeof stationsReply>;

/** A new request that goes on where a closed one ended. */
export const followUp = messageContent;
