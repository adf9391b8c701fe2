import type { Outcome } from '../core/outcome.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Why nothing came back. `address_refused`: the name leads to an address that webhooks must not reach. */
export type WebhookFault =
  | 'address_refused'
  | 'name_unknown'
  | 'timeout'
  | 'tls'
  | 'connection'
  | 'url_refused';

/** `replyStart`: the first characters of the answer's body, for people who look for a fault. */
export type WebhookResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly replyStart: string;
      readonly latencyMs: number;
    }
  | { readonly kind: 'failed'; readonly fault: WebhookFault; readonly latencyMs: number };

/** Sends to addresses that others name: never to this house, and never further than it was told (no redirects). */
export interface WebhookSender {
  /** Whether a URL may be subscribed at all, and to which public addresses it leads now. */
  check(url: string): Promise<Outcome<null>>;
  /** Does not throw for anything that the other side does. */
  send(request: WebhookRequest): Promise<WebhookResult>;
}
