import type { LockDeps } from './deps.ts';
import { openLockCase } from './open-lock-case.ts';
import { sendLock } from './send-lock.ts';
import { findLock } from './store-locks.ts';

/** As due work: sends a lock that has no answer yet, and opens its case where that was left undone. */
export const retryLock = async (deps: LockDeps, lockId: string): Promise<void> => {
  const lock = await findLock(deps.database, lockId);
  if (lock === undefined) return;
  if (lock.state === 'sending' || lock.state === 'retrying') await sendLock(deps, lock);
  await openLockCase(deps, lockId);
};
