import { z } from 'zod';
import { atMs, code, exchangeId, network, pair } from './values.ts';

export const platformStatus = z.object({
  state: z
    .enum(['normal', 'slow', 'partial_outage', 'outage', 'maintenance'])
    .describe('The whole, as the exchange would say it in one word.'),
  components: z.array(
    z.object({
      component: z.enum([
        'website',
        'app',
        'trading',
        'deposits',
        'withdrawals',
        'api',
        'login',
        'fiat',
      ]),
      state: z.enum(['normal', 'slow', 'outage', 'maintenance']),
      since: atMs.nullable(),
      expectedUntil: atMs.nullable(),
      network: network.nullable(),
      pair: pair.nullable(),
    }),
  ),
  orderLatencyMs: z
    .number()
    .nonnegative()
    .nullable()
    .describe("Median time of the matching engine's answer over the last minute, in ms."),
});
export type PlatformStatus = z.output<typeof platformStatus>;

/**
 * Something changed. It says only where to look: what is true now is asked for, so that events that are late, doubled or
 * out of order do no harm.
 */
export const exchangeEvent = z.object({
  eventId: exchangeId.describe('Unique for ever; the same event always has the same id.'),
  type: z.enum([
    'deposit_changed',
    'withdrawal_changed',
    'order_changed',
    'restriction_changed',
    'account_changed',
    'verification_changed',
    'payment_changed',
    'security_alert',
    'platform_changed',
  ]),
  userId: exchangeId.nullable().describe('Null for platform_changed.'),
  subjectId: exchangeId
    .nullable()
    .describe('The deposit, withdrawal, order … that changed; null when the whole.'),
  at: atMs,
});
export type ExchangeEvent = z.output<typeof exchangeEvent>;

export const eventPage = z.object({
  events: z.array(exchangeEvent).max(500),
  nextCursor: z.string().max(200).describe('Opaque; where the next poll goes on.'),
});

/**
 * A page as we read it: an event that we do not know (a later version's, or one that is malformed) is left out, since
 * the cursor would otherwise stand before it for ever.
 */
export const knownEventPage = eventPage.extend({
  events: z
    .array(z.unknown())
    .max(500)
    .transform((entries) =>
      entries.flatMap((entry) => {
        const known = exchangeEvent.safeParse(entry);
        return known.success ? [known.data] : [];
      }),
    ),
});

/** What the exchange answers instead: a code, never a sentence. */
export const exchangeError = z.object({
  error: z.object({ code, retryAfterMs: z.number().int().nullable() }),
});
