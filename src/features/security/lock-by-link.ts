import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { LockDeps } from './deps.ts';
import { followWish, writeWish } from './lock-account.ts';
import { takeLockLink } from './store-locks.ts';

/**
 * Locks by the one-time link of a security mail. Failures: `lock_link_invalid`, `lock_link_expired`, `lock_link_used`
 * (all unauthorized). A mail scanner that only opens the page locks nothing: this is called by a tap.
 */
export const lockByLink = async (
  deps: LockDeps,
  token: string,
  locale: Locale,
): Promise<Outcome<{ readonly accepted: true }>> => {
  const link = await deps.readLockLink(token);
  if (!link.ok) return fail('unauthorized', linkCode(link.failure.code));
  const { externalId, tokenId, expiresAt } = link.value;
  // Used up with the wish in one transaction: a link is never lost to a crash in between.
  const written = await deps.database.transaction().execute(async (trx) => {
    const isFirst = await takeLockLink(trx, tokenId, deps.clock.now(), expiresAt);
    const wish = { externalId, customerId: null, locale, stopTrading: true, badge: null };
    return isFirst ? writeWish(deps, trx, { ...wish, origin: 'lock_link' }) : undefined;
  });
  if (written === undefined) return fail('unauthorized', 'lock_link_used');
  await followWish(deps, written);
  return ok({ accepted: true });
};

/** Whatever was wrong with the signature, the reader of a mail needs to know one thing: this link is no good. */
const linkCode = (code: string): string =>
  code === 'lock_link_expired' ? code : 'lock_link_invalid';
