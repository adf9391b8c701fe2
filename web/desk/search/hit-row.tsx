import { UserSearch } from 'lucide-react';
import type { SearchHit } from '../../../src/contract/search.ts';
import { soughtPlace } from '../conversation/sought.ts';
import { customerLabel, TierChip } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { goTo } from '../shell/place.ts';
import { useStore } from '../state/store.ts';
import { left } from './last-search.ts';

type Message = NonNullable<SearchHit['message']>;

/** Words with what was looked for in them. */
const Marked = ({ text, marks }: Pick<Message, 'text' | 'marks'>) => {
  const parts = marks.map(({ start, end }, at) => ({
    before: text.slice(marks[at - 1]?.end ?? 0, start),
    found: text.slice(start, end),
    start,
  }));
  return (
    <>
      {parts.map(({ before, found, start }) => (
        <span key={start}>
          {before}
          <mark className="rounded-4 bg-sel font-semibold text-fg">{found}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.end ?? 0)}
    </>
  );
};

/** A conversation that was found, with the words it was found by. */
export const HitRow = ({ hit }: { readonly hit: SearchHit }) => {
  const text = useText();
  const { row, message, named } = hit;
  const { conversation } = row;
  const hash = message === null ? undefined : soughtPlace(message);
  const isLeft = useStore(left)?.conversationId === conversation.id;
  return (
    <li className="border-b border-line">
      <a
        href={`/desk/inbox/all/${conversation.id}${hash === undefined ? '' : `#${hash}`}`}
        data-testid="search-hit"
        data-conversation-id={conversation.id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          const scroller = event.currentTarget.closest<HTMLElement>('.scroll');
          left.set({ conversationId: conversation.id, scrollTop: scroller?.scrollTop ?? 0 });
          goTo('inbox', 'all', conversation.id, hash);
        }}
        data-left={isLeft || undefined}
        className="flex flex-col gap-1 px-4 py-2.5 hover:bg-surface data-left:bg-sel"
      >
        <span className="flex min-w-0 flex-wrap items-center gap-1.5">
          <bdi className="truncate font-medium">{customerLabel(row, text)}</bdi>
          {named !== null && (
            <Chip icon={UserSearch} tone="accent">
              {text(`search.named.${named}`)}
            </Chip>
          )}
          <TierChip tier={conversation.tier} />
          <Chip>{text(`status.${conversation.status}`)}</Chip>
          <bdi dir="ltr" className="font-mono text-12 text-muted">
            {conversation.number}
          </bdi>
          <span className="flex-1" />
          <Moment
            at={message?.at ?? conversation.lastMessageAt ?? conversation.createdAt}
            form="short"
            className="text-12 text-muted"
          />
        </span>
        <p dir="auto" className="line-clamp-2 break-words text-muted ltr:text-left rtl:text-right">
          {message === null ? (
            row.lastLine === '' ? (
              text('row.no_words')
            ) : (
              row.lastLine
            )
          ) : (
            <Marked text={message.text} marks={message.marks} />
          )}
        </p>
        <span className="text-12 text-muted">
          {text(`category.${conversation.category}`)}
          {conversation.case.tags.map((tag) => (
            <bdi key={tag} className="ms-2">
              #{tag}
            </bdi>
          ))}
        </span>
      </a>
    </li>
  );
};
