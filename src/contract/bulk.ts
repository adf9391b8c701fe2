import { z } from 'zod';
import { CATEGORIES, PRIORITIES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

const tags = z.array(z.string().min(1).max(60)).max(20);

export const bulkAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    to: z.enum(['open', 'pending', 'on_hold', 'solved']),
  }),
  z.strictObject({ kind: z.literal('priority'), to: z.enum(PRIORITIES) }),
  z.strictObject({ kind: z.literal('category'), to: z.enum(CATEGORIES) }),
  z.strictObject({ kind: z.literal('team'), teamId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('tags'), add: tags, remove: tags }),
  z.strictObject({ kind: z.literal('assign'), agentId: z.string().max(64) }),
  z.strictObject({ kind: z.literal('macro'), macroId: uuid }),
]);
export type BulkActionInput = z.output<typeof bulkAction>;

const outcome = z.enum(['changed', 'unchanged', 'refused', 'gone']);

/** More than fits is told with the limit, so more may be sent. */
export const bulkPreview = z.strictObject({
  conversationIds: z.array(uuid).min(1).max(5_000),
  action: bulkAction,
});
export const bulkStart = bulkPreview.extend({
  /** The same key again is the same run. */
  requestKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
});
export const bulkUndo = bulkStart.pick({ requestKey: true });

const rows = z.array(
  z.strictObject({
    conversationId: uuid,
    /** Null where it is not there, or not to be seen. */
    number: z.string().nullable(),
    outcome,
    code: z.string().nullable(),
  }),
);
const counts = {
  changed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  gone: z.number().int(),
};

/**
 * How many would change, and those that would not, with why; of a macro those that would as well, with what it would do
 * there. 100 at most, those that would not first.
 */
export const bulkPreviewReply = z.strictObject({
  ...counts,
  rows: z.array(rows.element.extend({ steps: z.array(z.string()) })),
});
export type BulkPreview = z.output<typeof bulkPreviewReply>;

export const bulkRun = z.strictObject({
  runId: uuid,
  action: bulkAction,
  total: z.number().int(),
  ...counts,
  /** Refused or gone: 100 at most. */
  rows,
  endedAt: atMs.nullable(),
  /** Rows that can be taken back. */
  undoable: z.number().int(),
  /** The run that this one takes back. */
  undoes: uuid.nullable(),
});
export type BulkRun = z.output<typeof bulkRun>;
export const bulkParams = z.strictObject({ runId: uuid });
