import type { LoggedEvent } from '../../core/conversation/event.ts';
import { payloadOf, wordsOf } from '../../core/webhooks/payload.ts';
import type { Transaction } from '../../ports/database.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { WebhookDeps } from './deps.ts';
import { listSubscriptions, type Subscription } from './store.ts';
import { type Queued, queueDeliveries } from './store-lanes.ts';

type Wish = Pick<Subscription, 'event_types'>;

const wantsEvent = (wish: Wish, { event }: LoggedEvent): boolean =>
  wish.event_types.length === 0 || wish.event_types.includes(event.type);

/** The subscriptions as this process knows them, at most this old. */
const FRESH_MS = 2_000;

export interface WebhookFollower extends Follower {
  /** Reads the subscriptions now. */
  readonly refresh: () => Promise<void>;
}

/**
 * Puts what happens in conversations into the lanes of those who subscribed. A subscription that is paused or was
 * disabled goes on collecting: nothing is dropped while somebody mends what failed.
 */
export const createWebhookFollower = (
  deps: Pick<WebhookDeps, 'database' | 'clock' | 'ids' | 'log'>,
): WebhookFollower => {
  let known: readonly Subscription[] | undefined;
  let readAt = 0;
  let reading = false;
  const refresh = async (): Promise<void> => {
    known = await listSubscriptions(deps.database);
    readAt = deps.clock.now();
  };
  const refreshSoon = (): void => {
    if (reading) return;
    reading = true;
    refresh()
      .catch((error: unknown) => deps.log.warn({ error }, 'webhook subscriptions not read'))
      .finally(() => {
        reading = false;
      });
  };

  /** Until they are known, all is wanted: what is wanted is decided again in `take`. */
  const wants = ({ logged }: Moved): boolean => {
    if (deps.clock.now() - readAt > FRESH_MS) refreshSoon();
    return known?.some((wish) => logged.some((entry) => wantsEvent(wish, entry))) ?? true;
  };

  const take = async (trx: Transaction, { state, logged }: Moved): Promise<void> => {
    const subscriptions = await listSubscriptions(trx);
    const queued = subscriptions.flatMap((subscription): readonly Queued[] =>
      logged
        .filter((entry) => wantsEvent(subscription, entry))
        .map((entry) => ({
          id: deps.ids.uuid(),
          subscriptionId: subscription.subscription_id,
          seq: entry.seq,
          eventType: entry.event.type,
          payload: payloadOf(state, entry),
          messageId: subscription.with_words ? wordsOf(entry) : null,
        })),
    );
    await queueDeliveries(trx, state.id, queued);
  };

  return { name: 'webhooks', wants, take, refresh };
};
