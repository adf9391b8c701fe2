import webPush, { WebPushError } from 'web-push';
import type { Push } from '../../ports/push.ts';

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
  /** `mailto:` or `https:`: whom a push service may ask about a flood. */
  readonly contact: string;
}

const TTL_SECONDS = 24 * 3_600;
const TIMEOUT_MS = 10_000;
/** The push service's word that the subscription has ended (RFC 8030 §7.3). */
const GONE = [404, 410];

export const createWebPush = (keys: VapidKeys): Push => ({
  publicKey: keys.publicKey,
  send: async ({ endpoint, p256dh, auth }, payload) => {
    try {
      await webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, payload, {
        TTL: TTL_SECONDS,
        timeout: TIMEOUT_MS,
        vapidDetails: {
          subject: keys.contact,
          publicKey: keys.publicKey,
          privateKey: keys.privateKey,
        },
      });
      return 'delivered';
    } catch (error) {
      if (error instanceof WebPushError && GONE.includes(error.statusCode)) return 'gone';
      throw error;
    }
  },
});
