/** The closed lists of words used alike in code, tables, API and screens. */
export const CATEGORIES = [
  'account',
  'security',
  'deposit',
  'withdrawal',
  'trading',
  'verification',
  'fees',
  'fiat',
  'api',
  'fraud',
  'tax',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const LOCALES = ['zh', 'en', 'ko', 'ja', 'fr', 'es', 'ru', 'ar'] as const;
export type Locale = (typeof LOCALES)[number];
export const RTL_LOCALES: readonly Locale[] = ['ar'];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** `new`, `open` (our move), `pending` (customer's move), `on_hold` (a third party's move), `solved`, `closed`. */
export const STATUSES = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/** The customer's standing with the exchange, as the exchange says it in the identity token. */
export const TIERS = ['standard', 'plus', 'vip'] as const;
export type Tier = (typeof TIERS)[number];

/** Units behind the teams that every installation begins with; an operator may add others. */
export const DEPARTMENTS = [
  'risk-control',
  'wallet-operations',
  'compliance',
  'engineering',
] as const;

export const CHANNELS = ['livechat'] as const;
export type Channel = (typeof CHANNELS)[number];

export const AGENT_STATUSES = ['available', 'wrap_up', 'on_break', 'away', 'offline'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** `compliance` works as an agent does, and alone reads what must not be told of a restriction. */
export const STAFF_ROLES = ['agent', 'compliance', 'supervisor', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Whether a role leads others: it sees and may act on their conversations. */
export const isLeadRole = (role: StaffRole): boolean => role === 'supervisor' || role === 'admin';

/** How sure we are who is speaking. */
export const ASSURANCE_LEVELS = ['none', 'channel', 'session', 'step_up'] as const;
export type AssuranceLevel = (typeof ASSURANCE_LEVELS)[number];

export const SECRET_KINDS = [
  'seed_phrase',
  'wif',
  'xprv',
  'one_time_code',
  'totp_secret',
  'private_key',
  'keystore',
  'card_number',
  'password',
  'api_secret',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];
