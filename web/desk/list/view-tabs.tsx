import { Pencil, Plus } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { SavedView } from '../../../src/contract/views.ts';
import {
  isPersonal,
  isReadyMade,
  PERSONAL_VIEWS,
  READY_MADE_VIEWS,
  type ReadyMadeView,
} from '../../../src/core/views/ready-made.ts';
import { runAction } from '../actions/handlers.ts';
import { count as inDigits } from '../locale/number.ts';
import { useLocale, useText, withWholeText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { STATUS_COLOURS, STATUS_ICONS, useOwn } from '../shell/agent-status.tsx';
import { goTo, type Lane } from '../shell/place.ts';
import { useStore } from '../state/store.ts';
import { loadSavedViews, savedViews, viewCounts } from '../views/saved-views.ts';
import type { ListHandle } from './list-store.ts';

const ViewForm = lazy(() => withWholeText(() => import('../views/view-form.tsx')));

const LANE_VIEWS: Readonly<Record<Lane, readonly ReadyMadeView[]>> = {
  inbox: READY_MADE_VIEWS,
  security: ['waiting_on_us', 'unassigned', 'solved', 'all'],
};
/** The server stops counting here. */
const COUNTED_TO = 1_000;

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

interface TabProps {
  readonly lane: Lane;
  readonly view: string;
  readonly name: string;
  readonly here: boolean;
}

const Tab = ({ lane, view, name, here }: TabProps) => {
  const counts = useStore(viewCounts);
  const locale = useLocale();
  const count = lane === 'inbox' ? counts?.[view] : undefined;
  const shown = count === undefined ? '' : inDigits(Math.min(count, COUNTED_TO), locale);
  return (
    <a
      href={`/desk/${lane}/${view}`}
      data-testid={isReadyMade(view) || isPersonal(view) ? `view-${view}` : 'saved-view'}
      aria-current={here ? 'page' : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo(lane, view, null);
      }}
      className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface hover:text-fg aria-[current=page]:bg-sel aria-[current=page]:text-accent pointer-coarse:h-11"
    >
      <bdi className="truncate">{name}</bdi>
      {lane === 'inbox' && (
        // Its place is kept: counts arrive after the tabs and change while one reads them.
        <span className="min-w-[2ch] text-11 tabular-nums">
          {shown}
          {count !== undefined && count > COUNTED_TO && '+'}
        </span>
      )}
    </a>
  );
};

/** The form for a new view, or for one that may be changed. */
const useForm = () => {
  const [editing, setEditing] = useState<SavedView | 'new' | null>(null);
  const form =
    editing === null ? null : (
      <Suspense>
        <ViewForm view={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      </Suspense>
    );
  return { setEditing, form };
};

/** The views of a list, each with how many are in it. */
export const ViewTabs = ({ lane, list }: { readonly lane: Lane; readonly list: ListHandle }) => {
  const text = useText();
  const saved = useStore(savedViews);
  const { setEditing, form } = useForm();
  const { view: here } = list.key;
  useEffect(() => {
    void loadSavedViews();
  }, []);
  const own = lane === 'inbox' ? (saved ?? []) : [];
  const current = own.find(({ id, mayChange }) => id === here && mayChange);
  return (
    <header className="border-b border-line">
      <div className="flex items-center gap-1 ps-3 pe-2 pt-2">
        <h1 className="flex-1 text-15 font-semibold">
          {text(lane === 'inbox' ? 'nav.inbox' : 'nav.security')}
        </h1>
        {current !== undefined && (
          <IconButton
            icon={Pencil}
            label={text('views.edit')}
            data-testid="view-edit"
            onClick={() => setEditing(current)}
          />
        )}
        {lane === 'inbox' && (
          <IconButton
            icon={Plus}
            label={text('views.new')}
            data-testid="view-new"
            onClick={() => setEditing('new')}
          />
        )}
      </div>
      {lane === 'inbox' && <NotAvailable />}
      <nav
        aria-label={text('views.label')}
        className="scroll flex max-h-40 flex-wrap gap-1 px-2 py-2"
      >
        {LANE_VIEWS[lane].map((view) => (
          <Tab
            key={view}
            lane={lane}
            view={view}
            name={text(`view.${view}`)}
            here={view === here}
          />
        ))}
        {lane === 'inbox' &&
          PERSONAL_VIEWS.map((view) => (
            <Tab
              key={view}
              lane={lane}
              view={view}
              name={text(`view.${view}`)}
              here={view === here}
            />
          ))}
        {own.map(({ id, name }) => (
          <Tab key={id} lane={lane} view={id} name={name} here={id === here} />
        ))}
      </nav>
      {form}
    </header>
  );
};
