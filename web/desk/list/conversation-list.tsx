import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp, Inbox, RotateCw } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { isPersonal, isReadyMade } from '../../../src/core/views/ready-made.ts';
import { useAction } from '../actions/handlers.ts';
import { BulkBar } from '../bulk/bulk-bar.tsx';
import { selection, selectTo, toggleSelected } from '../bulk/selection.ts';
import { type TextKey, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { goTo, type Lane } from '../shell/place.ts';
import { preferences } from '../state/me.ts';
import { useStore } from '../state/store.ts';
import { ConversationRow, rowElementId } from './conversation-row.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import type { ListHandle } from './list-store.ts';
import { ViewTabs } from './view-tabs.tsx';

const HEIGHTS = { comfortable: 72, compact: 44 } as const;

interface ListProps {
  readonly lane: Lane;
  readonly list: ListHandle;
  readonly selected: string | null;
  readonly onOpen: (id: string) => void;
}

/** Nothing that is shown may move while the pointer, the keyboard or the scroll position is among the rows. */
const useHold = (list: ListHandle) => {
  const reasons = useRef({ pointer: false, focus: false, scrolled: false });
  useEffect(() => () => list.hold(false), [list]);
  return (change: Partial<typeof reasons.current>): void => {
    Object.assign(reasons.current, change);
    const held = Object.values(reasons.current).some(Boolean);
    list.hold(held);
    // A list that nobody holds and nobody has scrolled comes to rest by itself.
    if (!held) list.showArrivals();
  };
};

const Arrivals = ({ count, onShow }: { readonly count: number; readonly onShow: () => void }) => {
  const text = useText();
  useAction('show_arrivals', count > 0 ? onShow : null);
  if (count === 0) return null;
  return (
    <button
      type="button"
      data-testid="arrivals"
      onClick={onShow}
      className="enter absolute inset-x-0 top-2 z-10 mx-auto flex h-8 w-fit items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-accent-fg shadow-lift"
    >
      <ArrowUp aria-hidden size={14} />
      {text('list.arrived', { count })}
    </button>
  );
};

const Rows = ({ list, selected, onOpen }: Omit<ListProps, 'lane'>) => {
  const text = useText();
  const state = useStore(list.list);
  const { more } = useStore(list.status);
  const { density } = useStore(preferences);
  const compact = density === 'compact';
  const height = HEIGHTS[compact ? 'compact' : 'comfortable'];
  const scroller = useRef<HTMLDivElement>(null);
  const hold = useHold(list);
  const [active, setActive] = useState<string | null>(null);
  const { order } = state;
  // The same functions for the same rows: otherwise all ten thousand would be measured again for each batch.
  const estimateSize = useCallback(() => height, [height]);
  const getItemKey = useCallback((at: number) => order[at] ?? at, [order]);
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height moves every row
  useEffect(() => rows.measure(), [height]);
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= order.length - 20 && more === 'idle') list.loadMore();
  }, [last, order.length, more, list]);
  useEffect(() => {
    if (selected === null) return;
    setActive(selected);
    const at = list.list.get().order.indexOf(selected);
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [selected, list, rows.scrollToIndex]);
  const moveTo = (at: number): void => {
    const id = order[Math.max(0, Math.min(order.length - 1, at))];
    if (id === undefined) return;
    setActive(id);
    rows.scrollToIndex(order.indexOf(id), { align: 'auto' });
  };
  const press = (event: KeyboardEvent): void => {
    const here = active === null ? -1 : order.indexOf(active);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 1);
    const target = {
      ArrowDown: here + 1,
      ArrowUp: Math.max(0, here - 1),
      Home: 0,
      End: order.length - 1,
      PageDown: here + page,
      PageUp: Math.max(0, here - page),
    }[event.key];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && active !== null) onOpen(active);
    else return;
    event.preventDefault();
  };
  const openActive = (): void => {
    if (active !== null) onOpen(active);
  };
  useAction('open', active === null ? null : openActive);
  const chosen = useStore(selection);
  useAction('select', active === null ? null : () => toggleSelected(active));
  const choose = useCallback(
    (id: string, range: boolean): void => {
      if (range) selectTo(id, list.list.get().order);
      else toggleSelected(id);
    },
    [list],
  );
  return (
    <div className="relative min-h-0 flex-1">
      <Arrivals
        count={state.arrived.size}
        onShow={() => {
          list.showArrivals();
          scroller.current?.scrollTo({ top: 0 });
        }}
      />
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label={text('list.label')}
        aria-multiselectable
        data-testid="conversation-list"
        aria-activedescendant={
          active !== null && shown.some((row) => row.key === active)
            ? rowElementId(active)
            : undefined
        }
        onKeyDown={press}
        onPointerEnter={() => hold({ pointer: true })}
        onPointerLeave={() => hold({ pointer: false })}
        onFocus={() => hold({ focus: true })}
        onBlur={() => hold({ focus: false })}
        onScroll={(event) => hold({ scrolled: event.currentTarget.scrollTop > 4 })}
        className="group/list scroll h-full contain-strict !outline-none"
      >
        <div className="relative" style={{ height: rows.getTotalSize() }} role="presentation">
          {shown.map(({ index, key, start }) => (
            <ConversationRow
              key={key}
              id={String(key)}
              position={index + 1}
              of={state.complete ? order.length : -1}
              top={start}
              height={height}
              selected={key === selected}
              active={key === active}
              departed={state.departed.has(String(key))}
              compact={compact}
              chosen={chosen.has(String(key))}
              selecting={chosen.size > 0}
              onSelect={choose}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
      {more === 'failed' && (
        <div className="absolute inset-x-0 bottom-0 flex items-center justify-between gap-2 border-t border-line bg-surface px-3 py-2">
          <span>{text('failed.more')}</span>
          <Button icon={RotateCw} onClick={list.loadMore}>
            {text('retry')}
          </Button>
        </div>
      )}
    </div>
  );
};

const emptyText = (lane: Lane, view: string): TextKey => {
  if (lane === 'security') return 'empty.security';
  return isReadyMade(view) || isPersonal(view) ? `empty.${view}` : 'empty.saved_view';
};

/** The list: its views, and the conversations of the chosen one. */
export const ConversationList = (props: ListProps) => {
  const text = useText();
  const { phase, failure } = useStore(props.list.status);
  const { density } = useStore(preferences);
  const state = useStore(props.list.list);
  const empty = phase === 'ready' && state.order.length === 0 && state.arrived.size === 0;
  const { view } = props.list.key;
  return (
    <section aria-label={text('list.region')} className="flex min-h-0 flex-1 flex-col">
      <ViewTabs lane={props.lane} list={props.list} />
      {phase === 'loading' && (
        <ListSkeleton height={HEIGHTS[density === 'compact' ? 'compact' : 'comfortable']} />
      )}
      {phase === 'failed' && (
        <Failed what="failed.list" thrown={failure} onRetry={props.list.reload} />
      )}
      {empty && (
        <Empty icon={Inbox} sentence={text(emptyText(props.lane, view))}>
          {props.lane === 'inbox' && view === 'mine' && <EmptyAction />}
        </Empty>
      )}
      {phase === 'ready' && !empty && <Rows {...props} key={view} />}
      <BulkBar key={`bulk ${view}`} order={state.order} />
    </section>
  );
};

const EmptyAction = () => {
  const text = useText();
  return (
    <a
      href="/desk/inbox/unassigned"
      className="rounded-6 border border-input px-3 py-1.5 font-medium hover:bg-surface"
      onClick={(event) => {
        event.preventDefault();
        goTo('inbox', 'unassigned', null);
      }}
    >
      {text('empty.mine.action')}
    </a>
  );
};
