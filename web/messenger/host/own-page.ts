import '../styles/alone.css';
import { show } from '../app/messenger.ts';
import type { Voucher } from '../app/session.ts';

const KEPT = 'mainstay.session';

/** Whether this page was opened for somebody whom the exchange vouches for, now or earlier in this tab. */
interface Vouched {
  readonly voucher: Voucher;
  readonly forget: () => void;
}

/** The tab's own memory; a browser that denies it asks for the link again after each reload. */
const memory = (): Storage | null => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};

/**
 * The exchange's link carries an identity token behind the `#`: it goes to no server and no log, is taken out of the
 * address at once, and works once. The session that it opens lives as long as the tab. `page`: whose address it is.
 */
const readVoucher = ({ location: { hash, pathname, search }, history }: Window): Vouched => {
  const given = new URLSearchParams(hash.slice(1)).get('token');
  if (given !== null) history.replaceState(null, '', pathname + search);
  let token = given;
  const kept = memory();
  const identified = given !== null || kept?.getItem(KEPT) != null;
  return {
    forget: () => kept?.removeItem(KEPT),
    voucher: {
      identified,
      getToken: async () => {
        const once = token;
        token = null;
        return once;
      },
      // Another person's link must not open the page of the one before.
      recall: () => (given === null ? (kept?.getItem(KEPT) ?? null) : null),
      remember: (secret) => {
        if (identified) kept?.setItem(KEPT, secret);
      },
    },
  };
};

/** Our own page of requests, where it is the one around us; null anywhere else. */
const portalAround = (): Window | null => {
  try {
    const { parent } = globalThis;
    const isOurs = parent !== globalThis.self && parent.location.pathname.startsWith('/help/');
    return isOurs ? parent.window : null;
  } catch {
    // Another origin's page: its address is not ours to read.
    return null;
  }
};

/**
 * The messenger without an exchange's page around it: a page of its own, or the page of requests in the help centre.
 * `open` begins with a voucher. For whoever comes by the exchange's link all requests are shown at once.
 */
export const beginAlone = async (open: (voucher: Voucher) => Promise<void>): Promise<void> => {
  const page = portalAround();
  const { voucher, forget } = readVoucher(page ?? globalThis.window);
  if (page !== null) {
    const { beginPortal } = await import('../portal/portal-page.tsx');
    // Shown to nobody else; without a session it says so, and the page shows the way to the exchange.
    await beginPortal(page, () => open({ ...voucher, identified: true }), forget);
    return;
  }
  document.documentElement.dataset.alone = '';
  await open(voucher);
  if (voucher.identified && !new URLSearchParams(location.search).has('article'))
    show({ name: 'requests' });
};
