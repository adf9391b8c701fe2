import { delayAfterMs, isSpent } from '../../core/webhooks/retry.ts';
import type { Transaction } from '../../ports/database.ts';
import type { WebhookResult } from '../../ports/webhook-sender.ts';
import type { WebhookDeps } from './deps.ts';
import { disable } from './disable.ts';
import { isDelivered, isGone, sendOnce, withWords } from './send-delivery.ts';
import { findSubscription, noteFailing, noteWorking, type Subscription } from './store.ts';
import { type Delivery, noteTry, readHead } from './store-deliveries.ts';
import { closeLane, type Lane, lockLane, returnLane } from './store-lanes.ts';

/** A claim lasts much longer than a try, and a lane is given back before it ends. */
export const CLAIM_MS = 90_000;
const SERVE_FOR_MS = 45_000;

const chance = (deps: WebhookDeps): number => (deps.ids.random(1)[0] ?? 0) / 256;

const failed = async (
  deps: WebhookDeps,
  trx: Transaction,
  lane: Lane,
  delivery: Delivery,
  result: WebhookResult,
): Promise<boolean> => {
  const { subscription_id: id } = lane;
  const now = deps.clock.now();
  await noteFailing(trx, id);
  const subscription = await findSubscription(trx, id);
  if (isGone(result) || isSpent(subscription?.failing_since?.getTime() ?? null, now)) {
    await noteTry(trx, delivery.delivery_id, 'waiting', result);
    await disable(deps, trx, id, isGone(result) ? 'gone' : 'spent');
    await returnLane(trx, lane, lane.attempts + 1, 0);
    return false;
  }
  // Others get through and this one does not: it has had its three days, and the log says so.
  const spent = isSpent(delivery.first_tried_at?.getTime() ?? null, now);
  await noteTry(trx, delivery.delivery_id, spent ? 'given_up' : 'waiting', result);
  if (spent) await returnLane(trx, lane, 0, 0);
  else
    await returnLane(trx, lane, lane.attempts + 1, delayAfterMs(lane.attempts + 1, chance(deps)));
  return false;
};

/** Writes down how it went, if the lane is still ours. True where the next may follow at once. */
const settle = (
  deps: WebhookDeps,
  lane: Lane,
  delivery: Delivery,
  result: WebhookResult,
): Promise<boolean> =>
  deps.database.transaction().execute(async (trx) => {
    const mine = await lockLane(trx, lane);
    if (mine === undefined) return false;
    if (!isDelivered(result)) return failed(deps, trx, mine, delivery, result);
    await noteTry(trx, delivery.delivery_id, 'delivered', result);
    await noteWorking(trx, lane.subscription_id);
    return true;
  });

const serveHead = async (
  deps: WebhookDeps,
  subscription: Subscription,
  lane: Lane,
): Promise<'next' | 'stop' | 'empty'> => {
  const delivery = await readHead(deps.database, lane);
  if (delivery === undefined) return 'empty';
  const data = await withWords(deps, deps.database, subscription, delivery);
  const result = await sendOnce(deps, subscription, {
    id: delivery.delivery_id,
    type: delivery.event_type,
    at: delivery.payload.at,
    data,
  });
  return (await settle(deps, lane, delivery, result)) ? 'next' : 'stop';
};

/**
 * Sends what waits in a lane, one after the other in the order of the log, until it is empty, one fails, or others
 * should have a turn. A crash at any point has the one under way sent again, under the same id.
 */
export const serveLane = async (deps: WebhookDeps, lane: Lane): Promise<void> => {
  const until = deps.clock.now() + SERVE_FOR_MS;
  for (;;) {
    const subscription = await findSubscription(deps.database, lane.subscription_id);
    if (subscription?.status !== 'active') return returnLane(deps.database, lane, lane.attempts, 0);
    const done = await serveHead(deps, subscription, lane);
    if (done === 'empty') return closeLane(deps.database, lane);
    if (done === 'stop') return;
    if (deps.clock.now() >= until) return returnLane(deps.database, lane, 0, 0);
  }
};
