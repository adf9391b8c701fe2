import { defineRoute, type Route } from '../../contract/route.ts';
import type { ExchangeEventDeps } from './deps.ts';
import { receiveWebhook } from './receive-webhook.ts';

/** An event names what changed, and nothing else. */
const EVENT_LIMIT_BYTES = 8_192;
/** From one address; an exchange sends what its users do. */
const EVENTS_PER_MINUTE = 12_000;

export const exchangeRoutes = (deps: ExchangeEventDeps): readonly Route[] => [
  defineRoute({
    key: 'POST /api/exchange/events',
    summary:
      "Tell of a change at the exchange (Standard Webhooks, signed with the exchange's secret)",
    tag: 'Exchange',
    reply: 'empty',
    signedJsonLimitBytes: EVENT_LIMIT_BYTES,
    perMinute: EVENTS_PER_MINUTE,
    handle: ({ body, request }) =>
      receiveWebhook(deps, {
        id: request.header('webhook-id'),
        timestamp: request.header('webhook-timestamp'),
        signature: request.header('webhook-signature'),
        body,
      }),
  }),
];
