import type { Payment } from '../../contract/exchange/account.ts';
import {
  describeFeeTier,
  diagnoseRestriction,
  diagnoseTwoFactor,
  diagnoseVerification,
  offerPasswordReset,
} from '../../core/selfservice/diagnose-account.ts';
import { diagnosePayment } from '../../core/selfservice/diagnose-payment.ts';
import { narrow } from '../../core/selfservice/find-details.ts';
import { paymentSeed, restrictionSeed } from './build-cards.ts';
import type { SelfServiceDeps } from './deps.ts';
import { failed, found, type Looked, oneOrPick, type Search } from './looked.ts';

/** Why is this frozen? Only what may be told is in the exchange's answer. */
export const lookForRestriction = async (
  { exchange: { reads } }: SelfServiceDeps,
  { userId, subjectId }: Search,
): Promise<Looked> => {
  const [account, restrictions] = await Promise.all([
    reads.account(userId),
    reads.restrictions(userId),
  ]);
  if (!account.ok) return failed(account);
  if (!restrictions.ok) return failed(restrictions);
  const own = restrictions.value.filter(({ restrictionId }) => restrictionId === subjectId);
  // The one that was watched has ended: what is left is told, and nothing more is watched.
  const hasEnded = subjectId !== null && own.length === 0;
  const shown = own.length > 0 ? own : restrictions.value;
  const diagnosed = diagnoseRestriction(account.value, shown);
  const finding = hasEnded ? { ...diagnosed, follows: false } : diagnosed;
  const ids = new Set(finding.subjects.map(({ id }) => id));
  return found(
    finding,
    shown
      .filter(({ restrictionId }) => ids.has(restrictionId))
      .map((each) => restrictionSeed(each, restrictions.asOf)),
  );
};

export const lookForVerification = async (
  { exchange: { reads } }: SelfServiceDeps,
  { userId }: Search,
): Promise<Looked> => {
  const asked = await reads.verification(userId);
  if (!asked.ok) return failed(asked);
  return found(diagnoseVerification(asked.value, userId), [
    { kind: 'verification', subjectId: userId, asOf: asked.asOf, data: asked.value },
  ]);
};

export const lookForFeeTier = async (
  { exchange: { reads } }: SelfServiceDeps,
  { userId }: Search,
): Promise<Looked> => {
  const asked = await reads.feeTier(userId);
  if (!asked.ok) return failed(asked);
  return found(describeFeeTier(asked.value, userId), [
    { kind: 'fee_tier', subjectId: userId, asOf: asked.asOf, data: asked.value },
  ]);
};

export const lookForPassword = async (
  { exchange: { reads } }: SelfServiceDeps,
  { userId }: Search,
): Promise<Looked> => {
  const asked = await reads.account(userId);
  return asked.ok ? found(offerPasswordReset(asked.value)) : failed(asked);
};

export const lookForTwoFactor = async (
  { exchange: { reads } }: SelfServiceDeps,
  { userId, now }: Search,
): Promise<Looked> => {
  const [account, security] = await Promise.all([reads.account(userId), reads.security(userId)]);
  if (!account.ok) return failed(account);
  if (!security.ok) return failed(security);
  const reset = security.value.twoFactorReset;
  const finding = diagnoseTwoFactor(account.value, reset, userId, now);
  if (reset === null) return found(finding);
  const state = reset.readyAt > now ? ('cooling_off' as const) : ('ready' as const);
  return found(finding, [
    {
      kind: 'two_factor_reset',
      subjectId: userId,
      asOf: security.asOf,
      data: { ...reset, state },
    },
  ]);
};

const isOpen = ({ state, dispute }: Payment): boolean =>
  dispute === null ? state === 'pending' || state === 'paid' : dispute.state !== 'decided';

/** A payment is in dispute: those in dispute first, then what is under way, then the newest. */
export const lookForPayment = async (
  { exchange: { reads } }: SelfServiceDeps,
  search: Search,
): Promise<Looked> => {
  const asked = await reads.payments(search.userId);
  if (!asked.ok) return failed(asked);
  const { value: all, asOf } = asked;
  const tell = (payment: Payment): Looked =>
    found(diagnosePayment(payment, search.now), [paymentSeed(payment, asOf)]);
  if (search.subjectId !== null) {
    const one = all.find(({ paymentId }) => paymentId === search.subjectId);
    return one === undefined ? { kind: 'none', code: 'gone' } : tell(one);
  }
  const disputed = all.filter((each) => each.dispute !== null && isOpen(each));
  const open = disputed.length > 0 ? disputed : all.filter(isOpen);
  const one = oneOrPick(narrow(open, search.words), (each) => paymentSeed(each, asOf));
  if (one !== undefined) return 'many' in one ? one.many : tell(one.one);
  const [newest] = narrow(
    all.toSorted((a, b) => b.createdAt - a.createdAt),
    search.words,
  );
  return newest === undefined ? { kind: 'none', code: 'none_found' } : tell(newest);
};
