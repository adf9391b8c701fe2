import { Bot, UserRound } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { createStore, useStore } from '../state/store.ts';

export const CONTEXT_TABS = ['customer', 'assistant'] as const;
export type ContextTab = (typeof CONTEXT_TABS)[number];

/** Stays as it is from one conversation to the next. */
export const contextTab = createStore<ContextTab>('customer');

/** The customer, or what the assistant thought. */
export const ContextTabs = () => {
  const text = useText();
  const current = useStore(contextTab);
  const pick = (tab: ContextTab): void => {
    contextTab.set(tab);
    document.getElementById(`context-tab-${tab}`)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={text('context.tabs')}
      className="flex shrink-0 border-b border-line px-2"
    >
      {CONTEXT_TABS.map((tab) => {
        const Icon = tab === 'customer' ? UserRound : Bot;
        return (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`context-tab-${tab}`}
            data-testid={`context-tab-${tab}`}
            aria-selected={tab === current}
            aria-controls="context-tabpanel"
            tabIndex={tab === current ? 0 : -1}
            onClick={() => pick(tab)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
              pick(tab === 'customer' ? 'assistant' : 'customer');
            }}
            className="-mb-px inline-flex h-10 items-center gap-1.5 border-b-2 border-transparent px-2 font-medium text-muted aria-selected:border-accent aria-selected:text-fg pointer-coarse:h-11"
          >
            <Icon aria-hidden size={14} />
            {text(tab)}
          </button>
        );
      })}
    </div>
  );
};
