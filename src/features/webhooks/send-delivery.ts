import type { Connection } from '../../ports/database.ts';
import type { WebhookResult } from '../../ports/webhook-sender.ts';
import type { WebhookDeps } from './deps.ts';
import { openSecret, signedHeaders } from './secrets.ts';
import type { Subscription } from './store.ts';

/** What is sent; `at` is when the event happened, ms. */
export interface ToSend {
  readonly id: string;
  readonly type: string;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The secrets that sign now: the present one, and the one before while receivers change over. */
export const secretsOf = (
  deps: Pick<WebhookDeps, 'sealingKey' | 'clock'>,
  subscription: Subscription,
): readonly string[] => {
  const { subscription_id: id, earlier_secret_sealed: earlier } = subscription;
  const until = subscription.earlier_secret_until?.getTime() ?? 0;
  const open = (sealed: Uint8Array): string => openSecret(deps.sealingKey, sealed, id);
  return [
    open(subscription.secret_sealed),
    ...(earlier !== null && until > deps.clock.now() ? [open(earlier)] : []),
  ];
};

/** Signs it as of now and sends it once. */
export const sendOnce = (
  deps: Pick<WebhookDeps, 'sealingKey' | 'clock' | 'sender'>,
  subscription: Subscription,
  one: ToSend,
): Promise<WebhookResult> => {
  const timestamp = new Date(one.at).toISOString();
  const body = JSON.stringify({ type: one.type, timestamp, data: one.data });
  const secrets = secretsOf(deps, subscription);
  const now = new Date(deps.clock.now());
  return deps.sender.send({
    url: subscription.url,
    headers: signedHeaders(secrets, one.id, now, body),
    body,
  });
};

/** Whether the receiver has it. Redirects are not followed, so they are none. */
export const isDelivered = (result: WebhookResult): boolean =>
  result.kind === 'answered' && result.status >= 200 && result.status < 300;

/** The receiver wants no more. */
export const isGone = (result: WebhookResult): boolean =>
  result.kind === 'answered' && result.status === 410;

/** The words that go with a delivery, opened at the moment of sending: what was erased meanwhile does not go out. */
export const withWords = async (
  deps: Pick<WebhookDeps, 'openWords'>,
  connection: Connection,
  subscription: Subscription,
  delivery: {
    readonly payload: object;
    readonly message_id: Parameters<WebhookDeps['openWords']>[1] | null;
  },
): Promise<Readonly<Record<string, unknown>>> => {
  const { payload, message_id: messageId } = delivery;
  if (messageId === null || !subscription.with_words) return { ...payload };
  const reader = `webhook:${subscription.subscription_id}`;
  return { ...payload, words: (await deps.openWords(connection, messageId, reader)) ?? null };
};
