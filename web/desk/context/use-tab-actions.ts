import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { ActionId } from '../actions/definitions.ts';
import { runAction, useAction } from '../actions/handlers.ts';
import { isLead, useMe } from '../state/me.ts';
import { useStore } from '../state/store.ts';
import { type ContextTab, tabStore, tabsFor } from './context-tab.ts';

/** By then what is shown instead has said what it can do. */
const AFTER_SHOWN_MS = 150;

/** What stands beside the conversation, by name: each tab, and what is done on a tab that is not open. */
export const useTabActions = (
  conversation: DeskConversation,
  shown: boolean,
  onShow: () => void,
): void => {
  const lead = isLead(useMe());
  const tabs = tabsFor(conversation, lead);
  const open = (tab: ContextTab): void => {
    tabStore(conversation).set(tab);
    if (!shown) onShow();
  };
  const opener = (tab: ContextTab) => (tabs.includes(tab) ? () => open(tab) : null);
  const isOpen = useStore(tabStore(conversation)) === 'customer' && shown;
  const onCustomer = (action: ActionId) => () => {
    open('customer');
    setTimeout(() => runAction(action), AFTER_SHOWN_MS);
  };
  useAction('show_account', opener('account'));
  useAction('show_safety', opener('security'));
  useAction('show_traces', opener('traces'));
  useAction('show_turns', opener('assistant'));
  // Where the customer's own panel is open, it answers itself.
  useAction('context_actions', isOpen ? null : onCustomer('context_actions'), -1);
  useAction('block', lead && !isOpen ? onCustomer('block') : null, -1);
};
