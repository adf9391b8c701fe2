import { timingSafeEqual } from 'node:crypto';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PushSubscription } from '../../ports/push.ts';
import { insertVisitor } from '../identity/index.ts';
import type { IncidentsDeps } from './deps.ts';
import {
  confirmSubscription,
  deleteSubscription,
  findByAddress,
  insertSubscription,
  type Subscription,
} from './store-subscriptions.ts';

const DAY_MS = 86_400_000;
/** Mails that ask one address whether it wants to be told, a day; and subscriptions from one place, a day. */
const ASKED_A_DAY = { max: 3, windowMs: DAY_MS };
const FROM_ONE_PLACE = { max: 30, windowMs: DAY_MS };

const ADDRESS =
  /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,190}\.[^\s@<>,;:"()[\]\\.]{2,60}$/u;

export const addressContext = (subscriptionId: string): string =>
  `status-subscription:${subscriptionId}`;

/** What a link of a mail proves: that whoever has it got that mail. One for each purpose; nothing is stored of it. */
export const proofOf = (
  deps: Pick<IncidentsDeps, 'hash'>,
  purpose: 'confirm' | 'end',
  subscriptionId: string,
): string =>
  Buffer.from(deps.hash(`status-${purpose}:${subscriptionId}`))
    .toString('base64url')
    .slice(0, 32);

const isProof = (
  deps: Pick<IncidentsDeps, 'hash'>,
  purpose: 'confirm' | 'end',
  subscriptionId: string,
  given: string,
): boolean => {
  const expected = Buffer.from(proofOf(deps, purpose, subscriptionId));
  const shown = Buffer.from(given);
  return shown.length === expected.length && timingSafeEqual(shown, expected);
};

interface NewAddress {
  readonly channel: 'mail' | 'push';
  /** What makes it the same address. */
  readonly unique: string;
  /** What is kept, sealed. */
  readonly kept: string;
  readonly locale: Locale;
}

/** The subscription of an address: found, or made with a visitor's key of its own. */
const ensureSubscription = async (
  deps: IncidentsDeps,
  { channel, unique, kept, locale }: NewAddress,
): Promise<Subscription | undefined> => {
  const addressHash = deps.hash(`status-${channel}:${unique}`);
  const known = await findByAddress(deps.database, channel, addressHash);
  if (known !== undefined) return known;
  await deps.database.transaction().execute(async (trx) => {
    const customerId = deps.ids.uuid() as CustomerId;
    const id = deps.ids.uuid();
    await insertVisitor(trx, customerId, locale, deps.clock.now());
    const addressSealed = await deps.vault.seal(
      customerId,
      Buffer.from(kept),
      addressContext(id),
      trx,
    );
    const made = {
      id,
      customerId,
      channel,
      addressSealed,
      locale,
      isConfirmed: channel === 'push',
    };
    await insertSubscription(trx, made, addressHash);
  });
  return findByAddress(deps.database, channel, addressHash);
};

/**
 * Asks an address by mail whether it wants to be told. The visible answer is the same whether or not it is known already.
 * Failures: `mail_address_invalid`, `too_many_requests`.
 */
export const subscribeByMail = async (
  deps: IncidentsDeps,
  given: string,
  locale: Locale,
  from: string,
): Promise<Outcome<undefined>> => {
  const address = given.trim();
  if (!ADDRESS.test(address) || address.length > 254)
    return fail('invalid', 'mail_address_invalid');
  const place = await deps.limits.take(`status-subscribe|ip|${from}`, FROM_ONE_PLACE);
  if (!place.allowed) return fail('limit_reached', 'too_many_requests');
  const unique = address.toLowerCase();
  const key = Buffer.from(deps.hash(`status-mail:${unique}`)).toString('base64url');
  const asked = await deps.limits.take(`status-subscribe|mail|${key}`, ASKED_A_DAY);
  // Nobody learns of whom it is that has been asked often enough.
  if (!asked.allowed) return ok(undefined);
  const made = await ensureSubscription(deps, { channel: 'mail', unique, kept: address, locale });
  if (made === undefined || made.isConfirmed) return ok(undefined);
  const now = deps.clock.now();
  await deps.dueWork.schedule(deps.database, [
    {
      key: `status_ask:${made.id}:${now}`,
      kind: 'status_ask',
      payload: { subscriptionId: made.id, askedAt: now },
      dueAt: now,
    },
  ]);
  deps.dueWork.wake();
  return ok(undefined);
};

/** A browser says itself that it wants to be told: nothing is left to confirm. Failure: `too_many_requests`. */
export const subscribeByPush = async (
  deps: IncidentsDeps,
  subscription: PushSubscription,
  locale: Locale,
  from: string,
): Promise<Outcome<undefined>> => {
  const place = await deps.limits.take(`status-subscribe|ip|${from}`, FROM_ONE_PLACE);
  if (!place.allowed) return fail('limit_reached', 'too_many_requests');
  const kept = JSON.stringify(subscription);
  await ensureSubscription(deps, { channel: 'push', unique: subscription.endpoint, kept, locale });
  return ok(undefined);
};

export const unsubscribePush = async (deps: IncidentsDeps, endpoint: string): Promise<void> => {
  const known = await findByAddress(deps.database, 'push', deps.hash(`status-push:${endpoint}`));
  if (known !== undefined) await deleteSubscription(deps.database, known.id);
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The button below a mail's link. False: the link is not one of ours, or too old. */
export const pressLink = async (
  deps: IncidentsDeps,
  purpose: 'confirm' | 'end',
  subscriptionId: string,
  proof: string,
): Promise<boolean> => {
  if (!UUID.test(subscriptionId) || !isProof(deps, purpose, subscriptionId, proof)) return false;
  if (purpose === 'confirm') return confirmSubscription(deps.database, subscriptionId);
  await deleteSubscription(deps.database, subscriptionId);
  return true;
};

export const openAddress = async (
  deps: Pick<IncidentsDeps, 'vault'>,
  { id, customerId, addressSealed }: Subscription,
): Promise<string> =>
  Buffer.from(await deps.vault.open(customerId, addressSealed, addressContext(id))).toString(
    'utf8',
  );
