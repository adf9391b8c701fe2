import { z } from 'zod';
import { AGENT_STATUSES, CATEGORIES, LOCALES, STAFF_ROLES } from '../core/vocabulary.ts';

const teamId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** How well an agent can take a category: 1 able, 2 practised, 3 expert. */
export const skill = z.strictObject({
  category: z.enum(CATEGORIES),
  level: z.number().int().min(1).max(3),
});
export type Skill = z.infer<typeof skill>;

/** A name on screens: without what hides, reorders or breaks text. */
const nameOf = (maxChars: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxChars)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u);
const shortName = nameOf(40);
const capacityUnits = z.number().int().min(1).max(100);
const skills = z.array(skill).max(CATEGORIES.length);
const languages = z.array(z.enum(LOCALES)).max(LOCALES.length);

/** What a desk remembers for its user. Free keys would be a store for anything; these are all there are. */
export const preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  /** Action name → key sequence, for example `resolve` → `e`; null switches the key off. */
  keys: z
    .record(
      z.string().regex(/^[a-z][a-zA-Z0-9_.-]{0,39}$/),
      z
        .string()
        .regex(/^[^\p{Cc}]{1,40}$/u)
        .nullable(),
    )
    .refine((keys) => Object.keys(keys).length <= 100)
    .optional(),
  /** Single-key shortcuts on at all. */
  shortcuts: z.boolean().optional(),
  sounds: z.boolean().optional(),
  /** Panel name → width in CSS pixels; 0 means folded. */
  panels: z
    .record(z.string().regex(/^[a-z][a-zA-Z0-9_-]{0,29}$/), z.number().int().min(0).max(4000))
    .refine((panels) => Object.keys(panels).length <= 20)
    .optional(),
  locale: z.enum(LOCALES).optional(),
});
export type Preferences = z.infer<typeof preferences>;

export const deskMeReply = z.object({
  agentId: z.string(),
  /** Full name, for colleagues. */
  name: z.string(),
  email: z.string(),
  /** What customers see. */
  publicName: z.string(),
  badge: z.string(),
  role: z.enum(STAFF_ROLES),
  locale: z.enum(LOCALES),
  teams: z.array(z.object({ teamId: z.string(), name: z.string() })),
  skills: z.array(z.object({ category: z.enum(CATEGORIES), level: z.number().int() })),
  languages: z.array(z.enum(LOCALES)),
  capacityUnits: z.number().int(),
  status: z.enum(AGENT_STATUSES),
  statusSince: z.number().int(),
  twoFactorEnabled: z.boolean(),
  preferences,
});
export type DeskMeReply = z.infer<typeof deskMeReply>;

export const staffMember = z.object({
  agentId: z.string(),
  name: z.string(),
  email: z.string(),
  publicName: z.string(),
  badge: z.string(),
  role: z.enum(STAFF_ROLES),
  locale: z.enum(LOCALES),
  teamIds: z.array(z.string()),
  skills: z.array(z.object({ category: z.enum(CATEGORIES), level: z.number().int() })),
  languages: z.array(z.enum(LOCALES)),
  capacityUnits: z.number().int(),
  status: z.enum(AGENT_STATUSES),
  twoFactorEnabled: z.boolean(),
  mustChangePassword: z.boolean(),
  /** Null while the account works. */
  disabledAt: z.number().int().nullable(),
});
export type StaffMember = z.infer<typeof staffMember>;

export const staffListReply = z.object({ staff: z.array(staffMember) });

export const createStaffRequest = z.strictObject({
  email: z.email().max(254),
  name: nameOf(80),
  publicName: shortName,
  role: z.enum(STAFF_ROLES),
  locale: z.enum(LOCALES),
  teamIds: z.array(teamId).max(20),
  skills,
  languages,
  capacityUnits,
});
export type CreateStaffRequest = z.infer<typeof createStaffRequest>;

export const createStaffReply = z.object({
  member: staffMember,
  /** Shown once, to be handed over; the first sign-in must replace it. */
  oneTimePassword: z.string(),
});

export const staffParams = z.strictObject({ agentId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

export const updateStaffRequest = z.strictObject({
  publicName: shortName.optional(),
  role: z.enum(STAFF_ROLES).optional(),
  locale: z.enum(LOCALES).optional(),
  teamIds: z.array(teamId).max(20).optional(),
  skills: skills.optional(),
  languages: languages.optional(),
  capacityUnits: capacityUnits.optional(),
  disabled: z.boolean().optional(),
  /** A new one-time password and no second factor, for somebody who lost theirs; ends all their sessions. */
  resetSignIn: z.literal(true).optional(),
});
export type UpdateStaffRequest = z.infer<typeof updateStaffRequest>;

export const updateStaffReply = z.object({
  member: staffMember,
  /** Only after `resetSignIn`; shown once. */
  oneTimePassword: z.string().nullable(),
});
