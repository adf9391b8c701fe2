import { z } from 'zod';
import { REASONS } from '../core/official/classify.ts';
import { IDENTITY_KINDS, NETWORKS } from '../core/official/identity.ts';
import { LOCALES } from '../core/vocabulary.ts';
import { atMs, uuid } from './conversation.ts';

export const VERDICTS = ['ours', 'not_ours', 'unknown'] as const;
export const SUBJECT_KINDS = ['link', 'email', 'phone', 'handle', 'agent', 'app'] as const;

/** Whether something is ours. `unknown` never means that it is safe. */
export const officialAnswer = z.strictObject({
  kind: z.enum(SUBJECT_KINDS),
  /** What was checked, as it was understood: for a link its host. */
  shown: z.string(),
  verdict: z.enum(VERDICTS),
  reason: z.enum(REASONS),
  /** The real one that is nearest; null where nothing is near. */
  nearest: z.string().nullable(),
  /** What it imitates belongs to others. */
  ofOthers: z.boolean(),
  /** Where a handle is ours, or where it was looked for. */
  network: z.enum(NETWORKS).nullable(),
});
export type OfficialAnswer = z.output<typeof officialAnswer>;

export const LONGEST_QUESTION = 500;
export const verifyQuery = z.strictObject({ q: z.string().max(LONGEST_QUESTION) });
/** Null: it is nothing that can be checked. */
export const verifyReply = z.strictObject({ answer: officialAnswer.nullable() });
export type VerifyReply = z.output<typeof verifyReply>;

/** Three words that only the two sides of a conversation see, in its language and in English. */
export const conversationCode = z.strictObject({
  locale: z.enum(LOCALES),
  words: z.array(z.string()).length(3),
  english: z.array(z.string()).length(3),
});
export type ConversationCode = z.output<typeof conversationCode>;

/** What is ours, as admins keep it. `value` in its normal form, `until` null: for good. */
export const officialIdentity = z.strictObject({
  id: uuid,
  kind: z.enum(IDENTITY_KINDS),
  network: z.enum(NETWORKS).nullable(),
  value: z.string(),
  note: z.string(),
  from: atMs,
  until: atMs.nullable(),
});
export type OfficialIdentityRow = z.output<typeof officialIdentity>;

export const officialIdentityInput = z.strictObject({
  kind: z.enum(IDENTITY_KINDS),
  network: z.enum(NETWORKS).nullable().default(null),
  value: z.string().min(1).max(320),
  note: z.string().max(200).default(''),
  from: atMs.optional(),
  until: atMs.nullable().default(null),
});
export const officialIdentityParams = z.strictObject({ identityId: uuid });

/** A host that is not ours and may be linked, such as that of a block explorer. */
export const allowedHost = z.strictObject({ host: z.string(), note: z.string(), addedAt: atMs });
export const allowedHostInput = z.strictObject({
  host: z.string().min(1).max(253),
  note: z.string().max(200).default(''),
});
export const allowedHostParams = z.strictObject({ host: z.string().max(253) });

export const officialRegistry = z.strictObject({
  identities: z.array(officialIdentity),
  allowedHosts: z.array(allowedHost),
  /** Imported lists of phishing by name, with how many hosts each has. */
  phishingLists: z.array(z.strictObject({ name: z.string(), hosts: z.number().int() })),
  /** Agents whose badges are ours by their accounts. */
  badges: z.number().int(),
});
export type OfficialRegistryReply = z.output<typeof officialRegistry>;
