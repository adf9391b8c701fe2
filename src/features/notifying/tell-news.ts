import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId } from '../../core/ids.ts';
import { decideTellAt } from '../../core/notifying/quiet-hours.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueItem, DueWork } from '../../ports/due-work.ts';
import { findConversation, NO_MARKS, readMarks } from '../conversation/index.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { NotifyingDeps } from './deps.ts';
import { readChoices, readChoicesOf, UNCHOSEN } from './store-choices.ts';
import { tellCustomer } from './tell-customer.ts';

/** Whoever is there reads it within this time, and needs no ringing. */
const READ_WITHIN_MS = 60_000;

/** What a customer would want to know of while elsewhere. */
const isNews = ({ event, actor }: LoggedEvent): boolean =>
  event.type === 'notice_given' ||
  (event.type === 'message_sent' && actor.kind === 'agent') ||
  (event.type === 'status_changed' && event.to === 'solved' && actor.kind === 'agent');

/** Follows the log for customers who are elsewhere: what they have not read after a minute is told as they chose. */
export const newsFollower = (dueWork: DueWork): Follower => {
  const takeAll = async (trx: Transaction, news: readonly Moved[]): Promise<void> => {
    const choices = await readChoicesOf(
      trx,
      news.map(({ state }) => state.customerId),
    );
    const items = news.flatMap(({ state, logged, at }): DueItem | readonly [] => {
      const last = logged.findLast(isNews);
      if (last === undefined) return [];
      const { quiet, timeZone } = choices.get(state.customerId) ?? UNCHOSEN;
      return {
        key: `notify_news:${state.id}:${last.seq}`,
        kind: 'notify_news',
        payload: { conversationId: state.id, seq: last.seq },
        dueAt: decideTellAt(at + READ_WITHIN_MS, timeZone, quiet),
      };
    });
    await dueWork.schedule(trx, items);
  };
  return {
    name: 'news',
    wants: ({ logged }) => logged.some(isNews),
    take: (trx, moved) => takeAll(trx, [moved]),
    takeAll,
  };
};

/**
 * The handler of `notify_news`: throwing retries it. Nothing is sent to whoever has read it, or left the chat with a
 * wish of their own (`notify_customer` tells them).
 */
export const tellNews = async (
  deps: NotifyingDeps,
  conversationId: ConversationId,
  seq: number,
): Promise<void> => {
  const state = await findConversation(deps.database, conversationId);
  const marks = (await readMarks(deps.database, [conversationId])).get(conversationId) ?? NO_MARKS;
  if (state === undefined || marks.customer.read >= seq) return;
  if (state.customerAway && state.notifyBy.length > 0) return;
  const { push, mail } = await readChoices(deps.database, state.customerId);
  await tellCustomer(deps, state, { push, mail }, `news-${conversationId}-${seq}`);
};
