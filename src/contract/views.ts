import { z } from 'zod';
import { READY_MADE_VIEWS } from '../core/views/ready-made.ts';
import { CATEGORIES, LOCALES, PRIORITIES, STATUSES, TIERS } from '../core/vocabulary.ts';
import { atMs, deskConversationRow, uuid } from './conversation.ts';

const slug = z.string().min(1).max(64);
const several = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(50).optional();

/** What a view shows: core/views/conditions.ts says what each means. */
export const viewConditions = z.strictObject({
  status: several(z.enum(STATUSES)),
  priority: several(z.enum(PRIORITIES)),
  category: several(z.enum(CATEGORIES)),
  teamIds: several(slug),
  assignee: several(slug),
  tier: several(z.enum(TIERS)),
  locale: several(z.enum(LOCALES)),
  tags: several(slug),
  withoutTags: several(slug),
  departmentIds: several(slug),
  supportTier: several(z.number().int().min(1).max(3)),
  waiting: z.enum(['people', 'assistant', 'queue']).optional(),
  snoozed: z.boolean().optional(),
  complaint: z.boolean().optional(),
  clock: z.enum(['late', 'soon']).optional(),
  createdFrom: atMs.max(253_402_300_799_999).optional(),
  createdTo: atMs.max(253_402_300_799_999).optional(),
  createdWithinDays: z.number().int().min(1).max(3_650).optional(),
  quietForHours: z.number().int().min(1).max(8_760).optional(),
});

/** One of the ready-made views by its name, or a saved one by its id. */
export const viewName = z.union([z.enum(READY_MADE_VIEWS), uuid]);

export const deskListQuery = z.strictObject({
  view: viewName.default('mine'),
  category: z.enum(CATEGORIES).optional(),
  /** Opaque; from the previous reply's `nextCursor`. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const deskListReply = z.strictObject({
  rows: z.array(deskConversationRow),
  nextCursor: z.string().nullable(),
});
export type DeskListReply = z.output<typeof deskListReply>;

/** Who else has it in their list. */
export const viewSharing = z.discriminatedUnion('with', [
  z.strictObject({ with: z.literal('nobody') }),
  z.strictObject({ with: z.literal('team'), teamId: slug }),
  z.strictObject({ with: z.literal('everyone') }),
]);
export type ViewSharing = z.output<typeof viewSharing>;

export const savedView = z.strictObject({
  id: uuid,
  name: z.string().min(1).max(60),
  conditions: viewConditions,
  sharing: viewSharing,
  /** Whether whoever asks made it. */
  own: z.boolean(),
  /** Whether whoever asks may change it. */
  mayChange: z.boolean(),
  /** Grows with each change; a change of an older one is refused. */
  version: z.number().int(),
});
export type SavedView = z.output<typeof savedView>;

export const savedViewInput = savedView.pick({ name: true, conditions: true, sharing: true });
export type SavedViewInput = z.output<typeof savedViewInput>;
export const savedViewChange = z.strictObject({
  ...savedViewInput.shape,
  version: z.number().int(),
});
export const savedViewList = z.strictObject({ views: z.array(savedView) });
export const viewParams = z.strictObject({ viewId: uuid });

/** By view. Exact up to 1,000; 1,001 says that there are more. */
export const viewCounts = z.strictObject({ counts: z.record(z.string(), z.number().int()) });
export type ViewCounts = z.output<typeof viewCounts>;

export const previewView = z.strictObject({ conditions: viewConditions });
export const previewReply = z.strictObject({ count: z.number().int() });
