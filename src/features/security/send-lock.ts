import type { LockResult } from '../../contract/exchange/actions.ts';
import type { LockView } from '../../contract/security.ts';
import { nextLockTry } from '../../core/security/retry-lock.ts';
import type { Asked, ExchangeUserId } from '../../ports/exchange.ts';
import type { LockDeps } from './deps.ts';
export const LOCK_KIND = 'lock_account';

import { type LockOutcome, type LockRow, updateLock } from './store-locks.ts';

const effectsOf = (result: LockResult): LockView['effects'] => ({
  alreadyLocked: result.state === 'already_locked',
  lockedAt: result.lockedAt,
  sessionsRevoked: result.sessionsRevoked,
  apiKeysRevoked: result.apiKeysRevoked,
  withdrawalsCancelled: result.withdrawalsCancelled.length,
  withdrawalsGone: result.withdrawalsGone.length,
});

/** What a try brought. Only the exchange's plain no ends the trying; silence and nonsense do not. */
const outcomeOf = (asked: Asked<LockResult>, attempts: number, now: number): LockOutcome => {
  if (asked.ok)
    return {
      state: 'done',
      attempts,
      nextTryAt: null,
      doneAt: now,
      effects: effectsOf(asked.value),
      refusal: null,
    };
  const { failure } = asked;
  const isNo = failure.kind === 'refused' || failure.kind === 'not_found';
  return {
    state: isNo ? 'refused' : 'retrying',
    attempts,
    nextTryAt: isNo ? null : nextLockTry(attempts, now),
    doneAt: null,
    effects: null,
    refusal: failure.kind === 'refused' ? failure.code : failure.kind,
  };
};

/**
 * Asks the exchange once and keeps what it said, with the next try where it said nothing. The lock's own key makes a
 * repeated try harmless.
 */
export const sendLock = async (deps: LockDeps, lock: LockRow): Promise<LockOutcome> => {
  const asked = await deps.exchange.actions.lock(
    lock.externalId as ExchangeUserId,
    lock.request,
    lock.requestKey,
  );
  const outcome = outcomeOf(asked, lock.attempts + 1, deps.clock.now());
  await deps.database.transaction().execute(async (trx) => {
    await updateLock(trx, lock.lockId, outcome);
    if (outcome.nextTryAt === null) return;
    await deps.dueWork.schedule(trx, [
      {
        key: `lock|${lock.lockId}|${outcome.attempts}`,
        kind: LOCK_KIND,
        payload: { lockId: lock.lockId },
        dueAt: outcome.nextTryAt,
      },
    ]);
  });
  return outcome;
};
