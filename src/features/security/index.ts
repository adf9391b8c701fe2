export { lockByLink } from './lock-by-link.ts';
export { PROTECT_KIND, type Protection, retryProtection } from './protect-account.ts';
export { retryLock } from './retry-lock.ts';
export { lockRoutes } from './routes-lock.ts';
export { securityRoutes } from './routes-staff.ts';
export { SEND_APPROVED_KIND, sendApproved } from './send-approved.ts';
export { LOCK_KIND } from './send-lock.ts';
export type { SecurityDeps } from './staff-deps.ts';
export { forgetLockLinks } from './store-locks.ts';
