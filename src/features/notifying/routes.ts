import { pushKey, pushSubscription, pushUnsubscribe } from '../../contract/push.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { ok } from '../../core/outcome.ts';
import { customerOf } from '../conversation/index.ts';
import type { NotifyingDeps } from './deps.ts';
import { deleteSubscription, saveSubscription } from './store.ts';
import { subscriptionContext } from './tell-customer.ts';

const tag = 'Customer: notifications';

export const notifyingRoutes = (deps: NotifyingDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/push/key',
    summary: 'The public key for web push subscriptions',
    tag,
    reply: pushKey,
    handle: async () => ok({ publicKey: deps.push.publicKey }),
  }),
  defineRoute({
    key: 'POST /api/push/subscriptions',
    summary: 'Be told in this browser when there is news',
    tag,
    body: pushSubscription,
    reply: 'empty',
    handle: async ({ principal, body }) => {
      const { customerId, locale } = customerOf(principal);
      const { endpoint, keys } = body;
      const bytes = Buffer.from(JSON.stringify({ endpoint, ...keys }));
      const sealed = await deps.vault.seal(customerId, bytes, subscriptionContext(customerId));
      await saveSubscription(deps.database, customerId, deps.hash(endpoint), sealed, locale);
      return ok(undefined);
    },
  }),
  defineRoute({
    key: 'DELETE /api/push/subscriptions',
    summary: 'Be told no longer in this browser',
    tag,
    body: pushUnsubscribe,
    reply: 'empty',
    handle: async ({ principal, body }) => {
      await deleteSubscription(
        deps.database,
        customerOf(principal).customerId,
        deps.hash(body.endpoint),
      );
      return ok(undefined);
    },
  }),
];
