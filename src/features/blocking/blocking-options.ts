import type { AgentId, CustomerId } from '../../core/ids.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Vault } from '../vault/index.ts';

export interface BlockingOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  /** Destroys seed phrases, keys and codes in what a customer wrote, before it is kept. */
  readonly redact: (text: string) => string;
  /** Notes that a member of staff reads what a customer wrote; in the transaction of the reading. */
  readonly recordAccess: (
    connection: Connection,
    access: {
      readonly agentId: AgentId;
      readonly subjectKind: 'customer';
      readonly subjectId: string;
      readonly customerId: CustomerId;
      readonly reason: string;
    },
  ) => Promise<void>;
}

export const reasonContext = (blockId: string): string => `block-reason:${blockId}`;
export const appealContext = (appealId: string): string => `appeal:${appealId}`;

export const sealText = (
  options: BlockingOptions,
  customerId: CustomerId,
  text: string,
  context: string,
): Promise<Uint8Array> => options.vault.seal(customerId, new TextEncoder().encode(text), context);

export const openText = async (
  options: BlockingOptions,
  customerId: CustomerId,
  sealed: Uint8Array,
  context: string,
): Promise<string> =>
  new TextDecoder().decode(await options.vault.open(customerId, sealed, context));
