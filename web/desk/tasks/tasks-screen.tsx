import { useParams } from '@tanstack/react-router';
import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import type { TaskListReply, TaskRow } from '../../../src/contract/tasks.ts';
import { useAction } from '../actions/handlers.ts';
import { useText } from '../locale/text.ts';
import { Empty } from '../parts/empty.tsx';
import { Failed } from '../parts/failure.tsx';
import { ScreenSkeleton } from '../parts/screen-skeleton.tsx';
import { go } from '../shell/navigate.ts';
import { isLead, useMe } from '../state/me.ts';
import { PassedAround } from './passed-around.tsx';
import { useIsMember, useTaskList } from './queries.ts';
import { TaskPage } from './task-page.tsx';
import { DepartmentName, TaskDue, TaskState, UnseenMark } from './task-parts.tsx';
import type { TaskListView } from './tasks-api.ts';

type Tab = TaskListView | 'passed';

const openTask = (taskId: string | null): void =>
  taskId === null ? go({ to: '/tasks' }) : go({ to: '/tasks/$taskId', params: { taskId } });

const Row = ({
  task,
  people,
  selected,
  asked,
}: {
  readonly task: TaskRow;
  readonly people: TaskListReply['people'];
  readonly selected: boolean;
  /** In the list of what this person asked for. */
  readonly asked: boolean;
}) => {
  const text = useText();
  const isNews = asked && task.unseen;
  return (
    <li>
      <a
        href={`/desk/tasks/${task.taskId}`}
        data-testid="task-row"
        data-task-id={task.taskId}
        aria-current={selected ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          openTask(task.taskId);
        }}
        className="flex min-h-[72px] flex-col justify-center gap-1 border-b border-line px-3 py-2 hover:bg-surface aria-[current]:bg-sel"
      >
        <span className="flex items-center gap-2">
          <bdi dir="ltr" className="font-mono text-12">
            {task.number}
          </bdi>
          <TaskState state={task.state} />
          {isNews && <UnseenMark />}
          <span className="flex-1" />
          <TaskDue task={task} />
        </span>
        <span
          dir="auto"
          className={`truncate py-0.5 ltr:text-left rtl:text-right ${isNews ? 'font-semibold' : ''}`}
        >
          {task.firstLine === '' ? text('task.words_gone') : task.firstLine}
        </span>
        <span className="flex flex-wrap gap-x-2 text-12 text-muted">
          <DepartmentName departmentId={task.departmentId} />
          <span>{text(`category.${task.parent.category}`)}</span>
          {task.ownerId !== null && (
            <bdi>{people[task.ownerId]?.name ?? text('actor.colleague')}</bdi>
          )}
        </span>
      </a>
    </li>
  );
};

const Tabs = ({
  tab,
  tabs,
  counts,
  onPick,
}: {
  readonly tab: Tab;
  readonly tabs: readonly Tab[];
  readonly counts: TaskListReply['counts'] | undefined;
  readonly onPick: (tab: Tab) => void;
}) => {
  const text = useText();
  return (
    <div className="flex flex-wrap gap-1 border-b border-line px-2 py-1.5">
      {tabs.map((each) => {
        const count = each === 'passed' ? undefined : counts?.[each];
        return (
          <button
            key={each}
            type="button"
            aria-pressed={each === tab}
            data-testid={`tasks-${each}`}
            onClick={() => onPick(each)}
            className="h-7 shrink-0 rounded-6 px-2 text-12 font-medium text-muted hover:bg-surface aria-pressed:bg-sel aria-pressed:text-accent pointer-coarse:h-11"
          >
            {text(`tasks.view.${each}`)}
            {count !== undefined && count > 0 && (
              <span className="ms-1 tabular-nums">{count > 1_000 ? '1,000+' : count}</span>
            )}
          </button>
        );
      })}
    </div>
  );
};

const List = ({
  view,
  selected,
}: {
  readonly view: TaskListView;
  readonly selected: string | null;
}) => {
  const text = useText();
  const query = useTaskList(view);
  const tasks = query.data?.tasks;
  const step = (by: 1 | -1): void => {
    const here = tasks?.findIndex(({ taskId }) => taskId === selected) ?? -1;
    const next = tasks?.[here < 0 ? 0 : here + by];
    if (next !== undefined) openTask(next.taskId);
  };
  useAction('next', () => step(1));
  useAction('previous', () => step(-1));
  if (query.isError && tasks === undefined)
    return <Failed what="failed.tasks" thrown={query.error} onRetry={() => void query.refetch()} />;
  if (tasks === undefined) return <ScreenSkeleton />;
  if (tasks.length === 0)
    return <Empty icon={ClipboardList} sentence={text(`tasks.empty.${view}`)} />;
  return (
    <ul>
      {tasks.map((task) => (
        <Row
          key={task.taskId}
          task={task}
          people={query.data?.people ?? {}}
          selected={task.taskId === selected}
          asked={view === 'asked'}
        />
      ))}
      {query.data?.isCut === true && (
        <li className="p-3 text-12 text-muted">{text('tasks.cut')}</li>
      )}
    </ul>
  );
};

/** What there is to look at: a department's queue for those who belong to one or lead, and what one asked for. */
const useTabs = (): readonly Tab[] => {
  const lead = isLead(useMe());
  const isMember = useIsMember();
  if (lead) return ['mine', 'open', 'returned', 'all', 'asked', 'passed'];
  return isMember ? ['mine', 'open', 'returned', 'all', 'asked'] : ['asked'];
};

/** What this person's departments have to do, those due first at the top, and the one that is open. */
export const TasksScreen = () => {
  const text = useText();
  const params: { taskId?: string } = useParams({ strict: false });
  const taskId = params.taskId ?? null;
  const tabs = useTabs();
  const [picked, setTab] = useState<Tab | null>(null);
  const tab = picked ?? (tabs.includes('open') ? 'open' : 'asked');
  const counts = useTaskList(tab === 'passed' ? 'open' : tab).data?.counts;
  useAction('back', taskId === null ? null : () => openTask(null));
  return (
    <main className="flex h-full min-w-0">
      <div
        className={`flex w-96 shrink-0 flex-col border-e border-line max-md:w-full ${taskId === null ? '' : 'max-md:hidden'}`}
      >
        <h1 className="px-3 pt-3 text-15 font-semibold">{text('nav.tasks')}</h1>
        <Tabs tab={tab} tabs={tabs} counts={counts} onPick={setTab} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section className="scroll min-h-0 flex-1" tabIndex={0} aria-label={text('nav.tasks')}>
          {tab === 'passed' ? <PassedAround /> : <List view={tab} selected={taskId} />}
        </section>
      </div>
      <div className={`min-w-0 flex-1 ${taskId === null ? 'max-md:hidden' : ''}`}>
        {taskId === null ? (
          <Empty icon={ClipboardList} sentence={text('tasks.none_open')} />
        ) : (
          <TaskPage key={taskId} taskId={taskId} onBack={() => openTask(null)} />
        )}
      </div>
    </main>
  );
};
