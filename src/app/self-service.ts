import { noExchange } from '../adapters/exchange-none/no-exchange.ts';
import { type ConversationDeps, recordAccess } from '../features/conversation/index.ts';
import type { ExchangeEventHandler } from '../features/exchange/index.ts';
import { readCustomer } from '../features/identity/index.ts';
import { spendReveal } from '../features/security/index.ts';
import { createSelfService, type SelfService } from '../features/selfservice/index.ts';
import { revealsADay } from '../features/staff/index.ts';
import type { DueHandler, DueWork } from '../ports/due-work.ts';
import type { ExchangeUserId } from '../ports/exchange.ts';
import type { Infrastructure } from './infrastructure.ts';

interface Neighbours {
  readonly dueWork: DueWork;
  readonly deps: ConversationDeps;
  readonly handlers: Map<string, DueHandler>;
  readonly subscribers: Map<string, ExchangeEventHandler>;
}

/** What the assistant looks up for customers, with its due work and its ear for news of the exchange. */
export const createSelfServiceParts = (
  base: Infrastructure,
  { dueWork, deps, handlers, subscribers }: Neighbours,
): SelfService => {
  const selfService = createSelfService({
    ...base,
    ...deps,
    dueWork,
    exchange: base.exchange ?? noExchange,
    hasExchange: base.exchange !== null,
    spendReveal: (opened) => spendReveal({ ...base, recordAccess, revealsADay }, opened),
    holderOf: async (customerId) => {
      const card = await readCustomer(base.database, base.vault, customerId);
      return {
        userId: card?.kind === 'customer' ? (card.externalId as ExchangeUserId | null) : null,
        timeZone: card?.timeZone ?? null,
      };
    },
  });
  for (const [kind, handler] of selfService.handlers) handlers.set(kind, handler);
  subscribers.set('selfservice', selfService.takeEvent);
  return selfService;
};
