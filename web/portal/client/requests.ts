/** Where the messenger keeps its session while the tab lives (web/messenger/host/own-page.ts). */
const KEPT = 'mainstay.session';

const isKept = (): boolean => {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
};

/** What stands behind `/help/<locale>/requests`, the same in every language. */
const below = (): string => location.pathname.split('/').slice(4).join('/');

/** The same place in another language, wherever the reader has gone meanwhile. */
const keepPlace = (event: Event): void => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('.languages a');
  const place = below();
  if (link === null) return;
  const [, help, locale, requests] = new URL(link.href).pathname.split('/');
  link.href = `/${[help, locale, requests, ...(place === '' ? [] : [place])].join('/')}`;
};

/**
 * The messenger in a frame for whoever comes with a token behind the `#` or came so earlier in this tab; for all others
 * the way to the exchange. The token is taken out of the address by the messenger itself, which reads it there.
 */
export const showRequests = (place: HTMLElement): void => {
  const signIn = document.querySelector<HTMLElement>('[data-sign-in]');
  const begin = (): void => {
    place.querySelector('iframe')?.remove();
    const frame = document.createElement('iframe');
    frame.title = place.dataset.title ?? '';
    frame.src = place.dataset.requests ?? '';
    // The exchange's sign-in has run out: said on the page, which leads back there.
    frame.addEventListener('mainstay-ended', () => {
      frame.remove();
      show(false);
      document.querySelector<HTMLElement>('[data-ended]')?.removeAttribute('hidden');
    });
    place.append(frame);
  };
  const show = (isSignedIn: boolean): void => {
    document.body.classList.toggle('framed', isSignedIn);
    place.hidden = !isSignedIn;
    if (signIn !== null) signIn.hidden = isSignedIn;
    if (isSignedIn) begin();
  };
  show(new URLSearchParams(location.hash.slice(1)).has('token') || isKept());
  document.addEventListener('click', keepPlace, { capture: true });
  // A fresh link opened in this very tab changes nothing but what stands behind the `#`.
  addEventListener('hashchange', () => {
    if (new URLSearchParams(location.hash.slice(1)).has('token')) show(true);
  });
};
