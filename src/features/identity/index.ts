import type { Route } from '../../contract/route.ts';
import { decideLockLink, type LockLinkClaims } from '../../core/identity/decide-lock-link.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import type { Vault } from '../vault/index.ts';
import {
  type CustomerAuthenticator,
  createCustomerAuthenticator,
} from './authenticate-customer.ts';
import { type CustomerProfile, openProfile } from './customer-profile.ts';
import type { IdentityOptions } from './identity-options.ts';
import { identityRoutes } from './routes.ts';
import { deleteExpired, findCustomer } from './store.ts';
import { createTokenKeys } from './token-keys.ts';
import { verifySigned } from './verify-token.ts';

export type { CustomerAuthenticator } from './authenticate-customer.ts';
export { type CustomerProfile, saveProfile } from './customer-profile.ts';
export { ensureCustomer } from './ensure-customer.ts';
export { externalIdsOf } from './external-ids.ts';
export type { IdentityOptions } from './identity-options.ts';
export {
  findCustomer,
  findCustomerByExternalId,
  insertVisitor,
  lockCustomer,
} from './store.ts';

export { listLastSeen, listProfiled } from './store-lists.ts';

export interface Identity {
  readonly routes: readonly Route[];
  readonly authenticator: CustomerAuthenticator;
  /** What a one-time lock link of the exchange's security mails says. Failures: all `unauthorized`. */
  readLockLink(token: string): Promise<Outcome<LockLinkClaims>>;
  /** Deletes ended sessions and forgotten token ids; to be called from time to time. Returns how many rows went. */
  purgeExpired(): Promise<number>;
  close(): void;
}

/** Customers: from the exchange's token to a session, and from a session to who is asking. */
export const createIdentity = (options: IdentityOptions): Identity => {
  const keys = createTokenKeys(options.keys);
  const authenticator = createCustomerAuthenticator(options);
  return {
    routes: identityRoutes(options, keys),
    authenticator,
    readLockLink: async (token) => {
      const payload = await verifySigned(token, keys);
      return payload.ok
        ? decideLockLink(payload.value, options.audience, options.clock.now())
        : payload;
    },
    purgeExpired: () => deleteExpired(options.database, options.clock.now()),
    close: authenticator.close,
  };
};

/** A customer as colleagues may see them: opening it must be recorded as an access by whoever asks. */
export interface CustomerCard extends CustomerProfile {
  readonly customerId: CustomerId;
  readonly kind: 'customer' | 'visitor';
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string | null;
  readonly createdAt: number;
  /** The exchange's own user id; null for visitors. */
  readonly externalId: string | null;
  readonly lastSeenAt: number;
}

/** Undefined where there is no such customer. */
export const readCustomer = async (
  connection: Connection,
  vault: Vault,
  customerId: CustomerId,
): Promise<CustomerCard | undefined> => {
  const row = await findCustomer(connection, customerId);
  if (!row) return undefined;
  const { kind, tier, locale, timeZone, createdAt, externalId, lastOpenedAt: lastSeenAt } = row;
  const profile = await openProfile(vault, customerId, row.profileSealed);
  return {
    customerId,
    kind,
    tier,
    locale,
    timeZone,
    createdAt,
    externalId,
    lastSeenAt,
    ...profile,
  };
};
