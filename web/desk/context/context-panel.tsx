import { lazy, type ReactNode, Suspense } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { isAboutSafety } from '../conversation/is-about-safety.ts';
import { customerLabel } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { type Held, holdConversation } from '../state/conversations.ts';
import { isLead, useMe } from '../state/me.ts';
import { useRow } from '../state/rows.ts';
import { useStore } from '../state/store.ts';
import { type ContextTab, ContextTabs, contextTab, safetyTab } from './context-tabs.tsx';
import { CustomerPanel } from './customer-panel.tsx';

const AccountPanel = lazy(() => import('../account/account-panel.tsx'));
const SecurityPanel = lazy(() => import('../security/security-panel.tsx'));
const TracesPanel = lazy(() => import('../traces/traces-panel.tsx'));
const TurnsPanel = lazy(() => import('../assistant/turns-panel.tsx'));

/** A visitor has no account at the exchange that anybody could vouch for. */
const tabsFor = (conversation: DeskConversation, lead: boolean): readonly ContextTab[] => [
  'customer',
  ...(conversation.customerKind === 'customer' ? (['account', 'security', 'traces'] as const) : []),
  ...(lead ? (['assistant'] as const) : []),
];

interface Shown {
  readonly conversation: DeskConversation;
  readonly held: Held;
  readonly customer: string;
}

/** What each tab shows. */
const PANELS: Readonly<Record<ContextTab, (shown: Shown) => ReactNode>> = {
  customer: ({ conversation }) => <CustomerPanel conversation={conversation} />,
  account: ({ conversation }) => <AccountPanel conversation={conversation} />,
  security: ({ conversation, customer }) => (
    <SecurityPanel conversation={conversation} customer={customer} />
  ),
  traces: ({ conversation, held }) => (
    <TracesPanel conversationId={conversation.id} timeline={held.timeline} />
  ),
  assistant: ({ conversation, held }) => (
    <TurnsPanel conversationId={conversation.id} timeline={held.timeline} />
  ),
};

/** Who is asking, what the exchange says of their account, and its safety; for leads also what the assistant did. */
const ContextPanel = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const lead = isLead(useMe());
  const row = useRow(conversationId);
  const held = useStore(holdConversation(conversationId));
  const conversation =
    held.timeline?.view ?? (held.phase === 'gone' ? undefined : row?.conversation);
  const store =
    conversation !== undefined && isAboutSafety(conversation.category) ? safetyTab : contextTab;
  const chosen = useStore(store);
  if (conversation === undefined) return null;
  const tabs = tabsFor(conversation, lead);
  const tab = tabs.includes(chosen) ? chosen : 'customer';
  const customerName = held.customerName ?? row?.customerName ?? null;
  const customer = customerLabel({ conversation, customerName }, text);
  const panel = PANELS[tab]({ conversation, held, customer });
  if (tabs.length === 1) return panel;
  return (
    <div className="flex h-full flex-col">
      <ContextTabs tabs={tabs} current={tab} onPick={store.set} />
      <div
        role="tabpanel"
        id="context-tabpanel"
        aria-labelledby={`context-tab-${tab}`}
        className="min-h-0 flex-1"
      >
        <Suspense fallback={<PanelSkeleton />}>{panel}</Suspense>
      </div>
    </div>
  );
};

export default ContextPanel;
