import type { DeskView } from '../../../src/contract/conversation.ts';
import { runAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { STATUS_COLOURS, STATUS_ICONS, useOwn } from '../shell/agent-status.tsx';
import { goTo, type Lane } from '../shell/place.ts';
import { DESK_VIEWS } from '../shell/views.ts';
import { useStore } from '../state/store.ts';
import { inboxCounts, type ListHandle } from './list-store.ts';

const LANE_VIEWS: Readonly<Record<Lane, readonly DeskView[]>> = {
  inbox: DESK_VIEWS,
  security: ['waiting_on_us', 'unassigned', 'solved', 'all'],
};
/** The server stops counting here. */
const COUNTED_TO = 1_000;

const shortCount = (count: number): string => (count >= COUNTED_TO ? '999+' : String(count));

/** New work comes only to those who say that they are available. */
const NotAvailable = () => {
  const text = useText();
  const { status } = useOwn();
  if (status === 'available') return null;
  const Icon = STATUS_ICONS[status];
  return (
    <p className="mx-3 mt-2 flex items-center gap-2 rounded-6 border border-line bg-surface py-1 ps-2.5 pe-1">
      <Icon aria-hidden size={14} className={`shrink-0 ${STATUS_COLOURS[status]}`} />
      <span className="min-w-0 flex-1 text-12">{text('list.not_available')}</span>
      <Button
        tone="quiet"
        className="text-accent"
        data-testid="go-available"
        onClick={() => runAction('set_available')}
      >
        {text('agent_status.available')}
      </Button>
    </p>
  );
};

/** The views of a list, each with how many are in it. */
export const ViewTabs = ({ lane, list }: { readonly lane: Lane; readonly list: ListHandle }) => {
  const text = useText();
  const counts = useStore(inboxCounts);
  return (
    <header className="border-b border-line">
      <h1 className="px-3 pt-3 text-15 font-semibold">
        {text(lane === 'inbox' ? 'nav.inbox' : 'nav.security')}
      </h1>
      {lane === 'inbox' && <NotAvailable />}
      <nav aria-label={text('views.label')} className="flex flex-wrap gap-1 px-2 py-2">
        {LANE_VIEWS[lane].map((view) => {
          const count = lane === 'inbox' ? counts?.[view] : undefined;
          return (
            <a
              key={view}
              href={`/desk/${lane}/${view}`}
              data-testid={`view-${view}`}
              aria-current={view === list.key.view ? 'page' : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                goTo(lane, view, null);
              }}
              className="inline-flex h-7 items-center gap-1.5 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface hover:text-fg aria-[current=page]:bg-sel aria-[current=page]:text-accent pointer-coarse:h-11"
            >
              {text(`view.${view}`)}
              {lane === 'inbox' && (
                // Its place is kept: counts arrive after the tabs and change while one reads them.
                <span className="min-w-[2ch] text-11 tabular-nums">
                  {count === undefined ? '' : shortCount(count)}
                </span>
              )}
            </a>
          );
        })}
      </nav>
    </header>
  );
};
