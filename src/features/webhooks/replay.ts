import type { DeliveryRow } from '../../contract/webhooks.ts';
import type { AtMs } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { writeAudit } from '../audit/index.ts';
import type { WebhookDeps } from './deps.ts';
import { isDelivered, sendOnce } from './send-delivery.ts';
import { findSubscription, lockSubscription } from './store.ts';
import { findDelivery, insertTest, noteTry, waitAgain } from './store-deliveries.ts';
import { reopenLanes } from './store-lanes.ts';

const NOT_FOUND = fail('not_found', 'webhook_not_found');

/**
 * Sends again, under the ids that they had: one delivery, or all of a stretch of time, at most 10,000 at once. Those
 * of one conversation go out in the order of its log.
 */
export const replay = (
  deps: WebhookDeps,
  by: string,
  id: string,
  which: { readonly deliveryId: string } | { readonly from: AtMs; readonly until: AtMs },
): Promise<Outcome<{ deliveries: number }>> =>
  deps.database.transaction().execute(async (trx) => {
    if ((await lockSubscription(trx, id)) === undefined) return NOT_FOUND;
    const deliveries = await waitAgain(trx, id, which);
    if (deliveries > 0) await reopenLanes(trx, id);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: by },
      action: 'webhook_replayed',
      subject: { kind: 'webhook', id },
      data: { ...which, deliveries },
    });
    return ok({ deliveries });
  });

/** Sends one event that stands for nothing, and tells how it went. */
export const sendTest = async (
  deps: WebhookDeps,
  by: string,
  id: string,
): Promise<Outcome<DeliveryRow>> => {
  const subscription = await findSubscription(deps.database, id);
  if (subscription === undefined) return NOT_FOUND;
  const deliveryId = deps.ids.uuid();
  const at = deps.clock.now();
  const data = { at, note: 'This is a test.' };
  await deps.database.transaction().execute(async (trx) => {
    await insertTest(trx, deliveryId, id, data);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: by },
      action: 'webhook_tested',
      subject: { kind: 'webhook', id },
    });
  });
  const result = await sendOnce(deps, subscription, { id: deliveryId, type: 'test', at, data });
  const status = isDelivered(result) ? 'delivered' : 'given_up';
  await noteTry(deps.database, deliveryId, status, result);
  const row = await findDelivery(deps.database, deliveryId);
  return row === undefined ? NOT_FOUND : ok(row);
};
