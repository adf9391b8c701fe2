import type { Field } from '../../core/fields/field.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Committer, ConversationDeps } from '../conversation/index.ts';
import type { Vault } from '../vault/index.ts';

export interface FieldsDeps {
  readonly database: Database;
  readonly committer: Committer;
  readonly vault: Vault;
  readonly ids: Ids;
  readonly takeIn: ConversationDeps['takeIn'];
  /** Null where no exchange is connected. */
  readonly exchange: Pick<Exchange, 'reads'> | null;
  /** The exchange's own id of a customer; null for visitors. */
  readonly exchangeIdOf: (customerId: CustomerId) => Promise<string | null>;
}

/** The envelope of a value opens only as that field's. */
export const valueContext = ({ fieldId }: Pick<Field, 'fieldId'>): string => `field:${fieldId}`;
