import { wordsFor } from '../../core/incidents/vocabulary.ts';
import type { PushSubscription } from '../../ports/push.ts';
import type { IncidentsDeps } from './deps.ts';
import { findIncident, findUpdate, type Incident, type Update } from './store.ts';
import {
  deleteSubscription,
  findSubscription,
  listConfirmed,
  type Subscription,
} from './store-subscriptions.ts';
import { openAddress, proofOf } from './subscribe.ts';

const PAGE = 500;

/** The due work `status_notify`: one piece of work for each who asked to be told. */
export const fanOut = async (
  deps: IncidentsDeps,
  updateId: string,
  after: string | null,
): Promise<void> => {
  const ids = await listConfirmed(deps.database, after, PAGE);
  const now = deps.clock.now();
  const last = ids.at(-1);
  const pieces = ids.map((subscriptionId) => ({
    key: `status_tell:${updateId}:${subscriptionId}`,
    kind: 'status_tell',
    payload: { updateId, subscriptionId },
    dueAt: now,
    urgency: 'later' as const,
  }));
  const next =
    last === undefined || ids.length < PAGE
      ? []
      : [
          {
            key: `status_notify:${updateId}:${last}`,
            kind: 'status_notify',
            payload: { updateId, after: last },
            dueAt: now,
            urgency: 'later' as const,
          },
        ];
  await deps.dueWork.schedule(deps.database, [...pieces, ...next]);
  deps.dueWork.wake();
};

const pageOf = (deps: IncidentsDeps, subscription: Subscription, incident: Incident): string =>
  `${deps.publicOrigin}/help/${subscription.locale}/status/${incident.id}`;

const mailUpdate = async (
  deps: IncidentsDeps,
  subscription: Subscription,
  incident: Incident,
  update: Update,
): Promise<void> => {
  const { locale, id } = subscription;
  const say = (key: string, values?: Readonly<Record<string, string>>) =>
    deps.texts.say(locale, key, values);
  const title = wordsFor(incident.titles, incident.writtenIn, locale).text;
  const text = wordsFor(update.texts, update.writtenIn, locale).text;
  const query = new URLSearchParams({ s: id, p: proofOf(deps, 'end', id) });
  const end = `${deps.publicOrigin}/help/${locale}/status/end?${query}`;
  await deps.mail.send({
    to: await openAddress(deps, subscription),
    subject: say('status.mail.subject', { exchange: deps.exchangeName, title }),
    text: [
      title,
      say(`status.stage.${update.stage}`),
      text,
      say('status.mail.more', { address: pageOf(deps, subscription, incident) }),
      say('status.mail.end', { address: end }),
    ].join('\n\n'),
    key: `status-${update.id}-${id}`,
  });
};

const pushUpdate = async (
  deps: IncidentsDeps,
  subscription: Subscription,
  incident: Incident,
  update: Update,
): Promise<void> => {
  const { locale, id } = subscription;
  const address = JSON.parse(await openAddress(deps, subscription)) as PushSubscription;
  const payload = JSON.stringify({
    kind: 'status',
    path: `/help/${locale}/status/${incident.id}`,
    locale,
    title: wordsFor(incident.titles, incident.writtenIn, locale).text,
    body: wordsFor(update.texts, update.writtenIn, locale).text.slice(0, 400),
  });
  if ((await deps.push.send(address, payload)) === 'gone')
    await deleteSubscription(deps.database, id);
};

/** The due work `status_tell`: one update to one who asked. Throwing has it tried again. */
export const tellSubscriber = async (
  deps: IncidentsDeps,
  updateId: string,
  subscriptionId: string,
): Promise<void> => {
  const subscription = await findSubscription(deps.database, subscriptionId);
  const update = await findUpdate(deps.database, updateId);
  const incident = update && (await findIncident(deps.database, update.incidentId));
  if (subscription?.isConfirmed !== true || incident?.isPublic !== true || update === undefined)
    return;
  await (subscription.channel === 'mail' ? mailUpdate : pushUpdate)(
    deps,
    subscription,
    incident,
    update,
  );
};

/** The due work `status_ask`: does this address want to be told? Nothing else is in the mail that somebody could use. */
export const askAddress = async (
  deps: IncidentsDeps,
  subscriptionId: string,
  askedAt: number,
): Promise<void> => {
  const subscription = await findSubscription(deps.database, subscriptionId);
  if (subscription === undefined || subscription.isConfirmed) return;
  const { locale, id } = subscription;
  const query = new URLSearchParams({ s: id, p: proofOf(deps, 'confirm', id) });
  const address = `${deps.publicOrigin}/help/${locale}/status/confirm?${query}`;
  await deps.mail.send({
    to: await openAddress(deps, subscription),
    subject: deps.texts.say(locale, 'status.ask.subject', { exchange: deps.exchangeName }),
    text: deps.texts.say(locale, 'status.ask.text', { exchange: deps.exchangeName, address }),
    key: `status-ask-${id}-${askedAt}`,
  });
};
