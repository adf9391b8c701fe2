import { z } from 'zod';
import { CALL_RESULTS } from '../core/incidents/calls.ts';
import { atMs, deskConversationRow } from './conversation.ts';

/** Somebody who is to be called back; the number is asked for apart, and that is recorded. */
export const deskCall = z.strictObject({
  row: deskConversationRow,
  /** The half hour that was promised. */
  from: atMs,
  by: atMs,
  /** How often nobody answered. */
  tries: z.number().int(),
});
export type DeskCall = z.output<typeof deskCall>;
export const deskCalls = z.strictObject({ calls: z.array(deskCall) });
export type DeskCalls = z.output<typeof deskCalls>;
export const callNumber = z.strictObject({ number: z.string() });
export type CallNumber = z.output<typeof callNumber>;
export const settleCall = z.strictObject({ result: z.enum(CALL_RESULTS) });
export const settledCall = z.strictObject({
  /** When it is tried again; null: it is over. */
  next: atMs.nullable(),
});
export type SettledCall = z.output<typeof settledCall>;
