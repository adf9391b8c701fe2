import type { CustomerId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { Log } from '../../ports/log.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Push } from '../../ports/push.ts';
import type { Texts } from '../../ports/texts.ts';
import type { Vault } from '../vault/index.ts';

export interface NotifyingDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly push: Push;
  readonly mail: Mail;
  readonly texts: Texts;
  readonly log: Log;
  readonly exchangeName: string;
  /** Keyed hash. */
  readonly hash: (text: string) => Uint8Array;
  /** Where the customer's mail goes; null when the exchange gave no address. */
  readonly emailOf: (customerId: CustomerId) => Promise<string | null>;
  /** The word by which the customer knows our mails; null when they set none. Throws while it cannot be known. */
  readonly antiPhishingCodeOf: (customerId: CustomerId) => Promise<string | null>;
}
