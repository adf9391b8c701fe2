import type { Voucher } from '../app/session.ts';

const KEPT = 'mainstay.session';

/** Whether this page was opened for somebody whom the exchange vouches for, now or earlier in this tab. */
export interface OwnPage {
  readonly voucher: Voucher;
  /** Shows all requests at once: that is what the link promised. */
  readonly toRequests: boolean;
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
 * The messenger as a page of its own. The exchange's link carries an identity token behind the `#`: it goes to no
 * server and no log, is taken out of the address at once, and works once. The session that it opens lives as long as
 * the tab.
 */
export const readOwnPage = (): OwnPage => {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) history.replaceState(null, '', location.pathname + location.search);
  let token = given;
  const kept = memory();
  const identified = given !== null || kept?.getItem(KEPT) != null;
  return {
    toRequests: identified && !new URLSearchParams(location.search).has('article'),
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
