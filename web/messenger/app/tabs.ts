/** What tabs of the same person tell each other. */
export type TabMessage =
  | { readonly type: 'outbox'; readonly from?: string; readonly to?: string }
  | { readonly type: 'draft'; readonly id: string; readonly text: string }
  | { readonly type: 'refresh'; readonly id: string };

export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

/** Joins the tabs of one owner; those of another person on this device hear nothing. */
export const joinTabs = (owner: string, onMessage: (message: TabMessage) => void): Tabs => {
  if (typeof BroadcastChannel === 'undefined') {
    return { tell: () => undefined, close: () => undefined };
  }
  const channel = new BroadcastChannel(`mainstay-${owner}`);
  channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  return { tell: (message) => channel.postMessage(message), close: () => channel.close() };
};
