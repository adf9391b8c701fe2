import { z } from 'zod';
import { CATEGORIES, STATUSES } from '../core/vocabulary.ts';
import { atMsInQuery } from './conversation.ts';
import { viewName } from './views.ts';

export const EXPORT_FORMATS = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportQuery = z.strictObject({
  format: z.enum(EXPORT_FORMATS).default('csv'),
  /** A view of the list, ready-made or saved; without one, all conversations. */
  view: viewName.optional(),
  status: z.enum(STATUSES).optional(),
  category: z.enum(CATEGORIES).optional(),
  /** Only those in which something was said at or after this time; cut to the minute. */
  since: atMsInQuery.optional(),
  /** Only those in which nothing was said at or after this time; cut to the minute. */
  until: atMsInQuery.optional(),
  /** With what was said; JSON lines only. */
  words: z.enum(['yes', 'no']).default('no'),
});
