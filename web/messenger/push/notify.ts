import type { NotifyOrder, NotifyResult } from '../app/notifications.ts';
import { pickLocale, showNotifyTexts, t } from './notify-texts.ts';
import './notify.css';

/** Tells the messenger's frame, which opened this window, what came of it. */
const answer = (subscription: PushSubscriptionJSON | null): void => {
  const result: NotifyResult = { type: 'mainstay-push', subscription };
  (opener as Window | null)?.postMessage(result, location.origin);
};

const keyBytes = (publicKey: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );

/** The worker leads a click on a notification back to this page. */
const keepPage = async (page: string): Promise<void> => {
  const cache = await caches.open('mainstay');
  await cache.put('/messenger/page', new Response(page));
};

const subscribe = async (order: NotifyOrder): Promise<PushSubscriptionJSON | null> => {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await keepPage(order.page);
  const registration = await navigator.serviceWorker.register('/messenger/sw.js', {
    scope: '/messenger/',
  });
  await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  const subscription =
    known ??
    (await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: keyBytes(order.publicKey),
    }));
  return subscription.toJSON();
};

const element = (tag: string, text: string): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

const show = (...children: readonly HTMLElement[]): void =>
  document.getElementById('notify')?.replaceChildren(...children);

const offer = (order: NotifyOrder): void => {
  const allow = element('button', t('notify.allow')) as HTMLButtonElement;
  allow.onclick = () => {
    allow.disabled = true;
    subscribe(order).then(
      (subscription) => {
        answer(subscription);
        if (subscription !== null) close();
        else show(element('h1', t('notify.denied')), element('p', t('notify.denied_more')));
      },
      () => {
        answer(null);
        show(element('h1', t('notify.failed')), element('p', t('notify.denied_more')));
      },
    );
  };
  show(element('h1', t('notify.title')), element('p', t('notify.explained')), allow);
  allow.focus();
};

void showNotifyTexts(pickLocale()).then(() => {
  addEventListener('message', (event: MessageEvent<NotifyOrder>) => {
    if (event.origin !== location.origin || event.source !== opener) return;
    if (event.data.type === 'mainstay-order') offer(event.data);
  });
  if (opener === null) show(element('h1', t('notify.failed')), element('p', t('notify.from_chat')));
  else (opener as Window).postMessage({ type: 'mainstay-there' }, location.origin);
});
