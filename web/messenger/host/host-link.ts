import type { FrameMessage, HostMessage } from './protocol.ts';

/** The page around us. Opened by itself (a notification, a test of the address), the messenger has none. */
export interface HostLink {
  readonly embedded: boolean;
  post(message: FrameMessage): void;
  /** A fresh identity token, or null: nobody is signed in there, or the page gave none in time. */
  getToken(): Promise<string | null>;
}

const TOKEN_WITHIN_MS = 15_000;

/**
 * Speaks with the page that embeds us. Which pages may embed us is the business of `frame-ancestors`; here the
 * origin of the first word is kept, and nobody else is listened to or spoken to afterwards.
 */
export const createHostLink = (onMessage: (message: HostMessage) => void): HostLink => {
  // Within our own page of requests it speaks with nobody, either.
  const embedded = globalThis.parent !== globalThis.self && !location.search.startsWith('?portal');
  let origin: string | null = null;
  let nextId = 1;
  const waiting = new Map<number, (token: string | null) => void>();

  const post = (message: FrameMessage): void => {
    if (origin !== null) globalThis.parent.postMessage(message, origin);
  };

  addEventListener('message', (event: MessageEvent<HostMessage>) => {
    if (!embedded || event.source !== globalThis.parent) return;
    const message = event.data;
    if (typeof message?.type !== 'string') return;
    if (origin === null && message.type === 'hello') origin = event.origin;
    if (event.origin !== origin) return;
    if (message.type === 'token') {
      waiting.get(message.id)?.(typeof message.token === 'string' ? message.token : null);
      waiting.delete(message.id);
    } else onMessage(message);
  });
  // The page's origin is not known before its hello; this word carries nothing.
  if (embedded) globalThis.parent.postMessage({ type: 'ready' } satisfies FrameMessage, '*');

  return {
    embedded,
    post,
    getToken: () =>
      new Promise((resolve) => {
        if (origin === null) {
          resolve(null);
          return;
        }
        const id = nextId;
        nextId += 1;
        waiting.set(id, resolve);
        setTimeout(() => {
          if (waiting.delete(id)) resolve(null);
        }, TOKEN_WITHIN_MS);
        post({ type: 'token', id });
      }),
  };
};
