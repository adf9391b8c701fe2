import type { CustomerId } from '../../core/ids.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface ApiDeps extends ConversationDeps {
  /** What customers see as the name of a system that answers them. */
  readonly exchangeName: string;
  /** The customer with the exchange's id; undefined where there is none. */
  readonly findCustomer: (externalId: string) => Promise<ApiCustomerCard | undefined>;
  /** The same, made where it is not there: an exchange's own system vouches for its id. */
  readonly ensureCustomer: (
    externalId: string,
    locale: Locale,
  ) => Promise<{ readonly customerId: CustomerId; readonly tier: Tier }>;
  readonly isBlocked: (customerId: CustomerId) => Promise<boolean>;
}

export interface ApiCustomerCard {
  readonly customerId: CustomerId;
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}
