import { ClipboardList } from 'lucide-react';
import { useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import type { TaskRow } from '../../../src/contract/tasks.ts';
import { useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { useNow } from '../state/now.ts';
import { useCaseTasks } from './queries.ts';
import { TaskPage } from './task-page.tsx';
import { DepartmentName, TaskDue, TaskState, UnseenMark } from './task-parts.tsx';

/** Ended ones are to be seen in the conversation itself; what came back and was not looked at waits for us. */
const isShown = ({ state, unseen }: TaskRow): boolean =>
  unseen || state === 'open' || state === 'taken' || state === 'returned';

const Line = ({ task, onOpen }: { readonly task: TaskRow; readonly onOpen: () => void }) => {
  const text = useText();
  const now = useNow();
  const late = task.endedAt === null && task.dueAt < now;
  return (
    <li
      data-testid="case-task"
      data-state={task.state}
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12"
    >
      <ClipboardList aria-hidden size={14} className="shrink-0 text-muted max-md:hidden" />
      {task.endedAt !== null ? (
        <span className="font-medium">
          <DepartmentName departmentId={task.departmentId} /> ·{' '}
          {text(task.state === 'returned' ? 'task.came_back' : 'task.came_done')}
        </span>
      ) : (
        <span>
          {text('task.waiting_for')} <DepartmentName departmentId={task.departmentId} />{' '}
          <span className="text-muted">
            {text('task.since')} <Moment at={task.sentAt} form="short" /> · {text('task.told')}{' '}
            <Moment at={task.expectedAt} form="short" />
          </span>
        </span>
      )}
      <TaskState state={task.state} />
      {task.unseen && <UnseenMark />}
      {late && <TaskDue task={task} />}
      <Button
        className="ms-auto !min-h-6 !px-2 !py-0 !text-12 pointer-coarse:!min-h-11"
        data-testid="case-task-open"
        onClick={onOpen}
      >
        {text('task.open')}
      </Button>
    </li>
  );
};

/** What departments do for this case, how long they have had it, and what the customer was told. */
export const CaseTasks = ({ conversation }: { readonly conversation: DeskConversation }) => {
  const text = useText();
  const known = conversation.case.tasks.map(({ taskId }) => taskId).join(' ');
  const tasks = useCaseTasks(conversation.id, `${known} ${conversation.status}`).data?.tasks;
  const [open, setOpen] = useState<string | null>(null);
  const shown = tasks?.filter(isShown) ?? [];
  if (shown.length === 0 && open === null) return null;
  return (
    <section
      aria-label={text('task.of_case')}
      className="border-b border-line bg-surface px-4 py-2"
    >
      <ul className="scroll flex max-h-40 flex-col gap-1">
        {shown.map((task) => (
          <Line key={task.taskId} task={task} onOpen={() => setOpen(task.taskId)} />
        ))}
      </ul>
      {open !== null && (
        <Dialog
          title={text('task.task')}
          open
          wide
          onClose={() => setOpen(null)}
          testId="task-open"
        >
          <TaskPage taskId={open} onBack={() => setOpen(null)} />
        </Dialog>
      )}
    </section>
  );
};
