import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { ActionId } from '../actions/definitions.ts';
import { runAction, useAction } from '../actions/handlers.ts';
import { isLead, useMe } from '../state/me.ts';
import { useStore } from '../state/store.ts';
import { type ContextTab, tabStore, tabsFor } from './context-tab.ts';

/** By then what is shown instead has said what it can do. */
const AFTER_SHOWN_MS = 250;

/** What the case's own panel does, wherever one is. */
const ON_CASE = ['label', 'link', 'split', 'watch'] as const;

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
  const isCase = useStore(tabStore(conversation)) === 'case' && shown;
  const on = (tab: ContextTab, action: ActionId) => () => {
    open(tab);
    setTimeout(() => runAction(action), AFTER_SHOWN_MS);
  };
  useAction('show_case', opener('case'));
  useAction('show_account', opener('account'));
  useAction('show_safety', opener('security'));
  useAction('show_traces', opener('traces'));
  useAction('show_turns', opener('assistant'));
  // Where the customer's own panel is open, it answers itself.
  useAction('context_actions', isOpen ? null : on('customer', 'context_actions'), -1);
  useAction('block', lead && !isOpen ? on('customer', 'block') : null, -1);
  for (const action of ON_CASE) {
    // The list is the same each time, so the order of these is too.
    // biome-ignore lint/correctness/useHookAtTopLevel: always all of them
    useAction(action, isCase ? null : on('case', action), -1);
  }
};
