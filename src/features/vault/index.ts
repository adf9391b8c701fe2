import type { CustomerId } from '../../core/ids.ts';
import type { Connection, Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import type { KeyWrapper } from '../../ports/key-wrapper.ts';
import { openEnvelope, sealEnvelope } from './envelope.ts';
import { findWrappedKey, insertWrappedKey } from './store.ts';

export { openEnvelope, sealEnvelope } from './envelope.ts';
export { rewrapKeys } from './rewrap-keys.ts';
export { listKeyed } from './store.ts';

/** Opens and closes envelopes of one customer. Synchronous, once the key is at hand. */
export interface CustomerVault {
  /** `context` says what it is, for example `body:<message id>`; the same is needed to open it. */
  seal(bytes: Uint8Array, context: string): Uint8Array;
  /** Throws when the envelope was changed or belongs elsewhere. */
  open(envelope: Uint8Array, context: string): Uint8Array;
}

/** Everything that a customer said or sent is kept under a key of their own. */
export interface Vault {
  /** Makes the customer's key on first use, in `connection` where one is given (the customer's row must exist there). */
  of(customerId: CustomerId, connection?: Connection): Promise<CustomerVault>;
  seal(
    customerId: CustomerId,
    bytes: Uint8Array,
    context: string,
    connection?: Connection,
  ): Promise<Uint8Array>;
  open(customerId: CustomerId, envelope: Uint8Array, context: string): Promise<Uint8Array>;
  /** Forgets unwrapped keys held in memory, for example after an erasure. */
  forget(customerId: CustomerId): void;
}

export interface VaultOptions {
  readonly database: Database;
  readonly wrapper: KeyWrapper;
  readonly ids: Pick<Ids, 'random'>;
  /** How many customers' unwrapped keys may be in memory at once. */
  readonly maxCached?: number;
}

const KEY_BYTES = 32;
const DEFAULT_MAX_CACHED = 20_000;

const vaultOf = (key: Uint8Array, { random }: VaultOptions['ids']): CustomerVault => ({
  seal: (bytes, context) => sealEnvelope(key, bytes, context, random),
  open: (envelope, context) => openEnvelope(key, envelope, context),
});

const makeKey = async (
  options: VaultOptions,
  customerId: CustomerId,
  connection: Connection,
): Promise<void> => {
  const wrappedKey = await options.wrapper.wrap(options.ids.random(KEY_BYTES));
  await insertWrappedKey(connection, customerId, {
    wrappedKey,
    masterKeyId: options.wrapper.currentKeyId,
  });
};

const loadVault = async (
  options: VaultOptions,
  customerId: CustomerId,
  connection: Connection,
): Promise<CustomerVault> => {
  let wrapped = await findWrappedKey(connection, customerId);
  if (wrapped === undefined) {
    await makeKey(options, customerId, connection);
    wrapped = await findWrappedKey(connection, customerId);
  }
  if (wrapped === undefined) throw new Error(`no key for customer ${customerId} after making one`);
  return vaultOf(
    await options.wrapper.unwrap(wrapped.wrappedKey, wrapped.masterKeyId),
    options.ids,
  );
};

export const createVault = (options: VaultOptions): Vault => {
  const cache = new Map<CustomerId, CustomerVault>();
  const maxCached = options.maxCached ?? DEFAULT_MAX_CACHED;

  const remember = (customerId: CustomerId, vault: CustomerVault): void => {
    const oldest = cache.size >= maxCached ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(customerId, vault);
  };

  const of = async (customerId: CustomerId, connection?: Connection): Promise<CustomerVault> => {
    const cached = cache.get(customerId);
    if (cached !== undefined) return cached;
    const vault = await loadVault(options, customerId, connection ?? options.database);
    // A key made inside a transaction is not remembered: the transaction may still be rolled back.
    if (connection === undefined) remember(customerId, vault);
    return vault;
  };

  return {
    of,
    seal: async (customerId, bytes, context, connection) =>
      (await of(customerId, connection)).seal(bytes, context),
    open: async (customerId, envelope, context) => (await of(customerId)).open(envelope, context),
    forget: (customerId) => void cache.delete(customerId),
  };
};
