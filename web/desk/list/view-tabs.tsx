import type { DeskView } from '../../../src/contract/conversation.ts';
import { useText } from '../locale/text.ts';
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

/** The views of a list, each with how many are in it. */
export const ViewTabs = ({ lane, list }: { readonly lane: Lane; readonly list: ListHandle }) => {
  const text = useText();
  const counts = useStore(inboxCounts);
  return (
    <header className="border-b border-line">
      <h1 className="px-3 pt-3 text-15 font-semibold">
        {text(lane === 'inbox' ? 'nav.inbox' : 'nav.security')}
      </h1>
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
              {count !== undefined && (
                <span className="text-11 tabular-nums">{shortCount(count)}</span>
              )}
            </a>
          );
        })}
      </nav>
    </header>
  );
};
