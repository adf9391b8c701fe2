import type { DeskConversation } from '../../contract/conversation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { AtMs, CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
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
  /** A page of a view as this member of staff sees it. Failures: `view_not_found`, `bad_cursor`. */
  readonly pageOfView: (
    staff: StaffPrincipal,
    view: string,
    cursor: string | undefined,
    limit: number,
  ) => Promise<
    Outcome<{ readonly conversations: readonly DeskConversation[]; readonly next: string | null }>
  >;
  /** What was taken over from other systems. */
  readonly listImports: () => Promise<readonly ImportState[]>;
  readonly isBlocked: (customerId: CustomerId) => Promise<boolean>;
}

export interface ImportState {
  readonly source: string;
  readonly conversations: number;
  readonly customers: number;
  readonly firstAt: AtMs;
  readonly lastAt: AtMs;
}

export interface ApiCustomerCard {
  readonly customerId: CustomerId;
  readonly tier: Tier;
  readonly locale: Locale;
  readonly timeZone: string | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
}
