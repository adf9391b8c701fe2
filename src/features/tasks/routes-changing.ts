import type { z } from 'zod';
import type { StaffPrincipal } from '../../contract/principal.ts';
import { defineRoute, type Route, type RouteKey } from '../../contract/route.ts';
import {
  assignTaskBody,
  checkItemBody,
  endTaskBody,
  grantBody,
  rescheduleTaskBody,
  sayInTaskBody,
  sendAgainBody,
  type TaskReply,
  taskParams,
  taskReply,
  withdrawTaskBody,
} from '../../contract/tasks.ts';
import type { AgentId, FileId, TaskId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Expectation } from '../../core/tasks/expectation.ts';
import { findDepartment, listMembers } from '../departments/index.ts';
import { changeTask, type TaskChange } from './change-task.ts';
import type { TasksDeps } from './deps.ts';
import { expectationOf, usualDue } from './expectation-of.ts';
import { findFor } from './find-actor.ts';
import { grantAccess } from './grant-access.ts';
import { showTask } from './show-task.ts';
import { staffOf } from './staff-of.ts';

const tag = 'Desk: tasks';

type Change = Omit<TaskChange, 'taskId'>;

/** One route for each thing that can be done with a task; all answer with the task as it then stands. */
const route = <B extends z.ZodType>(
  deps: TasksDeps,
  key: RouteKey,
  summary: string,
  body: B,
  run: (staff: StaffPrincipal, taskId: TaskId, body: z.output<B>) => Promise<Outcome<null>>,
): Route =>
  defineRoute({
    key,
    summary,
    tag,
    params: taskParams,
    body: body as z.ZodType,
    reply: taskReply,
    handle: async (input): Promise<Outcome<TaskReply>> => {
      const staff = staffOf(input.principal);
      const taskId = input.params.taskId as TaskId;
      const done = await run(staff, taskId, input.body as z.output<B>);
      return done.ok ? showTask(deps, staff, taskId) : done;
    },
  });

const takeRoute = (deps: TasksDeps): Route =>
  defineRoute({
    key: 'POST /api/desk/tasks/:taskId/take',
    summary: 'Take it: from now on it is mine',
    tag,
    params: taskParams,
    reply: taskReply,
    handle: async ({ principal, params }) => {
      const staff = staffOf(principal);
      const taskId = params.taskId as TaskId;
      const change = { taskId, command: { type: 'take' }, kind: 'taken' } as const;
      const done = await changeTask(deps, staff, change);
      return done.ok ? showTask(deps, staff, taskId) : done;
    },
  });

/** How long the task's department takes, with when it would be due if it were sent now. */
const timesOf = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  taskId: TaskId,
): Promise<Outcome<{ readonly expectation: Expectation; readonly usual: number }>> => {
  const found = await findFor(deps.database, staff, taskId);
  if (!found.ok) return found;
  const department = await findDepartment(deps.database, found.value.record.departmentId);
  if (department === undefined) return fail('not_found', 'department_not_found');
  const expectation = await expectationOf(deps.database, department);
  const now = deps.clock.now();
  const usual = await usualDue(deps, deps.database, department, expectation, now);
  return ok({ expectation, usual });
};

const filesOf = (fileIds: readonly string[]): readonly FileId[] => fileIds as readonly FileId[];

const assignRoute = (deps: TasksDeps): Route =>
  route(
    deps,
    'POST /api/desk/tasks/:taskId/assign',
    'Give it to a member of the department, or back to its queue',
    assignTaskBody,
    async (staff, taskId, { agentId }) => {
      const found = await findFor(deps.database, staff, taskId);
      if (!found.ok) return found;
      const to = agentId as AgentId | null;
      const members = (await listMembers(deps.database)).get(found.value.record.departmentId);
      const works = to !== null && (await deps.namesOf(deps.database, [to])).get(to)?.works;
      const toIsMember = to !== null && works === true && members?.includes(to) === true;
      const command = { type: 'assign', to, toIsMember } as const;
      return changeTask(deps, staff, {
        taskId,
        command,
        kind: to === null ? 'released' : 'assigned',
      });
    },
  );

const workRoutes = (deps: TasksDeps): readonly Route[] => {
  const change = (staff: StaffPrincipal, taskId: TaskId, what: Change) =>
    changeTask(deps, staff, { taskId, ...what });
  return [
    takeRoute(deps),
    assignRoute(deps),
    route(
      deps,
      'POST /api/desk/tasks/:taskId/entries',
      'Say something in its discussion; the customer never sees it',
      sayInTaskBody,
      (staff, taskId, { clientEntryId, text, fileIds }) =>
        change(staff, taskId, {
          command: { type: 'say' },
          kind: 'said',
          clientEntryId,
          text,
          fileIds: filesOf(fileIds),
        }),
    ),
    route(
      deps,
      'POST /api/desk/tasks/:taskId/checks',
      'Tick an item of its checklist, or take the tick back',
      checkItemBody,
      (staff, taskId, { itemId, done }) =>
        change(staff, taskId, {
          command: { type: 'check', itemId, done },
          kind: done ? 'checked' : 'unchecked',
        }),
    ),
    route(
      deps,
      'POST /api/desk/tasks/:taskId/reschedule',
      'Say by when it will be done, and why',
      rescheduleTaskBody,
      async (staff, taskId, { dueAt, text }) => {
        const times = await timesOf(deps, staff, taskId);
        if (!times.ok) return times;
        const { expectation } = times.value;
        const command = { type: 'reschedule', dueAt, expectation } as const;
        return change(staff, taskId, { command, kind: 'rescheduled', text });
      },
    ),
  ];
};

const endingRoutes = (deps: TasksDeps): readonly Route[] => {
  const end = (verb: 'return' | 'finish', kind: 'returned' | 'done', summary: string): Route =>
    route(
      deps,
      `POST /api/desk/tasks/:taskId/${verb}`,
      summary,
      endTaskBody,
      (staff, taskId, { text, fileIds }) =>
        changeTask(deps, staff, {
          taskId,
          command: { type: verb },
          kind,
          text,
          fileIds: filesOf(fileIds),
        }),
    );
  return [
    end('return', 'returned', 'Send it back with a question or a refusal: the agent is woken'),
    end('finish', 'done', 'Finish it with a result'),
    route(
      deps,
      'POST /api/desk/tasks/:taskId/withdraw',
      'It is not needed any more',
      withdrawTaskBody,
      (staff, taskId, { text }) =>
        changeTask(deps, staff, {
          taskId,
          command: { type: 'withdraw' },
          kind: 'withdrawn',
          text,
          mayBeWordless: true,
        }),
    ),
  ];
};

const askingRoutes = (deps: TasksDeps): readonly Route[] => [
  route(
    deps,
    'POST /api/desk/tasks/:taskId/send-again',
    'Answer a returned task and send it again',
    sendAgainBody,
    async (staff, taskId, { text, dueAt, fileIds }) => {
      const times = await timesOf(deps, staff, taskId);
      if (!times.ok) return times;
      const { expectation, usual } = times.value;
      const command = { type: 'send_again', dueAt: dueAt ?? usual, expectation } as const;
      const files = filesOf(fileIds);
      const change = { taskId, command, kind: 'sent_again', text, fileIds: files } as const;
      return changeTask(deps, staff, change);
    },
  ),
  route(
    deps,
    'PUT /api/desk/tasks/:taskId/grant',
    'Say anew what of the conversation the department may read',
    grantBody,
    (staff, taskId, body) => grantAccess(deps, staff, taskId, body),
  ),
];

export const changingRoutes = (deps: TasksDeps): readonly Route[] => [
  ...workRoutes(deps),
  ...endingRoutes(deps),
  ...askingRoutes(deps),
];
