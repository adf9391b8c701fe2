import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isAboutSafety } from '../conversation/is-about-safety.ts';
import { createStore, type Store } from '../state/store.ts';

export type ContextTab = 'customer' | 'case' | 'account' | 'security' | 'traces' | 'assistant';

/** Stay as they are from one conversation to the next; cases of safety begin with the checklist. */
const usual = createStore<ContextTab>('customer');
const safety = createStore<ContextTab>('security');

/** Which tab stands beside conversations of this kind. */
export const tabStore = ({ category }: Pick<DeskConversation, 'category'>): Store<ContextTab> =>
  isAboutSafety(category) ? safety : usual;

/** What can stand beside a conversation. A visitor has no account at the exchange that anybody could vouch for. */
export const tabsFor = (
  { customerKind }: Pick<DeskConversation, 'customerKind'>,
  lead: boolean,
): readonly ContextTab[] => [
  'customer',
  'case',
  ...(customerKind === 'customer' ? (['account', 'security', 'traces'] as const) : []),
  ...(lead ? (['assistant'] as const) : []),
];
