import { Check } from 'lucide-react';
import { useState } from 'react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import type { TaskDeed } from './tasks-api.ts';

type Field = TaskReply['fields'][number];
const EXACT: ReadonlySet<Field['kind']> = new Set(['txid', 'address', 'number', 'date']);

const Answer = ({ field }: { readonly field: Field }) => {
  const text = useText();
  const locale = useLocale();
  const { answer, kind } = field;
  if (answer === null) return <span className="text-muted">{text('task.answer.none')}</span>;
  if (typeof answer === 'boolean') return text(answer ? 'task.answer.yes' : 'task.answer.no');
  if (kind === 'choice') {
    const option = field.options.find(({ optionId }) => optionId === answer);
    return <bdi>{option === undefined ? answer : labelIn(option.labels, locale)}</bdi>;
  }
  if (!EXACT.has(kind)) return <bdi className="break-words">{answer}</bdi>;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <bdi dir="ltr" className="min-w-0 font-mono text-12 break-all">
        {answer}
      </bdi>
      <CopyButton value={answer} />
    </span>
  );
};

/** The form as it was filled in. */
export const TaskForm = ({ reply }: { readonly reply: TaskReply }) => {
  const text = useText();
  const locale = useLocale();
  return (
    <section aria-label={text('task.form')} className="flex flex-col gap-3">
      <blockquote
        dir="auto"
        data-testid="task-request-words"
        className="border-s-2 border-line ps-3 break-words whitespace-pre-wrap"
      >
        {reply.request ?? text('task.words_gone')}
      </blockquote>
      {reply.fields.length > 0 && (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 max-md:grid-cols-1">
          {reply.fields.map((field) => (
            <div key={field.fieldId} className="contents">
              <dt className="text-muted">
                <bdi>{labelIn(field.labels, locale)}</bdi>
              </dt>
              <dd className="min-w-0" data-testid={`task-answer-${field.fieldId}`}>
                <Answer field={field} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
};

/** What has to be ticked before it can be finished. */
export const Checklist = ({
  reply,
  onDo,
}: {
  readonly reply: TaskReply;
  readonly onDo: (deed: TaskDeed) => Promise<boolean>;
}) => {
  const text = useText();
  const locale = useLocale();
  // Shown at once; what the server says of it takes its place.
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map());
  if (reply.checklist.length === 0) return null;
  const may = reply.may.includes('check');
  const tick = (itemId: string, done: boolean): void => {
    setTicked((before) => new Map([...before, [itemId, done]]));
    void onDo({ verb: 'checks', itemId, done }).finally(() =>
      setTicked((before) => new Map([...before].filter(([id]) => id !== itemId))),
    );
  };
  return (
    <section aria-label={text('task.checklist')}>
      <h3 className="pb-1 text-12 font-semibold text-muted">
        {text('task.checklist_done', { done: reply.task.done, of: reply.task.of })}
      </h3>
      <ul className="flex flex-col gap-1">
        {reply.checklist.map((item) => (
          <li key={item.itemId} className="flex flex-wrap items-center gap-x-2">
            <label className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={ticked.get(item.itemId) ?? item.doneAt !== null}
                disabled={!may}
                data-testid={`task-check-${item.itemId}`}
                onChange={(event) => tick(item.itemId, event.target.checked)}
              />
              <bdi>{labelIn(item.labels, locale)}</bdi>
            </label>
            {!item.required && <span className="text-12 text-muted">{text('task.optional')}</span>}
            {item.doneAt !== null && (
              <span className="inline-flex items-center gap-1 text-12 text-muted">
                <Check aria-hidden size={12} />
                <bdi>{reply.people[item.doneBy ?? '']?.name ?? text('actor.colleague')}</bdi>
                <Moment at={item.doneAt} form="short" />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
