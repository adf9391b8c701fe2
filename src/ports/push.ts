export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

export type PushResult = 'delivered' | 'gone';

/** Web push (RFC 8030). `gone` means that the subscription is dead and must be forgotten. Throws on a passing fault. */
export interface Push {
  readonly publicKey: string;
  send(subscription: PushSubscription, payload: string): Promise<PushResult>;
}
