import type { CustomerId } from '../../core/ids.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { findCustomerByExternalId, upsertCustomer } from './store.ts';

/**
 * The customer with the exchange's id. One who has never been here is made with what little is known; the next identity
 * token brings the rest. Call it only with an id that the exchange itself vouched for.
 */
export const ensureCustomer = async (
  needs: { readonly database: Database; readonly ids: Ids; readonly clock: Clock },
  externalId: string,
  locale: Locale,
): Promise<{ readonly customerId: CustomerId; readonly tier: Tier }> => {
  const known = await findCustomerByExternalId(needs.database, externalId);
  if (known !== undefined) return known;
  const facts = { tier: 'standard', locale, timeZone: null } as const;
  const customerId = await upsertCustomer(
    needs.database,
    needs.ids.uuid(),
    externalId,
    facts,
    needs.clock.now(),
  );
  return { customerId, tier: facts.tier };
};
