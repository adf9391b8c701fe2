import { Check, TriangleAlert } from 'lucide-react';
import { useId, useRef } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Moment } from '../parts/moment.tsx';
import { useFocusInvalid } from './focus-invalid.ts';
import type { Lacking, Ticks } from './use-deeds.ts';

type Item = TaskReply['checklist'][number];

const Line = ({
  item,
  by,
  checked,
  isLacking,
  mayTick,
  onTick,
}: {
  readonly item: Item;
  readonly by: string;
  readonly checked: boolean;
  readonly isLacking: boolean;
  readonly mayTick: boolean;
  readonly onTick: (done: boolean) => void;
}) => {
  const text = useText();
  const locale = useLocale();
  const why = useId();
  return (
    <li
      className={`flex flex-wrap items-center gap-x-2 ps-1.5 ${isLacking ? 'border-s-2 border-danger' : 'border-s-2 border-transparent'}`}
    >
      <label className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={checked}
          disabled={!mayTick}
          aria-invalid={isLacking || undefined}
          aria-describedby={isLacking ? why : undefined}
          data-testid={`task-check-${item.itemId}`}
          onChange={(event) => onTick(event.target.checked)}
        />
        <bdi>{labelIn(item.labels, locale)}</bdi>
      </label>
      {isLacking && (
        <span id={why} className="inline-flex items-center gap-1 text-12 text-danger">
          <TriangleAlert aria-hidden size={12} />
          {text('task.check_first')}
        </span>
      )}
      {!item.required && <span className="text-12 text-muted">{text('task.optional')}</span>}
      {item.doneAt !== null && (
        <span className="inline-flex items-center gap-1 text-12 text-muted">
          <Check aria-hidden size={12} />
          <bdi>{by}</bdi>
          <Moment at={item.doneAt} form="short" />
        </span>
      )}
    </li>
  );
};

/** What has to be ticked before it can be finished; what was found lacking is marked, and the first of it has the focus. */
export const Checklist = ({
  reply,
  lacking,
  ticks: { isTicked, tick },
}: {
  readonly reply: TaskReply;
  readonly lacking: Lacking | null;
  readonly ticks: Ticks;
}) => {
  const text = useText();
  const list = useRef<HTMLElement>(null);
  useFocusInvalid(list, lacking);
  if (reply.checklist.length === 0) return null;
  const open = reply.checklist.filter((item) => item.required && !isTicked(item));
  const left = lacking === null ? [] : open.filter(({ itemId }) => lacking.includes(itemId));
  return (
    <section ref={list} aria-label={text('task.checklist')}>
      <h3 className="pb-1 text-12 font-semibold text-muted">
        {text('task.checklist_done', { done: reply.task.done, of: reply.task.of })}
      </h3>
      {left.length > 0 && (
        <p role="alert" data-testid="checklist-lacking" className="pb-1 text-danger">
          {text('task.check_left', { count: left.length })}
        </p>
      )}
      <ul className="flex flex-col gap-1">
        {reply.checklist.map((item) => (
          <Line
            key={item.itemId}
            item={item}
            by={reply.people[item.doneBy ?? '']?.name ?? text('actor.colleague')}
            checked={isTicked(item)}
            isLacking={left.includes(item)}
            mayTick={reply.may.includes('check')}
            onTick={(done) => tick(item.itemId, done)}
          />
        ))}
      </ul>
    </section>
  );
};
