import { AtSign, Bell, BellRing, CheckCheck } from 'lucide-react';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { showFailure } from '../state/change-conversation.ts';
import { markNewsRead, newsText, useNews } from './news.ts';

const ICONS = { mention: AtSign, followed: Bell, alarm: BellRing } as const;

/** Where this person was named, and what happened in what they follow. */
export const MentionsScreen = () => {
  const text = useText();
  const query = useNews();
  const news = query.data?.news ?? [];
  const unread =
    query.data === undefined
      ? 0
      : query.data.unread.mention + query.data.unread.followed + query.data.unread.alarm;
  const readAll = (): void => {
    markNewsRead({}).catch((thrown: unknown) => showFailure('failed.news', thrown));
  };
  return (
    <Screen
      title={text('nav.mentions')}
      actions={
        unread > 0 && (
          <Button icon={CheckCheck} data-testid="news-read-all" onClick={readAll}>
            {text('news.read_all')}
          </Button>
        )
      }
    >
      {query.isPending && <ScreenSkeleton />}
      {query.isError && (
        <Failed what="failed.news" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && news.length === 0 && (
        <Empty icon={AtSign} sentence={text('news.empty')} />
      )}
      <ul>
        {news.map((item) => {
          const Icon = ICONS[item.kind];
          const { id, category } = item.row.conversation;
          return (
            <li key={item.newsId}>
              <a
                href={`/desk/inbox/all/${id}`}
                data-testid="news-item"
                data-unread={item.readAt === null}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  goTo('inbox', 'all', id);
                }}
                className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-2 hover:bg-surface"
              >
                <Icon
                  aria-hidden
                  size={16}
                  className={item.readAt === null ? 'shrink-0 text-accent' : 'shrink-0 text-muted'}
                />
                <span className="flex min-w-0 flex-1 flex-col">
                  <bdi className={item.readAt === null ? 'font-semibold' : ''}>
                    {newsText(item, text)}
                  </bdi>
                  <span className="truncate text-12 text-muted">
                    {text(`category.${category}`)}
                    {item.readAt === null && (
                      <span className="sr-only"> {text('news.unread')}</span>
                    )}
                  </span>
                </span>
                <Moment at={item.at} form="short" className="text-12 text-muted" />
              </a>
            </li>
          );
        })}
      </ul>
    </Screen>
  );
};
