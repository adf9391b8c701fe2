import type { CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';
import type { Vault } from '../vault/index.ts';

/** Words of staff about a customer are kept under the customer's key, like everything said with them. */
export const sealText = (
  vault: Vault,
  customerId: CustomerId,
  text: string,
  context: string,
  connection?: Connection,
): Promise<Uint8Array> =>
  vault.seal(customerId, new TextEncoder().encode(text), context, connection);

export const openText = async (
  vault: Vault,
  customerId: CustomerId,
  sealed: Uint8Array,
  context: string,
): Promise<string> => new TextDecoder().decode(await vault.open(customerId, sealed, context));
