import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { symmetricDecrypt, verifyPassword } from 'better-auth/crypto';
import { counterBytes, totpCode, totpCounters } from '../../core/identity/totp.ts';
import type { AgentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { StaffOptions } from './staff-options.ts';
import { findAccount, findProofs } from './store.ts';

/** What a member of staff shows again before an action that needs it. */
export interface PresenceProof {
  readonly method: 'password' | 'totp';
  readonly value: string;
}

const TRIES = { max: 5, windowMs: 15 * 60_000 };
/** A code counts for three steps of 30 s and is accepted once (RFC 6238 §5.2). */
const CODE_LIFE_MS = 90_000;

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const matchesCode = async (
  options: StaffOptions,
  agentId: AgentId,
  sealed: string,
  code: string,
): Promise<boolean> => {
  const secret = await symmetricDecrypt({ key: options.secret, data: sealed });
  const fits = totpCounters(options.clock.now()).some((counter) =>
    equal(totpCode(createHmac('sha1', secret).update(counterBytes(counter)).digest()), code),
  );
  if (!fits) return false;
  // The sign-in counts uses of codes under the same key, so that none is good for both.
  const key = createHash('sha256').update(`${agentId}:${code}`).digest('base64url');
  return (await options.limits.take(`totp|${key}`, { max: 1, windowMs: CODE_LIFE_MS })).allowed;
};

/**
 * Whether it is still the signed-in person at the keyboard: a code of the authenticator where one is set up, else the
 * password. Failures: `proof_wrong`, `proof_method` (the authenticator is set up, and only its code counts; both
 * forbidden), `too_many_requests`.
 */
export const provePresence = async (
  options: StaffOptions,
  agentId: AgentId,
  proof: PresenceProof,
): Promise<Outcome<null>> => {
  const verdict = await options.limits.take(`presence|${agentId}`, TRIES);
  if (!verdict.allowed) {
    const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000);
    return {
      ok: false,
      failure: { class: 'limit_reached', code: 'too_many_requests', retryAfterSeconds },
    };
  }
  const account = await findAccount(options.database, agentId);
  const proofs = await findProofs(options.database, agentId);
  if (account === undefined || account.disabledAt !== null) return fail('forbidden', 'proof_wrong');
  if (account.twoFactorEnabled) {
    if (proof.method !== 'totp') return fail('forbidden', 'proof_method', { method: 'totp' });
    const isGood =
      proofs.totpSealed !== null &&
      (await matchesCode(options, agentId, proofs.totpSealed, proof.value.replace(/\s/g, '')));
    return isGood ? ok(null) : fail('forbidden', 'proof_wrong');
  }
  if (proof.method !== 'password') return fail('forbidden', 'proof_method', { method: 'password' });
  const isGood =
    proofs.passwordHash !== null &&
    (await verifyPassword({ hash: proofs.passwordHash, password: proof.value }));
  return isGood ? ok(null) : fail('forbidden', 'proof_wrong');
};
