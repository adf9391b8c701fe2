import {
  Bot,
  type LucideIcon,
  Route,
  ShieldHalf,
  Tags,
  UserRound,
  WalletCards,
} from 'lucide-react';
import { useText } from '../locale/text.ts';
import type { ContextTab } from './context-tab.ts';

const ICONS = {
  customer: UserRound,
  case: Tags,
  account: WalletCards,
  security: ShieldHalf,
  traces: Route,
  assistant: Bot,
} as const satisfies Readonly<Record<ContextTab, LucideIcon>>;

/** How far an arrow key goes among the tabs: to the neighbour, round and round. */
const neighbour = (
  tabs: readonly ContextTab[],
  current: ContextTab,
  by: number,
): ContextTab | undefined => tabs.at((tabs.indexOf(current) + by) % tabs.length);

const stepOf = (key: string): number => {
  const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (key === forwards) return 1;
  return key === 'ArrowLeft' || key === 'ArrowRight' ? -1 : 0;
};

/** What stands beside the conversation: the chosen one with its name, the others by their pictures. */
export const ContextTabs = ({
  tabs,
  current,
  onPick,
}: {
  readonly tabs: readonly ContextTab[];
  readonly current: ContextTab;
  readonly onPick: (tab: ContextTab) => void;
}) => {
  const text = useText();
  const pick = (tab: ContextTab): void => {
    onPick(tab);
    document.getElementById(`context-tab-${tab}`)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={text('context.tabs')}
      className="flex shrink-0 border-b border-line px-2"
    >
      {tabs.map((tab) => {
        const Icon = ICONS[tab];
        const name = text(`context.tab.${tab}`);
        const chosen = tab === current;
        return (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`context-tab-${tab}`}
            data-testid={`context-tab-${tab}`}
            aria-selected={chosen}
            aria-controls="context-tabpanel"
            aria-label={name}
            title={name}
            tabIndex={chosen ? 0 : -1}
            onClick={() => pick(tab)}
            onKeyDown={(event) => {
              const by = stepOf(event.key);
              const next = by === 0 ? undefined : neighbour(tabs, current, by);
              if (next !== undefined) pick(next);
            }}
            className="-mb-px inline-flex h-10 min-w-9 items-center justify-center gap-1.5 border-b-2 border-transparent px-2 font-medium text-muted hover:text-fg aria-selected:border-accent aria-selected:text-fg pointer-coarse:h-11 pointer-coarse:min-w-11"
          >
            <Icon aria-hidden size={16} className="shrink-0" />
            {chosen && <span className="truncate">{name}</span>}
          </button>
        );
      })}
    </div>
  );
};
