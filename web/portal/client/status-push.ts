const keyBytes = (publicKey: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(publicKey.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );

const subscribe = async (publicKey: string): Promise<boolean> => {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  const registration = await navigator.serviceWorker.register('/messenger/sw.js', {
    scope: '/messenger/',
  });
  const known = await registration.pushManager.getSubscription();
  const subscription =
    known ??
    (await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: keyBytes(publicKey),
    }));
  const { endpoint, keys } = subscription.toJSON();
  const answer = await fetch('/api/status/push', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      locale: document.documentElement.lang,
      endpoint,
      keys: { p256dh: keys?.p256dh, auth: keys?.auth },
    }),
  });
  return answer.ok;
};

/** Offers to be told in this browser, where it can. */
export const offerPush = (offer: HTMLElement): void => {
  const button = offer.querySelector('button');
  const said = offer.querySelector('[role=status]');
  const canPush = 'serviceWorker' in navigator && 'PushManager' in globalThis && isSecureContext;
  if (!canPush || button === null || said === null || Notification.permission === 'denied') return;
  offer.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    const { push = '', done = '', denied = '' } = offer.dataset;
    const isOn = await subscribe(push).catch(() => false);
    said.textContent = isOn ? done : denied;
    button.hidden = isOn;
    button.disabled = false;
  });
};
