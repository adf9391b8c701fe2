import { z } from 'zod';

export const pushKey = z.strictObject({ publicKey: z.string() });

/** As the browser's `PushSubscription.toJSON()` gives it. Only https endpoints: we call them. */
export const pushSubscription = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1_000),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export const pushUnsubscribe = z.strictObject({ endpoint: z.string().max(1_000) });
