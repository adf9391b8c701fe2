import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import type { WebhookDeps } from './deps.ts';
import { disableSubscription, findSubscription } from './store.ts';

export const NOTICE = 'webhook_notice';

/** Ends sending to a subscription until an admin has looked, and tells the admins. What waits goes on waiting. */
export const disable = async (
  deps: Pick<WebhookDeps, 'dueWork' | 'clock'>,
  trx: Transaction,
  subscriptionId: string,
  because: 'spent' | 'gone',
): Promise<void> => {
  if (!(await disableSubscription(trx, subscriptionId, because))) return;
  await writeAudit(trx, {
    actor: { kind: 'system', id: null },
    action: 'webhook_disabled',
    subject: { kind: 'webhook', id: subscriptionId },
    data: { because },
  });
  const dueAt = deps.clock.now();
  const key = `${NOTICE}:${subscriptionId}:${dueAt}`;
  await deps.dueWork.schedule(trx, [{ key, kind: NOTICE, payload: { subscriptionId }, dueAt }]);
};

/** The handler of `webhook_notice`: throwing has it tried again. */
export const tellAdmins = async (deps: WebhookDeps, subscriptionId: string): Promise<void> => {
  const subscription = await findSubscription(deps.database, subscriptionId);
  if (subscription?.status !== 'disabled') return;
  const values = { name: subscription.name, exchange: deps.exchangeName };
  const at = subscription.disabled_at?.getTime() ?? 0;
  for (const { email, locale } of await deps.adminMails()) {
    await deps.mail.send({
      to: email,
      subject: deps.texts.say(locale, 'webhook.disabled.subject', values),
      text: deps.texts.say(locale, 'webhook.disabled.mail', values),
      key: `webhook-${subscriptionId}-${at}-${email.replace(/[^A-Za-z0-9]/g, '')}`,
    });
  }
};
