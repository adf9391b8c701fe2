import { currentLocale } from './locale.ts';
import { ask } from './session.ts';

/** Where a notification leads back to: the exchange's page, as its loader said. */
let page = '';
export const setPage = (href: string): void => {
  page = href;
};

/**
 * Browsers let a frame of another site neither ask for permission nor register a worker for later visits, so a
 * small window of our own does it. It asks, subscribes and hands the subscription back.
 */
export const canNotify = (): boolean =>
  typeof Notification !== 'undefined' &&
  'serviceWorker' in navigator &&
  isSecureContext &&
  // Inside a frame of another site browsers always answer “denied”; the small window knows the truth.
  (globalThis.parent !== globalThis.self || Notification.permission !== 'denied');

/** What the small window says when it is done. */
export interface NotifyResult {
  readonly type: 'mainstay-push';
  readonly subscription: PushSubscriptionJSON | null;
}
/** What the small window is told when it says that it is there. */
export interface NotifyOrder {
  readonly type: 'mainstay-order';
  readonly publicKey: string;
  readonly page: string;
}

const openWindow = (): Window | null => {
  const [width, height] = [420, 420];
  const left = Math.max(0, (screen.width - width) / 2);
  const top = Math.max(0, (screen.height - height) / 2);
  return open(
    `/messenger/notify.html#${currentLocale()}`,
    'mainstay-notify',
    `popup,width=${width},height=${height},left=${left},top=${top}`,
  );
};

const converse = (other: Window, publicKey: string): Promise<PushSubscriptionJSON | null> =>
  new Promise((resolve) => {
    const finish = (subscription: PushSubscriptionJSON | null): void => {
      clearInterval(watch);
      removeEventListener('message', listen);
      resolve(subscription);
    };
    const listen = (event: MessageEvent<NotifyResult | { type: 'mainstay-there' }>): void => {
      if (event.origin !== location.origin || event.source !== other) return;
      if (event.data.type === 'mainstay-there') {
        const order: NotifyOrder = { type: 'mainstay-order', publicKey, page };
        other.postMessage(order, location.origin);
      } else if (event.data.type === 'mainstay-push') finish(event.data.subscription);
    };
    addEventListener('message', listen);
    const watch = setInterval(() => {
      if (other.closed) finish(null);
    }, 500);
  });

/** Asks for permission and subscribes. False when the person or the browser does not want it. */
export const subscribe = async (): Promise<boolean> => {
  const other = openWindow();
  if (other === null) return false;
  const key = await ask<{ publicKey: string }>('GET', '/api/push/key');
  if (!key.ok) {
    other.close();
    return false;
  }
  const subscription = await converse(other, key.value.publicKey);
  const { endpoint, keys } = subscription ?? {};
  if (endpoint === undefined || keys?.p256dh === undefined || keys.auth === undefined) return false;
  const answer = await ask('POST', '/api/push/subscriptions', {
    endpoint,
    keys: { p256dh: keys.p256dh, auth: keys.auth },
  });
  return answer.ok;
};
