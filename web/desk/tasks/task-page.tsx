import { ArrowLeft, Ghost, MessagesSquare } from 'lucide-react';
import type { TaskReply } from '../../../src/contract/tasks.ts';
import { asFailure } from '../api/failure.ts';
import { useText } from '../locale/text.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { PanelSkeleton } from '../parts/panel-skeleton.tsx';
import { goTo } from '../shell/place.ts';
import { useMe } from '../state/me.ts';
import { Checklist } from './checklist.tsx';
import { GrantedMessages } from './granted-messages.tsx';
import { useTask } from './queries.ts';
import { TaskActions } from './task-actions.tsx';
import { TaskForm } from './task-facts.tsx';
import { DepartmentName, TaskDue, TaskState } from './task-parts.tsx';
import { TaskTalk } from './task-talk.tsx';
import { useDeeds } from './use-deeds.ts';

const Owner = ({ reply }: { readonly reply: TaskReply }) => {
  const text = useText();
  const me = useMe();
  const { ownerId } = reply.task;
  if (ownerId === null) return <span>{text('task.nobody')}</span>;
  return (
    <bdi data-testid="task-owner">
      {ownerId === me.agentId
        ? text('you')
        : (reply.people[ownerId]?.name ?? text('actor.colleague'))}
    </bdi>
  );
};

const Head = ({ reply, onBack }: { readonly reply: TaskReply; readonly onBack: () => void }) => {
  const text = useText();
  const { task } = reply;
  const { conversationId } = task.parent;
  return (
    <header className="flex items-start gap-2 border-b border-line px-4 py-2">
      <IconButton
        icon={ArrowLeft}
        label={text('action.back')}
        data-testid="task-back"
        className="-ms-2 md:hidden rtl:-scale-x-100"
        onClick={onBack}
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 className="text-15 font-semibold">
            <DepartmentName departmentId={task.departmentId} />
          </h2>
          <TaskState state={task.state} />
          <TaskDue task={task} />
        </div>
        <div className="flex flex-wrap gap-x-3 gap-y-0.5 text-12 text-muted">
          <bdi dir="ltr" data-testid="task-number" className="font-mono">
            {task.number}
          </bdi>
          <span>{text(`category.${task.parent.category}`)}</span>
          <span>{text(`status.${task.parent.status}`)}</span>
          {task.customer !== null && (
            <bdi dir="ltr" className="font-mono" title={text('task.customer')}>
              {task.customer}
            </bdi>
          )}
          <span>
            {text('task.owner')} <Owner reply={reply} />
          </span>
          <span>
            {text('task.told')} <Moment at={task.expectedAt} />
          </span>
        </div>
      </div>
      {conversationId !== null && (
        <Button icon={MessagesSquare} onClick={() => goTo('inbox', 'mine', conversationId)}>
          {text('task.open_case')}
        </Button>
      )}
    </header>
  );
};

/** A task: what is asked, what has to be ticked, what was said, and what can be done with it. */
export const TaskPage = ({
  taskId,
  onBack,
}: {
  readonly taskId: string;
  readonly onBack: () => void;
}) => {
  const text = useText();
  const query = useTask(taskId);
  const { onDo, ticks, lacking, setLacking } = useDeeds(taskId);
  const reply = query.data;
  if (reply === undefined) {
    if (!query.isError) return <PanelSkeleton />;
    return asFailure(query.error).status === 404 ? (
      <Empty icon={Ghost} sentence={text('error.task_not_found')} />
    ) : (
      <Failed what="failed.task" thrown={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <article data-testid="task-page" data-state={reply.task.state} className="flex h-full flex-col">
      <Head reply={reply} onBack={onBack} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll min-h-0 flex-1" tabIndex={0} aria-label={text('task.task')}>
        <div className="flex max-w-3xl flex-col gap-5 p-4">
          <TaskActions reply={reply} onDo={onDo} ticks={ticks} onLacking={setLacking} />
          <TaskForm reply={reply} />
          <Checklist reply={reply} lacking={lacking} ticks={ticks} />
          <GrantedMessages reply={reply} />
          <TaskTalk reply={reply} onDo={onDo} />
        </div>
      </section>
    </article>
  );
};
