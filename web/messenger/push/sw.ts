/// <reference lib="webworker" />
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** What the server sends: where to look, and a sentence in the reader's language. Never the words of an answer. */
interface Payload {
  readonly conversationId?: string;
  /** A page of ours to open instead of the messenger, for what is told to everybody. */
  readonly path?: string;
  readonly title: string;
  readonly body: string;
  readonly locale: string;
}

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => {
  const payload = event.data?.json() as Payload | undefined;
  if (payload === undefined) return;
  const { title, body, locale } = payload;
  const about = payload.path ?? payload.conversationId ?? '';
  event.waitUntil(
    worker.registration.showNotification(title, {
      body,
      lang: locale,
      dir: locale === 'ar' ? 'rtl' : 'ltr',
      icon: '/messenger/icon.svg',
      // A second answer replaces the first notice instead of standing beside it.
      tag: about,
      data: about,
    }),
  );
});

/** A path begins with a slash; anything else is a conversation. */
const pageOf = async (about: string): Promise<string> => {
  const { origin } = worker.location;
  if (about.startsWith('/')) {
    const page = new URL(about, origin);
    return page.origin === origin ? page.href : origin;
  }
  const kept = await (await caches.open('mainstay')).match('/messenger/page');
  const page = new URL((await kept?.text()) ?? '/messenger/', origin);
  page.hash = `mainstay=${about}`;
  return page.href;
};

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const about = String(event.notification.data);
  event.waitUntil(pageOf(about).then((page) => worker.clients.openWindow(page)));
});
