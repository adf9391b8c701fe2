import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { PushSubscription } from '../../ports/push.ts';
import { findConversation, NO_MARKS, readMarks } from '../conversation/index.ts';
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
 * Tells a customer who left that there is news. The handler of `notify_customer`: throwing retries it. Nothing is sent
 * when the customer has come back or has read it meanwhile.
 */
export const notifyCustomer = async (
  deps: NotifyingDeps,
  conversationId: ConversationId,
  seq: number,
): Promise<void> => {
  const state = await findConversation(deps.database, conversationId);
  const marks = (await readMarks(deps.database, [conversationId])).get(conversationId) ?? NO_MARKS;
  if (state === undefined || !state.customerAway || marks.customer.read >= seq) return;
  const { customerId, number, locale } = state;
  if (state.notifyBy.includes('push')) {
    for (const row of await listSubscriptions(deps.database, customerId)) {
      await pushOne(deps, customerId, row, number, conversationId);
    }
  }
  const to = state.notifyBy.includes('mail') ? await deps.emailOf(customerId) : null;
  if (to === null) return;
  const values = { exchange: deps.exchangeName, number };
  await deps.mail.send({
    to,
    subject: deps.texts.say(locale, 'notify.subject', values),
    text: await signMail(deps, customerId, locale, deps.texts.say(locale, 'notify.mail', values)),
    key: `notify-${conversationId}-${seq}`,
  });
};
