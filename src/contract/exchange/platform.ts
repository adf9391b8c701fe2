import { z } from 'zod';
import { atMs, code, exchangeId, network, pair } from './values.ts';

export const platformStatus = z.object({
  /** The whole, as the exchange would say it in one word. */
  state: z.enum(['normal', 'slow', 'partial_outage', 'outage', 'maintenance']),
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
  /** Median time of the matching engine's answer over the last minute, in ms. */
  orderLatencyMs: z.number().nonnegative().nullable(),
});
export type PlatformStatus = z.output<typeof platformStatus>;

/**
 * Something changed. It says only where to look: what is true now is asked for, so that events that are late, doubled or
 * out of order do no harm.
 */
export const exchangeEvent = z.object({
  /** Unique for ever; the same event always has the same id. */
  eventId: exchangeId,
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
  /** Null for `platform_changed`. */
  userId: exchangeId.nullable(),
  /** The deposit, withdrawal, order … that changed; null when the whole. */
  subjectId: exchangeId.nullable(),
  at: atMs,
});
export type ExchangeEvent = z.output<typeof exchangeEvent>;

export const eventPage = z.object({
  events: z.array(exchangeEvent).max(500),
  /** Opaque; where the next poll goes on. */
  nextCursor: z.string().max(200),
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
