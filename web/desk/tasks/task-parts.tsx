import { CircleCheck, CircleDashed, CircleUserRound, CornerUpLeft, Undo2 } from 'lucide-react';
import type { TaskRow } from '../../../src/contract/tasks.ts';
import { labelIn } from '../../../src/core/tasks/department.ts';
import { type Text, useLocale, useText } from '../locale/text.ts';
import { duration } from '../locale/time.ts';
import { Chip, type ChipTone } from '../parts/chip.tsx';
import { useNow } from '../state/now.ts';
import { useDepartment, useOperatorsLocale } from './queries.ts';

const LOOKS = {
  open: { icon: CircleDashed, tone: 'warn' },
  taken: { icon: CircleUserRound, tone: 'accent' },
  done: { icon: CircleCheck, tone: 'ok' },
  returned: { icon: CornerUpLeft, tone: 'warn' },
  withdrawn: { icon: Undo2, tone: 'plain' },
} as const satisfies Record<TaskRow['state'], { icon: typeof CircleCheck; tone: ChipTone }>;

export const TaskState = ({ state }: Pick<TaskRow, 'state'>) => {
  const text = useText();
  const { icon, tone } = LOOKS[state];
  return (
    <Chip icon={icon} tone={tone}>
      {text(`task.state.${state}`)}
    </Chip>
  );
};

/** It came back, and whoever it waits for has not looked at it. */
export const UnseenMark = () => {
  const text = useText();
  return (
    <span
      data-testid="task-unseen"
      className="inline-flex h-4 items-center rounded-full bg-accent px-1.5 text-11 font-semibold text-accent-fg"
    >
      {text('task.unseen')}
    </span>
  );
};

/** What the department is called in the reader's language. */
export const DepartmentName = ({ departmentId }: { readonly departmentId: string }) => {
  const locale = useLocale();
  const department = useDepartment(departmentId);
  const operators = useOperatorsLocale();
  return (
    <bdi>
      {department === undefined ? departmentId : labelIn(department.names, locale, operators)}
    </bdi>
  );
};

const dueText = (dueAt: number, now: number, text: Text): string =>
  dueAt < now
    ? text('task.late', { time: duration(now - dueAt, text) })
    : text('task.due_in', { time: duration(dueAt - now, text) });

/** How long it has: red and said so once it is late. */
export const TaskDue = ({ task }: { readonly task: Pick<TaskRow, 'dueAt' | 'endedAt'> }) => {
  const text = useText();
  const now = useNow();
  if (task.endedAt !== null) return null;
  const late = task.dueAt < now;
  return (
    <span
      data-testid="task-due"
      data-late={late}
      className={`shrink-0 text-12 tabular-nums ${late ? 'font-semibold text-danger' : 'text-muted'}`}
    >
      {dueText(task.dueAt, now, text)}
    </span>
  );
};
