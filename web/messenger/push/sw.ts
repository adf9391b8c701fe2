/// <reference lib="webworker" />
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** What the server sends: where to look, and a sentence in the reader's language. Never the words of an answer. */
interface Payload {
  readonly conversationId: string;
  readonly title: string;
  readonly body: string;
  readonly locale: string;
}

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => {
  const payload = event.data?.json() as Payload | undefined;
  if (payload === undefined) return;
  const { title, body, locale, conversationId } = payload;
  event.waitUntil(
    worker.registration.showNotification(title, {
      body,
      lang: locale,
      dir: locale === 'ar' ? 'rtl' : 'ltr',
      icon: '/messenger/icon.svg',
      // A second answer replaces the first notice instead of standing beside it.
      tag: conversationId,
      data: conversationId,
    }),
  );
});

const pageOf = async (conversationId: string): Promise<string> => {
  const kept = await (await caches.open('mainstay')).match('/messenger/page');
  const page = new URL((await kept?.text()) ?? '/messenger/', worker.location.origin);
  page.hash = `mainstay=${conversationId}`;
  return page.href;
};

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const conversationId = String(event.notification.data);
  event.waitUntil(pageOf(conversationId).then((page) => worker.clients.openWindow(page)));
});
