import { defineRoute, type Route } from '../../contract/route.ts';
import {
  changeWebhook as changeBody,
  deliveriesQuery,
  deliveriesReply,
  delivery,
  newWebhook,
  replayInput,
  replayReply,
  webhook,
  webhookParams,
  webhookSecretReply,
  webhooksReply,
} from '../../contract/webhooks.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { EVENT_TYPES } from '../../core/webhooks/event-types.ts';
import { staffOf } from '../conversation/index.ts';
import {
  changeWebhook,
  createWebhook,
  removeWebhook,
  rotateSecret,
} from './change-subscriptions.ts';
import type { WebhookDeps } from './deps.ts';
import { replay, sendTest } from './replay.ts';
import type { LaneRunner } from './run-lanes.ts';
import { findSubscription, listSubscriptions, toWebhook } from './store.ts';
import { type DeliveryPosition, listDeliveries } from './store-deliveries.ts';

const tag = 'Desk: integration';
const SENDS_PER_MINUTE = 30;
const CURSOR = /^(\d{1,17})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const readCursor = (cursor: string | undefined): Outcome<DeliveryPosition | undefined> => {
  if (cursor === undefined) return ok(undefined);
  const match = CURSOR.exec(cursor);
  return match?.[1] === undefined || match[2] === undefined
    ? fail('invalid', 'bad_cursor')
    : ok({ at: match[1], id: match[2] });
};

const readingRoutes = (deps: WebhookDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/webhooks',
    summary: 'All webhooks, and the types of events that there are',
    tag,
    reply: webhooksReply,
    handle: async () => {
      const rows = await listSubscriptions(deps.database);
      const webhooks = await Promise.all(rows.map((row) => toWebhook(deps.database, row)));
      return ok({ webhooks, eventTypes: [...EVENT_TYPES] });
    },
  }),
  defineRoute({
    key: 'GET /api/desk/webhooks/:webhookId/deliveries',
    summary: 'The log of deliveries, newest first',
    tag,
    params: webhookParams,
    query: deliveriesQuery,
    reply: deliveriesReply,
    handle: async ({ params, query }) => {
      const from = readCursor(query.cursor);
      if (!from.ok) return from;
      const { webhookId } = params;
      if ((await findSubscription(deps.database, webhookId)) === undefined) {
        return fail('not_found', 'webhook_not_found');
      }
      const { status, limit } = query;
      const page = await listDeliveries(deps.database, webhookId, status, from.value, limit);
      const { next } = page;
      return ok({ deliveries: [...page.rows], nextCursor: next && `${next.at}_${next.id}` });
    },
  }),
];

const changingRoutes = (deps: WebhookDeps, lanes: LaneRunner): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/webhooks',
    summary: 'Subscribe a URL; its secret is in this reply and never again',
    tag,
    body: newWebhook,
    reply: webhookSecretReply,
    perMinute: SENDS_PER_MINUTE,
    handle: ({ principal, body }) =>
      createWebhook(deps, staffOf(principal).agentId, body, EVENT_TYPES),
  }),
  defineRoute({
    key: 'PUT /api/desk/webhooks/:webhookId',
    summary: 'Change a webhook, pause it, or make it active again',
    tag,
    params: webhookParams,
    body: changeBody,
    reply: webhook,
    handle: async ({ principal, params, body }) => {
      const { agentId } = staffOf(principal);
      const outcome = await changeWebhook(deps, agentId, params.webhookId, body, EVENT_TYPES);
      lanes.wake();
      return outcome;
    },
  }),
  defineRoute({
    key: 'DELETE /api/desk/webhooks/:webhookId',
    summary: 'End a webhook, with its log of deliveries',
    tag,
    params: webhookParams,
    reply: 'empty',
    handle: ({ principal, params }) =>
      removeWebhook(deps, staffOf(principal).agentId, params.webhookId),
  }),
  defineRoute({
    key: 'POST /api/desk/webhooks/:webhookId/secret',
    summary: 'Make a new secret; the present one signs beside it for a day',
    tag,
    params: webhookParams,
    reply: webhookSecretReply,
    handle: ({ principal, params }) =>
      rotateSecret(deps, staffOf(principal).agentId, params.webhookId),
  }),
];

const sendingRoutes = (deps: WebhookDeps, lanes: LaneRunner): readonly Route[] => [
  defineRoute({
    key: 'POST /api/desk/webhooks/:webhookId/test',
    summary: 'Send a test, and tell how it went',
    tag,
    params: webhookParams,
    reply: delivery,
    perMinute: SENDS_PER_MINUTE,
    handle: ({ principal, params }) => sendTest(deps, staffOf(principal).agentId, params.webhookId),
  }),
  defineRoute({
    key: 'POST /api/desk/webhooks/:webhookId/replay',
    summary: 'Send one delivery again, or all of a stretch of time, at most 10,000',
    tag,
    params: webhookParams,
    body: replayInput,
    reply: replayReply,
    perMinute: SENDS_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const outcome = await replay(deps, staffOf(principal).agentId, params.webhookId, body);
      lanes.wake();
      return outcome;
    },
  }),
];

export const webhookRoutes = (deps: WebhookDeps, lanes: LaneRunner): readonly Route[] => [
  ...readingRoutes(deps),
  ...changingRoutes(deps, lanes),
  ...sendingRoutes(deps, lanes),
];
