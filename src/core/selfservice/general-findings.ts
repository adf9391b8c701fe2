import type { AtMs } from '../ids.ts';
import {
  amountOf,
  choiceOf,
  type Finding,
  finding,
  maybeMoment,
  momentOf,
  nameOf,
} from './finding.ts';
import type { Tool } from './vocabulary.ts';

/** Why a tool found nothing to say of the account. Each is said under `selfservice.general.<code>`. */
export const GENERAL_CODES = [
  /** A visitor asks: we do not know whose account. */
  'sign_in',
  /** The customer does not want the account to be looked at. */
  'no_consent',
  /** Out of reach, too slow, or its circuit is open. */
  'exchange_unreachable',
  /** Its answer was of the wrong shape, or of somebody else: thrown away. */
  'exchange_wrong',
  /** It says no. */
  'exchange_refused',
  /** There is none of the kind in the account. */
  'none_found',
  /** The one that was chosen is not there any more. */
  'gone',
  /** Too many tries to prove who is speaking. */
  'step_up_failed',
  /** A watched thing did not end within the time that it is watched for. */
  'still_waiting',
] as const;
export type GeneralCode = (typeof GENERAL_CODES)[number];

const NEEDS_PERSON: ReadonlySet<GeneralCode> = new Set(['step_up_failed']);

export const isGeneral = (code: string): code is GeneralCode =>
  GENERAL_CODES.some((each) => each === code);

export const generalFinding = (tool: Tool, code: GeneralCode): Finding =>
  finding(tool, code, {
    params: { tool: choiceOf(tool) },
    phase: code === 'none_found' || code === 'still_waiting' ? 'end' : 'act',
    actions: code.startsWith('exchange_') ? ['check_again'] : [],
    needsPerson: NEEDS_PERSON.has(code),
  });

/** What came of an action that the customer asked for. Each is said under `selfservice.<tool>.<code>`. */
export const passwordMailSent = (maskedEmail: string, validUntil: AtMs): Finding =>
  finding('password', 'mail_sent', {
    params: { email: nameOf(maskedEmail), until: momentOf(validUntil) },
    phase: 'act',
  });

export const verificationBegun = (url: string, validUntil: AtMs): Finding =>
  finding('verification', 'begun', {
    params: { url: nameOf(url), until: momentOf(validUntil) },
    phase: 'act',
  });

export const recoveryBegun = (begun: {
  readonly depositId: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly expectedBy: AtMs | null;
}): Finding => {
  const expected = maybeMoment(begun.expectedBy);
  return finding('deposit', 'recovery_begun', {
    params: {
      fee: amountOf(begun.fee, begun.feeAsset),
      known: expected.known,
      by: expected.at,
    },
    subjects: [{ kind: 'deposit', id: begun.depositId }],
    phase: 'wait',
    follows: true,
  });
};

/** A second-factor reset goes to two people of the security team; the clock begins when both have agreed. */
export const twoFactorResetAsked = (): Finding =>
  finding('two_factor', 'reset_asked', { phase: 'wait', needsPerson: true });
