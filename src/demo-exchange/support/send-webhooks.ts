import { Webhook } from 'standardwebhooks';
import type { World } from '../world.ts';
import { readEvents, toldEvent } from './event-log.ts';

const SENT = 'webhook sent';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
const LIMIT_MS = 10_000;

export interface WebhookTarget {
  readonly url: string;
  /** `whsec_…` */
  readonly secret: string;
}

/**
 * Tells every event to one address, signed as Standard Webhooks says, in order and at least once: what was not
 * accepted is tried again, with longer and longer pauses, also after a restart. Gives what ends it.
 */
export const sendWebhooks = (world: World, target: WebhookTarget): (() => void) => {
  const signer = new Webhook(target.secret);
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isClosed = false;
  let waitMs = FIRST_WAIT_MS;

  const send = async (): Promise<boolean> => {
    const sent = Number(world.store.readMeta(SENT) ?? '0');
    const [event] = readEvents(world, sent, 1);
    if (event === undefined) return false;
    const now = new Date(world.now());
    const body = JSON.stringify(toldEvent(event));
    const reply = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': event.eventId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': signer.sign(event.eventId, now, body),
      },
      body,
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!reply.ok) throw new Error(`the webhook was answered with ${reply.status}`);
    if (!isClosed) world.store.writeMeta(SENT, String(event.seq));
    return true;
  };

  const run = async (): Promise<void> => {
    if (isRunning || isClosed) return;
    isRunning = true;
    clearTimeout(timer);
    try {
      while (!isClosed && (await send())) waitMs = FIRST_WAIT_MS;
    } catch {
      // Support may be starting, or away: its poll finds what it missed, and this is tried again.
      if (!isClosed) timer = setTimeout(() => void run(), waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    } finally {
      isRunning = false;
    }
  };

  world.onEvent(() => void run());
  void run();
  return () => {
    isClosed = true;
    clearTimeout(timer);
  };
};
