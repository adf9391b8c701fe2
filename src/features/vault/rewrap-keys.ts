import type { Database } from '../../ports/database.ts';
import type { KeyWrapper } from '../../ports/key-wrapper.ts';
import { type KeyToRewrap, lockKeysOfOtherMasters, updateWrappedKeys } from './store.ts';

const BATCH = 500;

/**
 * Wraps every customer's key anew under the wrapper's current master key, batch by batch, while the installation
 * goes on working. Bodies are not touched: only the keys that open them change their wrapping. Returns how many.
 */
export const rewrapKeys = async (database: Database, wrapper: KeyWrapper): Promise<number> => {
  let total = 0;
  for (;;) {
    const count = await database.transaction().execute(async (transaction) => {
      const keys = await lockKeysOfOtherMasters(transaction, wrapper.currentKeyId, BATCH);
      const rewrapped: KeyToRewrap[] = [];
      for (const { customerId, wrappedKey, masterKeyId } of keys) {
        const dataKey = await wrapper.unwrap(wrappedKey, masterKeyId);
        rewrapped.push({
          customerId,
          wrappedKey: await wrapper.wrap(dataKey),
          masterKeyId: wrapper.currentKeyId,
        });
      }
      if (rewrapped.length > 0) await updateWrappedKeys(transaction, rewrapped);
      return rewrapped.length;
    });
    if (count === 0) return total;
    total += count;
  }
};
