import { useQuery } from '@tanstack/react-query';
import type { NewsItem, NewsList } from '../../../src/contract/watching.ts';
import { request } from '../api/request.ts';
import { currentText, hasText, type Text } from '../locale/text.ts';
import { goTo } from '../shell/place.ts';
import { onFrame } from '../state/live.ts';
import { queryClient } from '../state/queries.ts';
import { showToast } from '../state/toasts.ts';
import { recount } from '../views/saved-views.ts';

const NEWS = ['news'] as const;
/** Without a line it is still asked for so often. */
const EVERY_MS = 60_000;

const getNews = (): Promise<NewsList> => request('GET', '/api/desk/news');

export const useNews = () =>
  useQuery({ queryKey: NEWS, queryFn: getNews, staleTime: 10_000, refetchInterval: EVERY_MS });

/** How much this person has not read: where they were named, and what they follow. */
export const useUnreadNews = (): number => {
  const unread = useNews().data?.unread;
  return unread === undefined ? 0 : unread.mention + unread.followed + unread.alarm;
};

export const markNewsRead = async (what: { readonly conversationId?: string }): Promise<void> => {
  const { unread } = await request<Pick<NewsList, 'unread'>>('POST', '/api/desk/news/read', {
    body: what,
  });
  queryClient.setQueryData<NewsList>(NEWS, (before) => before && { ...before, unread });
  void queryClient.invalidateQueries({ queryKey: NEWS });
  void recount();
};

/** What happened, in one sentence. */
export const newsText = (item: NewsItem, text: Text): string => {
  const { number } = item.row.conversation;
  const by = item.by ?? text('actor.colleague');
  if (item.kind === 'mention') return text('news.mention', { by, number });
  if (item.kind === 'alarm') return text(`news.alarm.${item.what as 'task_returned'}`, { number });
  const key = `news.followed.${item.what}`;
  return hasText(key) ? text(key, { number, by }) : text('news.followed', { number });
};

/** Says at once what is new for this person. Returns what ends it. */
export const listenNews = (): (() => void) => {
  const told = new Set<string>();
  return onFrame('news', () => {
    getNews()
      .then((list) => {
        queryClient.setQueryData(NEWS, list);
        const [newest] = list.news.filter(
          ({ newsId, readAt }) => readAt === null && !told.has(newsId),
        );
        for (const { newsId } of list.news) told.add(newsId);
        if (newest === undefined) return;
        const text = currentText();
        showToast({
          text: newsText(newest, text),
          undo: () => goTo('inbox', 'all', newest.row.conversation.id),
          undoLabel: text('news.open'),
        });
      })
      // Told again with the next one, or when the screen is opened.
      .catch(() => undefined);
  });
};
