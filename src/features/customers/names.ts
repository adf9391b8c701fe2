import type { CustomerId } from '../../core/ids.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { readCustomer } from '../identity/index.ts';
import type { Vault } from '../vault/index.ts';

export interface NamesDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly bus: Bus;
  readonly clock: Clock;
}

const KEEP_MS = 60_000;
const MAX_KEPT = 20_000;

/**
 * What the exchange calls a customer; null for visitors and where no name was given. Lists ask for many names many
 * times, so they are kept for a minute, or until the customer changes.
 */
export const createNames = (
  deps: NamesDeps,
): ((customerId: CustomerId) => Promise<string | null>) => {
  const kept = new Map<CustomerId, { readonly name: string | null; readonly until: number }>();
  deps.bus.subscribe((hint) => {
    if (hint.kind === 'customer_changed') kept.delete(hint.customerId);
  });
  return async (customerId) => {
    const now = deps.clock.now();
    const known = kept.get(customerId);
    if (known !== undefined && known.until > now) return known.name;
    const card = await readCustomer(deps.database, deps.vault, customerId);
    const oldest = kept.size >= MAX_KEPT ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    const name = card?.name ?? null;
    kept.set(customerId, { name, until: now + KEEP_MS });
    return name;
  };
};
