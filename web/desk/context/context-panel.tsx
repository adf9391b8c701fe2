import { lazy, type ReactNode, Suspense } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { customerLabel } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { type Held, holdConversation } from '../state/conversations.ts';
import { isLead, useMe } from '../state/me.ts';
import { useRow } from '../state/rows.ts';
import { useStore } from '../state/store.ts';
import { type ContextTab, tabStore, tabsFor } from './context-tab.ts';
import { ContextTabs } from './context-tabs.tsx';
import { CustomerPanel } from './customer-panel.tsx';

const AccountPanel = lazy(() => import('../account/account-panel.tsx'));
const CasePanel = lazy(() => import('../relations/case-panel.tsx'));
const SecurityPanel = lazy(() => import('../security/security-panel.tsx'));
const TracesPanel = lazy(() => import('../traces/traces-panel.tsx'));
const TurnsPanel = lazy(() => import('../assistant/turns-panel.tsx'));

interface Shown {
  readonly conversation: DeskConversation;
  readonly held: Held;
  readonly customer: string;
}

/** What each tab shows. */
const PANELS: Readonly<Record<ContextTab, (shown: Shown) => ReactNode>> = {
  customer: ({ conversation }) => <CustomerPanel conversation={conversation} />,
  case: ({ conversation, held }) => (
    <CasePanel conversation={conversation} timeline={held.timeline} />
  ),
  account: ({ conversation }) => <AccountPanel conversation={conversation} />,
  security: ({ conversation, customer, held }) => (
    <SecurityPanel
      conversation={conversation}
      customer={customer}
      lastSeq={held.timeline?.lastSeq ?? 0}
    />
  ),
  traces: ({ conversation, held }) => (
    <TracesPanel conversation={conversation} timeline={held.timeline} />
  ),
  assistant: ({ conversation, held }) => (
    <TurnsPanel conversationId={conversation.id} timeline={held.timeline} />
  ),
};

const Tabbed = (shown: Shown) => {
  const lead = isLead(useMe());
  const store = tabStore(shown.conversation);
  const chosen = useStore(store);
  const tabs = tabsFor(shown.conversation, lead);
  const tab = tabs.includes(chosen) ? chosen : 'customer';
  const panel = PANELS[tab](shown);
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

/** Who is asking, what the exchange says of their account, and its safety; for leads also what the assistant did. */
const ContextPanel = ({ conversationId }: { readonly conversationId: string }) => {
  const text = useText();
  const row = useRow(conversationId);
  const held = useStore(holdConversation(conversationId));
  const conversation =
    held.timeline?.view ?? (held.phase === 'gone' ? undefined : row?.conversation);
  if (conversation === undefined) return null;
  const customerName = held.customerName ?? row?.customerName ?? null;
  const customer = customerLabel({ conversation, customerName }, text);
  return <Tabbed conversation={conversation} held={held} customer={customer} />;
};

export default ContextPanel;
