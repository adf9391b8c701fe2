import { purgeReplies } from '../features/apikeys/index.ts';
import { forgetLockLinks } from '../features/security/index.ts';
import type { Features } from './features.ts';
import type { Infrastructure } from './infrastructure.ts';

const EVERY_MS = 10 * 60_000;

/** What has to be swept out from time to time. Each task is idempotent, so several processes may do it. */
export const startHousekeeping = (base: Infrastructure, features: Features): { stop(): void } => {
  const tasks: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['sessions', () => features.identity.purgeExpired()],
    ['sign-ins', () => features.staff.purgeExpired()],
    ['exchange events', () => features.news.purge()],
    ['answers to keys', () => purgeReplies(base.database)],
    ['lock links', () => forgetLockLinks(base.database, base.clock.now())],
  ];
  const sweep = (): void => {
    for (const [task, run] of tasks) {
      run().catch((error: unknown) =>
        base.log.warn({ task, error }, 'housekeeping failed; it is tried again later'),
      );
    }
  };
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
