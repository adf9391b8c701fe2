import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { LockDeps } from './deps.ts';
import { lockAccount } from './lock-account.ts';

/** Every answer takes at least this long, so that its time tells nothing of the account. */
const ANSWER_AFTER_MS = 1_500;
const TRIES = { max: 5, windowMs: 60 * 60_000 };

const overLimit = (retryAfterMs: number) => ({
  ok: false as const,
  failure: {
    class: 'limit_reached' as const,
    code: 'too_many_requests',
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
  },
});

interface Claim {
  readonly identifier: string;
  readonly proof: string;
  readonly locale: Locale;
}

/**
 * Locks for somebody who is signed out and knows what only the account's owner knows. What is seen is the same whether
 * or not the account exists and the proof fits; the truth goes to the registered contact, by the exchange. The proof is
 * passed on and kept nowhere. Failures: `too_many_requests`, `exchange_unreachable` (it says nothing of any account).
 */
export const lockSignedOut = async (
  deps: LockDeps,
  { identifier, proof, locale }: Claim,
  ip: string,
): Promise<Outcome<{ readonly accepted: true }>> => {
  const name = Buffer.from(deps.hash(`lock|${identifier.trim().toLowerCase()}`)).toString('base64');
  for (const key of [`lock-signed-out|ip|${ip}`, `lock-signed-out|name|${name}`]) {
    const verdict = await deps.limits.take(key, TRIES);
    if (!verdict.allowed) return overLimit(verdict.retryAfterMs);
  }
  const [checked] = await Promise.all([
    deps.exchange.proofs.recoveryProof(identifier.trim(), proof),
    sleep(ANSWER_AFTER_MS),
  ]);
  if (!checked.ok && checked.failure.kind === 'unreachable')
    return fail('precondition', 'exchange_unreachable');
  if (checked.ok && checked.value !== null) {
    // Not waited for: how long a lock takes would tell that there is an account.
    const wish = { externalId: checked.value, customerId: null, locale, badge: null } as const;
    void lockAccount(deps, { ...wish, origin: 'signed_out', stopTrading: true }).catch(
      (error: unknown) => deps.log.error({ error }, 'a lock of somebody signed out failed'),
    );
  }
  return ok({ accepted: true });
};
