import { useInfiniteQuery } from '@tanstack/react-query';
import { Search, SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { SearchReply } from '../../../src/contract/search.ts';
import { useAction } from '../actions/handlers.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed, failureText } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { rowStore } from '../state/rows.ts';
import { useStore } from '../state/store.ts';
import { FilterChips } from './filter-chips.tsx';
import { HitRow } from './hit-row.tsx';
import { ask, asked, jumped, left } from './last-search.ts';
import { searchConversations } from './search-api.ts';

/** Whoever reads what was found comes back to the same results. */
const KEEP_MS = 20 * 60_000;

const useSearch = (q: string) =>
  useInfiniteQuery({
    queryKey: ['search', q],
    queryFn: async ({ pageParam, signal }): Promise<SearchReply> => {
      const reply = await searchConversations(q, pageParam, signal);
      rowStore.put(reply.hits.map(({ row }) => row));
      return reply;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: SearchReply) => last.nextCursor,
    enabled: q !== '',
    retry: false,
    // What is shown is recorded as seen: it is asked for when somebody asks, not again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP_MS,
  });

/** Each conversation once, where it was found first. */
const hitsOf = (pages: readonly SearchReply[]): SearchReply['hits'] => {
  const seen = new Set<string>();
  return pages
    .flatMap(({ hits }) => hits)
    .filter(({ row }) => {
      const { id } = row.conversation;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
};

const Results = ({ q }: { readonly q: string }) => {
  const text = useText();
  const query = useSearch(q);
  const pages = query.data?.pages ?? [];
  const hits = hitsOf(pages);
  const last = pages.at(-1);
  const jump = last?.understood.number != null ? hits[0]?.row.conversation.id : undefined;
  useEffect(() => {
    // A number is one conversation: nobody wants to choose from a list of one.
    if (jump === undefined || jumped.get() === jump) return;
    jumped.set(jump);
    left.set({ conversationId: jump, scrollTop: 0 });
    goTo('inbox', 'all', jump);
  }, [jump]);
  const list = useRef<HTMLUListElement>(null);
  const isShown = hits.length > 0;
  useEffect(() => {
    const before = left.get();
    const scroller = list.current?.closest('.scroll');
    if (!isShown || before === null || scroller == null) return;
    scroller.scrollTop = before.scrollTop;
    list.current?.querySelector<HTMLElement>('[data-left]')?.focus({ preventScroll: true });
  }, [isShown]);
  if (query.isPending) return <ScreenSkeleton />;
  if (query.isError && pages.length === 0) {
    return !asFailure(query.error).mayRetry ? (
      <Empty icon={SearchX} sentence={failureText(asFailure(query.error), text)} />
    ) : (
      <Failed what="failed.search" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <>
      <p role="status" className="sr-only">
        {text('search.found', { count: hits.length })}
      </p>
      {last?.complete === false && (
        <p className="border-b border-line bg-surface px-4 py-2 text-12 text-muted">
          {text('search.incomplete')}
        </p>
      )}
      {hits.length === 0 && last?.nextCursor === null && (
        <Empty icon={SearchX} sentence={text('search.nothing')} />
      )}
      <ul ref={list}>
        {hits.map((hit) => (
          <HitRow key={hit.row.conversation.id} hit={hit} />
        ))}
      </ul>
      {last?.nextCursor != null && (
        <div className="flex flex-wrap items-center justify-center gap-3 p-4">
          {last.searchedTo !== null && (
            <span className="text-12 text-muted">
              {text('search.searched_to')} <Moment at={last.searchedTo} form="short" />
            </span>
          )}
          <Button
            busy={query.isFetchingNextPage}
            data-testid="search-more"
            onClick={() => void query.fetchNextPage()}
          >
            {text('search.more')}
          </Button>
        </div>
      )}
    </>
  );
};

const FILTERS =
  'status: priority: category: tier: locale: tag: team: assignee: customer: after:2026-01-31 before:2026-03-01';

/** Everything that was said, by words, number, customer and filters. */
export const SearchScreen = () => {
  const text = useText();
  const q = useStore(asked);
  const [typed, setTyped] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  useAction('search', () => field.current?.select(), 1);
  useEffect(() => {
    if (left.get() === null) field.current?.focus();
  }, []);
  const askFor = (next: string): void => {
    setTyped(next);
    ask(next);
  };
  return (
    <Screen title={text('nav.search')}>
      <search className="sticky top-0 z-10 block border-b border-line bg-bg">
        <form
          className="flex gap-2 px-4 py-3"
          onSubmit={(event) => {
            event.preventDefault();
            askFor(typed);
          }}
        >
          <input
            ref={field}
            type="search"
            // An empty field is as wide as the screen's own direction, for its placeholder.
            dir={typed === '' ? undefined : 'auto'}
            maxLength={400}
            className="control flex-1"
            data-testid="search-field"
            aria-label={text('nav.search')}
            placeholder={text('search.placeholder')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" tone="primary" icon={Search} data-testid="search-submit">
            {text('search.go')}
          </Button>
        </form>
        <FilterChips q={typed} onChange={askFor} />
      </search>
      {q === '' ? (
        <Empty icon={Search} sentence={text('search.hint')}>
          <bdi dir="ltr" className="max-w-72 font-mono text-12 text-muted">
            {FILTERS}
          </bdi>
        </Empty>
      ) : (
        <Results key={q} q={q} />
      )}
    </Screen>
  );
};
