import { presentToCustomer } from '../../core/conversation/present.ts';
import type { CustomerId } from '../../core/ids.ts';
import { listStatesOfCustomer } from '../conversation/index.ts';
import { readCustomer } from '../identity/index.ts';
import type { RequestsDeps } from './deps.ts';
import { readPublicLog } from './read-public-log.ts';

/** Requests in one export; whoever has more is a machine, and told so in the file. */
const MOST_REQUESTS = 1_000;

/**
 * All that is kept of a customer's dealings with support, as one JSON document that people and programs can read:
 * the profile as the exchange gave it, and each request with what was said and what happened. What staff keep among
 * themselves is not in it.
 */
export const exportData = async (deps: RequestsDeps, customerId: CustomerId): Promise<string> => {
  const { database, vault, exchangeName } = deps;
  const card = await readCustomer(database, vault, customerId);
  const states = await listStatesOfCustomer(database, customerId, MOST_REQUESTS);
  const requests: object[] = [];
  for (const state of states) {
    const events: object[] = [];
    for await (const page of readPublicLog(database, state.id)) {
      for (const { seq, at, actor, event, body } of await deps.toWire(page))
        events.push({ seq, at: new Date(at).toISOString(), by: actor.kind, event, body });
    }
    requests.push({ request: presentToCustomer(state), events });
  }
  return JSON.stringify(
    { exchange: exchangeName, customer: card ?? null, truncatedAt: MOST_REQUESTS, requests },
    null,
    1,
  );
};
