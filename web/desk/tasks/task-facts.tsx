import type { TaskReply } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { useLocale, useText } from '../locale/text.ts';
import { CopyButton } from '../parts/copy-button.tsx';

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
