import type { SigningKeyPair } from '../../src/core/exchange-signing/sign-request.ts';
import type { AskExchange, Reply } from './ask-exchange.ts';
import { describeReply } from './ask-exchange.ts';

export interface Setting {
  readonly ask: AskExchange;
  readonly userId: string;
  /** Another user of the exchange, whose ids must not work for `userId`; null: none was named. */
  readonly otherUserId: string | null;
  readonly supportKey: SigningKeyPair;
  readonly complianceKey: SigningKeyPair | null;
  /** What `userId` signs in with; null: none was named. */
  readonly identifier: string | null;
  /** A market that exists; null: taken from an order. */
  readonly pair: string | null;
}

/** `skip`: it could not be asked, and why. */
export type Finding =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail' | 'warn' | 'skip'; readonly found: string };

export interface Check {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** How to mend it. */
  readonly hint: string;
  readonly run: (setting: Setting) => Promise<Finding>;
}

export const PASS: Finding = { outcome: 'pass' };
export const fail = (found: string): Finding => ({ outcome: 'fail', found });
export const warn = (found: string): Finding => ({ outcome: 'warn', found });
export const skip = (found: string): Finding => ({ outcome: 'skip', found });

/** A refusal with this status and one of these codes, in the contract's form. */
export const expectRefusal = (reply: Reply, status: number, codes: readonly string[]): Finding => {
  const isRight = reply.status === status && reply.code !== null && codes.includes(reply.code);
  return isRight
    ? PASS
    : fail(`${describeReply(reply)}; expected was ${status} ${codes.join(' or ')}`);
};

/** The first that did not pass; all did: pass. */
export const firstFault = (findings: readonly Finding[]): Finding =>
  findings.find(({ outcome }) => outcome !== 'pass') ?? PASS;
