/** What the loader on the exchange's page and the messenger in its frame say to each other. */

/** From the page to the frame. */
export type HostMessage =
  | {
      readonly type: 'hello';
      /** Whether the page can vouch for who is signed in. */
      readonly identified: boolean;
      /** The language that the page asks for, or nothing; the language that it is in; its look. */
      readonly locale: string | null;
      readonly lang: string;
      readonly theme: string | null;
      /** Where a notification should lead back to. */
      readonly page: string;
    }
  | {
      readonly type: 'open';
      readonly category?: string;
      readonly conversation?: string;
      /** The help article that was read before asking. */
      readonly article?: string;
    }
  | { readonly type: 'shut' }
  /** Answer to `token`; null when nobody is signed in or the page could not get one. */
  | { readonly type: 'token'; readonly id: number; readonly token: string | null }
  | { readonly type: 'identity'; readonly identified: boolean; readonly lang: string };

/** From the frame to the page. */
export type FrameMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'token'; readonly id: number }
  | { readonly type: 'close' }
  /** `alive`: something is going on, so the next page should open the line by itself. */
  | { readonly type: 'state'; readonly unread: number; readonly alive: boolean };
