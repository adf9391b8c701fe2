import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type ExchangeEvent, exchangeEvent } from '../../contract/exchange/platform.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { ExchangeEventDeps } from './deps.ts';
import { takeEvents, tellOfEvents } from './take-events.ts';

/** The raw body with the three headers of Standard Webhooks; null where a header is missing. */
export interface SignedMessage {
  readonly id: string | null;
  readonly timestamp: string | null;
  readonly signature: string | null;
  readonly body: Uint8Array;
}

const isSigned = (secrets: readonly string[], message: SignedMessage): boolean => {
  const { id, timestamp, signature } = message;
  if (id === null || timestamp === null || signature === null) return false;
  // The library reads a number's beginning; a signature over one text must not pass under another.
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signature,
  };
  const body = Buffer.from(message.body);
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  });
};

const readEvent = ({ body, id }: SignedMessage): ExchangeEvent | undefined => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const event = exchangeEvent.safeParse(JSON.parse(text));
    return event.success && event.data.eventId === id ? event.data : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Takes in what the exchange sent to us: signed by one of its secrets within five minutes, about an event of the
 * contract under its own id. The same event again is accepted and does nothing.
 */
export const receiveWebhook = async (
  deps: ExchangeEventDeps,
  message: SignedMessage,
): Promise<Outcome<undefined>> => {
  if (deps.exchange === null || deps.webhookSecrets.length === 0) {
    return fail('not_found', 'no_exchange');
  }
  if (!isSigned(deps.webhookSecrets, message)) return fail('forbidden', 'webhook_signature');
  const event = readEvent(message);
  if (event === undefined) return fail('invalid', 'webhook_event');
  const taken = await deps.database.transaction().execute((trx) => takeEvents(deps, trx, [event]));
  tellOfEvents(deps, taken);
  return ok(undefined);
};
