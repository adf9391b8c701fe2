import { z } from 'zod';
import { EMERGENCIES, HANDOVER_REASONS, MANNERS } from '../core/assistant/reply.ts';
import { TOOLS } from '../core/selfservice/vocabulary.ts';
import { CATEGORIES, LOCALES, PRIORITIES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

/** What was understood of a question; nothing of its words. */
export const understoodRecord = z.strictObject({
  locale: z.enum(LOCALES),
  language: z.string().nullable(),
  languageIsSure: z.boolean(),
  emergency: z.enum(EMERGENCIES).nullable(),
  emergencyScore: z.number(),
  manner: z.enum(MANNERS).nullable(),
  urgency: z.enum(PRIORITIES),
  categories: z.array(z.strictObject({ category: z.enum(CATEGORIES), score: z.number() })),
  rules: z.array(z.string()),
  /** Tools that fit the words, best first. */
  tools: z.array(z.strictObject({ tool: z.enum(TOOLS), score: z.number() })).default([]),
});

export const candidateRecord = z.strictObject({
  articleId: z.string(),
  version: z.number().int(),
  title: z.string(),
  anchor: z.string().nullable(),
  score: z.number(),
});

/** One time that the assistant thought, for those who supervise it. */
export const turnRecord = z.strictObject({
  turnId: uuid,
  /** The event of the log that was answered. */
  questionSeq: z.number().int(),
  at: atMs,
  understood: understoodRecord,
  candidates: z.array(candidateRecord),
  decision: z.strictObject({
    /** `tool`: what was said of the account is `finding`; null while it was only asked for something. */
    kind: z.enum(['answer', 'clarify', 'word', 'tool', 'handover', 'silence']),
    articleIds: z.array(z.string()),
    handoverReason: z.enum(HANDOVER_REASONS).nullable(),
    tool: z.enum(TOOLS).nullable(),
    /** `finding`, `consent`, `pick`, `ask`, `step_up` or `network_check`; null where no tool was used. */
    toolReply: z.string().nullable(),
    finding: z.string().nullable(),
  }),
  /** Which rule of the decision decided: a code of the message catalogue (`assistant.why.<code>`). */
  reason: z.string(),
  tookMs: z.number(),
  /** The customer's yes or no to this answer; null: not said. */
  judged: z.boolean().nullable(),
});
export type TurnRecord = z.output<typeof turnRecord>;
export const turnList = z.strictObject({ turns: z.array(turnRecord) });

export const assistantResultsQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30),
});

/**
 * What became of the requests that began with the assistant in these days. Only `settled` counts as resolved: the
 * customer said so, no person took part, and there was no contact about it for 72 hours. Each request is in one class.
 */
export const assistantResults = z.strictObject({
  days: z.number().int(),
  started: z.number().int(),
  settled: z.number().int(),
  /** Said to be settled less than 72 hours ago: not counted yet. */
  settling: z.number().int(),
  /** Said to be settled, and then the customer came back about it. */
  cameBack: z.number().int(),
  /** Nobody said anything after the assistant's words. */
  abandoned: z.number().int(),
  handedOver: z.number().int(),
  underWay: z.number().int(),
  handovers: z.array(z.strictObject({ reason: z.enum(HANDOVER_REASONS), count: z.number().int() })),
});
export type AssistantResults = z.output<typeof assistantResults>;
