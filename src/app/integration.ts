import { createApiKeys } from '../features/apikeys/index.ts';
import { createBlockCheck } from '../features/blocking/index.ts';
import type { ConversationDeps } from '../features/conversation/index.ts';
import {
  ensureCustomer,
  findCustomer,
  findCustomerByExternalId,
} from '../features/identity/index.ts';
import type { Infrastructure } from './infrastructure.ts';

/** How other systems work with this one. */
export const createIntegration = (base: Infrastructure, conversation: ConversationDeps) => {
  const { config, database, clock } = base;
  const findCard = async (externalId: string) => {
    const known = await findCustomerByExternalId(database, externalId);
    const row = known && (await findCustomer(database, known.customerId));
    if (row === undefined) return undefined;
    const { customerId, tier, locale, timeZone, createdAt, lastOpenedAt: lastSeenAt } = row;
    return { customerId, tier, locale, timeZone, createdAt, lastSeenAt };
  };
  const apiKeys = createApiKeys({
    ...base,
    ...conversation,
    exchangeName: config.exchangeName,
    findCustomer: findCard,
    ensureCustomer: (externalId, locale) => ensureCustomer(base, externalId, locale),
    isBlocked: createBlockCheck(database, clock),
  });
  return { apiKeys, routes: apiKeys.routes };
};
