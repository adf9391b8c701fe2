import type { CustomerId } from '../core/ids.ts';
import { readCustomer } from '../features/identity/index.ts';
import { createNotifying, type Notifying } from '../features/notifying/index.ts';
import type { CareDeps } from './care.ts';
import { antiPhishingCodeOf } from './official.ts';

/** Tells customers of news by web push and mail. */
export const createNotifyingParts = ({ base, dueWork }: CareDeps): Notifying =>
  createNotifying(
    {
      ...base,
      exchangeName: base.config.exchangeName,
      emailOf: async (customerId: CustomerId): Promise<string | null> =>
        (await readCustomer(base.database, base.vault, customerId))?.email ?? null,
      antiPhishingCodeOf: antiPhishingCodeOf(base),
    },
    dueWork,
  );
