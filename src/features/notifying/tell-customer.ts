import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PushSubscription } from '../../ports/push.ts';
import type { NotifyingDeps } from './deps.ts';
import { deleteSubscription, listSubscriptions, type SubscriptionRow } from './store.ts';

export const subscriptionContext = (customerId: CustomerId): string => `push:${customerId}`;

/** The words of an answer never leave the house this way: a lock screen is read by many. */
const pushOne = async (
  deps: NotifyingDeps,
  customerId: CustomerId,
  row: SubscriptionRow,
  number: string,
  conversationId: ConversationId,
): Promise<void> => {
  const opened = await deps.vault.open(
    customerId,
    row.subscription_sealed,
    subscriptionContext(customerId),
  );
  const subscription = JSON.parse(Buffer.from(opened).toString('utf8')) as PushSubscription;
  const values = { exchange: deps.exchangeName, number };
  const payload = JSON.stringify({
    kind: 'answer',
    conversationId,
    number,
    locale: row.locale,
    title: deps.texts.say(row.locale, 'notify.subject', values),
    body: deps.texts.say(row.locale, 'notify.push', values),
  });
  const result = await deps.push.send(subscription, payload);
  if (result === 'gone') await deleteSubscription(deps.database, customerId, row.endpoint_hash);
};

/** Every mail to a customer ends with the word by which they know ours, where they set one. */
const signMail = async (
  deps: NotifyingDeps,
  customerId: CustomerId,
  locale: Locale,
  text: string,
): Promise<string> => {
  const code = (await deps.antiPhishingCodeOf(customerId))?.replace(/\s+/g, ' ').trim() ?? '';
  if (code === '') return text;
  return `${text}\n\n${deps.texts.say(locale, 'notify.mail_code', { code, exchange: deps.exchangeName })}`;
};

/**
 * Tells a customer that there is news in a request, in its language, without a word of it. `key` makes a mail that is
 * sent again recognisable as the same. Throws where the mail system is out of reach.
 */
export const tellCustomer = async (
  deps: NotifyingDeps,
  { id, customerId, number, locale }: Conversation,
  by: { readonly push: boolean; readonly mail: boolean },
  key: string,
): Promise<void> => {
  if (by.push) {
    for (const row of await listSubscriptions(deps.database, customerId))
      await pushOne(deps, customerId, row, number, id);
  }
  const to = by.mail ? await deps.emailOf(customerId) : null;
  if (to === null) return;
  const values = { exchange: deps.exchangeName, number };
  await deps.mail.send({
    to,
    subject: deps.texts.say(locale, 'notify.subject', values),
    text: await signMail(deps, customerId, locale, deps.texts.say(locale, 'notify.mail', values)),
    key,
  });
};
