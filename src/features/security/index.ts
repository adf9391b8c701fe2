export type { LockDeps } from './deps.ts';
export { type LockWish, lockAccount } from './lock-account.ts';
export { retryLock } from './retry-lock.ts';
export { type LockRoutesDeps, lockRoutes } from './routes-lock.ts';
export { LOCK_KIND } from './send-lock.ts';
export { forgetLockLinks } from './store-locks.ts';
