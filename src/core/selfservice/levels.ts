import { ASSURANCE_LEVELS, type AssuranceLevel } from '../vocabulary.ts';
import type { CardKind, SelfAction, Tool } from './vocabulary.ts';

/** How sure we must be of who is speaking before a tool looks anything up. */
export const LEVEL_OF_TOOL: Readonly<Record<Tool, AssuranceLevel>> = {
  platform: 'none',
  network: 'none',
  order: 'session',
  deposit: 'session',
  withdrawal: 'session',
  restriction: 'session',
  past_transaction: 'session',
  payment: 'session',
  api: 'session',
  password: 'session',
  two_factor: 'session',
  verification: 'session',
  fee_tier: 'session',
};

/** The same for what is done at the exchange. */
export const LEVEL_OF_ACTION: Readonly<Record<SelfAction, AssuranceLevel>> = {
  check_network: 'none',
  check_again: 'session',
  reset_password: 'session',
  begin_verification: 'session',
  recover_deposit: 'step_up',
  reset_two_factor: 'step_up',
};

/** Fields of cards that need more than their card; below it they are left out. */
export const LEVEL_OF_FIELD = {
  'api_key.allowedIps': 'step_up',
  'api_key.maskedIp': 'step_up',
} as const satisfies Readonly<Record<`${CardKind}.${string}`, AssuranceLevel>>;

export const reaches = (level: AssuranceLevel, needed: AssuranceLevel): boolean =>
  ASSURANCE_LEVELS.indexOf(level) >= ASSURANCE_LEVELS.indexOf(needed);

/** For so long a passed check holds, ms. */
export const STEP_UP_HOLDS_MS = 10 * 60_000;
/** After so many wrong tries a person takes over. */
export const STEP_UP_TRIES = 3;

/** Whose account is spoken of: nobody's, somebody known by a session, and for how long a passed check holds. */
export const levelOf = (
  customerKind: 'customer' | 'visitor',
  provedUntil: number | null,
  now: number,
): AssuranceLevel => {
  if (customerKind === 'visitor') return 'channel';
  return provedUntil !== null && provedUntil > now ? 'step_up' : 'session';
};
