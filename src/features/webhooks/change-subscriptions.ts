import type { WebhookRow, WebhookSecretReply } from '../../contract/webhooks.ts';
import type { AtMs } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { WebhookDeps } from './deps.ts';
import { makeWebhookSecret, sealSecret } from './secrets.ts';
import {
  countSubscriptions,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  lockSubscription,
  rotateSecretRow,
  type SubscriptionChange,
  toWebhook,
  updateSubscription,
} from './store.ts';
import { reopenLanes } from './store-lanes.ts';

const DAY_MS = 86_400_000;
/** For so long the secret before signs as well. */
const CHANGE_OVER_MS = DAY_MS;
const MAX_SUBSCRIPTIONS = 100;

const NOT_FOUND = fail('not_found', 'webhook_not_found');

const audit = (
  trx: Transaction,
  by: string,
  action: string,
  id: string,
  data?: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'staff', id: by },
    action,
    subject: { kind: 'webhook', id },
    ...(data !== undefined && { data }),
  });

const shown = async (trx: Transaction, id: string): Promise<WebhookRow> => {
  const row = await findSubscription(trx, id);
  if (row === undefined) throw new Error('a webhook that was just written is not there');
  return toWebhook(trx, row);
};

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly withWords: boolean;
}

const knownTypes = (types: readonly string[], all: readonly string[]): Outcome<null> => {
  const unknown = types.filter((type) => !all.includes(type));
  return unknown.length > 0 ? fail('invalid', 'event_type_unknown', { unknown }) : ok(null);
};

/**
 * Subscribes a URL. Its secret is in the answer and nowhere readable afterwards. Failures: those of the sender's check,
 * `event_type_unknown`, `too_many_webhooks`.
 */
export const createWebhook = async (
  deps: WebhookDeps,
  by: string,
  wanted: NewWebhook,
  eventTypes: readonly string[],
): Promise<Outcome<WebhookSecretReply>> => {
  const types = knownTypes(wanted.eventTypes, eventTypes);
  if (!types.ok) return types;
  const checked = await deps.sender.check(wanted.url);
  if (!checked.ok) return checked;
  const id = deps.ids.uuid();
  const random = (bytes: number): Uint8Array => deps.ids.random(bytes);
  const secret = makeWebhookSecret(random);
  return deps.database.transaction().execute(async (trx) => {
    if ((await countSubscriptions(trx)) >= MAX_SUBSCRIPTIONS)
      return fail('limit_reached', 'too_many_webhooks');
    const secretSealed = sealSecret(deps.sealingKey, secret, id, random);
    await insertSubscription(trx, { ...wanted, id, secretSealed, createdBy: by });
    const { eventTypes: chosen, withWords } = wanted;
    await audit(trx, by, 'webhook_created', id, { eventTypes: chosen, withWords });
    return ok({ webhook: await shown(trx, id), secret });
  });
};

export type WebhookChange = {
  readonly [K in keyof Omit<SubscriptionChange, 'status'>]?: SubscriptionChange[K] | undefined;
} & { readonly status?: 'active' | 'paused' | undefined };

/** Changes what is named; made active again, it sends at once what waited. */
export const changeWebhook = async (
  deps: WebhookDeps,
  by: string,
  id: string,
  change: WebhookChange,
  eventTypes: readonly string[],
): Promise<Outcome<WebhookRow>> => {
  const types = knownTypes(change.eventTypes ?? [], eventTypes);
  if (!types.ok) return types;
  const checked = change.url === undefined ? ok(null) : await deps.sender.check(change.url);
  if (!checked.ok) return checked;
  return deps.database.transaction().execute(async (trx) => {
    const row = await lockSubscription(trx, id);
    if (row === undefined) return NOT_FOUND;
    const to: SubscriptionChange = {
      name: change.name ?? row.name,
      url: change.url ?? row.url,
      eventTypes: change.eventTypes ?? row.event_types,
      withWords: change.withWords ?? row.with_words,
      status: change.status ?? row.status,
    };
    await updateSubscription(trx, id, to);
    if (to.status === 'active' && row.status !== 'active') await reopenLanes(trx, id);
    const { eventTypes: chosen, withWords, status } = to;
    const moved = to.url !== row.url;
    await audit(trx, by, 'webhook_changed', id, { eventTypes: chosen, withWords, status, moved });
    return ok(await shown(trx, id));
  });
};

/** A new secret signs from now on, and beside it for a day the present one. */
export const rotateSecret = (
  deps: WebhookDeps,
  by: string,
  id: string,
): Promise<Outcome<WebhookSecretReply>> => {
  const random = (bytes: number): Uint8Array => deps.ids.random(bytes);
  const secret = makeWebhookSecret(random);
  const earlierUntil: AtMs = deps.clock.now() + CHANGE_OVER_MS;
  return deps.database.transaction().execute(async (trx) => {
    if ((await lockSubscription(trx, id)) === undefined) return NOT_FOUND;
    await rotateSecretRow(trx, id, sealSecret(deps.sealingKey, secret, id, random), earlierUntil);
    await audit(trx, by, 'webhook_secret_rotated', id, { earlierUntil });
    return ok({ webhook: await shown(trx, id), secret });
  });
};

/** Ends a subscription with its log of deliveries. */
export const removeWebhook = (
  deps: WebhookDeps,
  by: string,
  id: string,
): Promise<Outcome<undefined>> =>
  deps.database.transaction().execute(async (trx) => {
    if (!(await deleteSubscription(trx, id))) return NOT_FOUND;
    await audit(trx, by, 'webhook_removed', id);
    return ok(undefined);
  });
