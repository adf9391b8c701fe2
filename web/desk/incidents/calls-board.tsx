import { Phone } from 'lucide-react';
import { customerLabel } from '../list/row-parts.tsx';
import { useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { goTo } from '../shell/place.ts';
import { useSecond } from '../state/now.ts';
import { useCalls } from './calls-api.ts';

/** Whom to call back, those that are due first; nothing where nobody is. */
export const CallsBoard = () => {
  const text = useText();
  const now = useSecond();
  const calls = useCalls().data?.calls ?? [];
  if (calls.length === 0) return null;
  return (
    <section aria-labelledby="calls-title" data-testid="calls" className="mx-4 mt-4">
      <h2 id="calls-title" className="mb-1 font-semibold">
        {text('calls.title', { count: calls.length })}
      </h2>
      <ul className="overflow-hidden rounded-10 border border-line">
        {calls.map(({ row, from, by, tries }) => {
          const { id, number, category } = row.conversation;
          const isLate = now > by;
          return (
            <li key={id} className="border-b border-line last:border-b-0">
              <a
                href={`/desk/inbox/all/${id}`}
                data-testid="call-row"
                data-conversation-id={id}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                  event.preventDefault();
                  goTo('inbox', 'all', id);
                }}
                className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 hover:bg-surface"
              >
                <Phone aria-hidden size={14} className={isLate ? 'text-danger' : 'text-muted'} />
                <span className={isLate ? 'font-semibold text-danger' : 'font-medium'}>
                  {text(isLate ? 'calls.late' : now < from ? 'calls.from' : 'calls.by')}{' '}
                  <Moment at={now < from ? from : by} form="short" />
                </span>
                <bdi className="min-w-0 truncate">{customerLabel(row, text)}</bdi>
                <bdi dir="ltr" className="font-mono text-12 text-muted">
                  {number}
                </bdi>
                <span className="text-12 text-muted">{text(`category.${category}`)}</span>
                {tries > 0 && <Chip>{text('calls.tries', { count: tries })}</Chip>}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
