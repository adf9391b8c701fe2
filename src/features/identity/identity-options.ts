import type { CustomerId } from '../../core/ids.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Transaction } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Vault } from '../vault/index.ts';
import type { TokenKeySource } from './token-keys.ts';

export interface IdentityOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  readonly vault: Vault;
  /** The `aud` that tokens for this installation carry. */
  readonly audience: string;
  readonly keys: TokenKeySource;
  /** 32 bytes; sessions die when it changes. */
  readonly sessionKey: Uint8Array;
  /** Whether a supervisor's block is in force. */
  readonly isBlocked: (customerId: CustomerId) => Promise<boolean>;
  /** For whoever keeps what follows from a name or a mail address; in the same transaction. */
  readonly onProfile?: (
    trx: Transaction,
    customerId: CustomerId,
    profile: { readonly name: string | null; readonly email: string | null },
  ) => Promise<void>;
  /** New visitors a minute from one address; 0 sets no limit. */
  readonly visitorsPerMinute: number;
}
