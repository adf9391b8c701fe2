import type { ConversationId } from '../../core/ids.ts';
import { findConversation, NO_MARKS, readMarks } from '../conversation/index.ts';
import type { NotifyingDeps } from './deps.ts';
import { tellCustomer } from './tell-customer.ts';

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
  const by = { push: state.notifyBy.includes('push'), mail: state.notifyBy.includes('mail') };
  await tellCustomer(deps, state, by, `notify-${conversationId}-${seq}`);
};
