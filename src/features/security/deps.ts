import type { LockLinkClaims } from '../../core/identity/decide-lock-link.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { Texts } from '../../ports/texts.ts';
import type { ConversationDeps } from '../conversation/index.ts';

export interface LockDeps {
  readonly database: Database;
  readonly exchange: Exchange;
  readonly dueWork: DueWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  readonly log: Log;
  readonly texts: Texts;
  readonly conversation: ConversationDeps;
  /** Keyed hash, for limits by identifier. */
  readonly hash: (text: string) => Uint8Array;
  readonly readLockLink: (token: string) => Promise<Outcome<LockLinkClaims>>;
  /** The customer with the exchange's id; made where that user has never been here. */
  readonly ensureCustomer: (
    externalId: string,
    locale: Locale,
  ) => Promise<{ readonly customerId: CustomerId; readonly tier: Tier }>;
}
