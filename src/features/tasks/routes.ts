import { conversationParams } from '../../contract/conversation.ts';
import { fileReply, MAX_STAFF_FILE_BYTES } from '../../contract/files.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  caseTasksReply,
  grantedReply,
  openTaskBody,
  passedAroundReply,
  taskListQuery,
  taskListReply,
  taskParams,
  taskReply,
  taskUploadQuery,
} from '../../contract/tasks.ts';
import type { ConversationId, DepartmentId, FileId, TaskId } from '../../core/ids.ts';
import { ok } from '../../core/outcome.ts';
import type { TasksDeps } from './deps.ts';
import { findFor } from './find-actor.ts';
import { openTask } from './open-task.ts';
import { showPassedAround } from './passed-around.ts';
import { changingRoutes } from './routes-changing.ts';
import { showQueue, showTasksOf } from './show-queue.ts';
import { showGranted, showTask } from './show-task.ts';
import { staffOf } from './staff-of.ts';

const tag = 'Desk: tasks';
const UPLOADS_PER_MINUTE = 20;
const OPENED_PER_MINUTE = 20;

const caseRoutes = (deps: TasksDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/conversations/:conversationId/tasks',
    summary: 'What departments have been given to do for this case',
    tag,
    params: conversationParams,
    reply: caseTasksReply,
    handle: ({ principal, params }) =>
      showTasksOf(deps, staffOf(principal), params.conversationId as ConversationId),
  }),
  defineRoute({
    key: 'POST /api/desk/conversations/:conversationId/tasks',
    summary: 'Give a department a piece of work, with what it may see',
    tag,
    params: conversationParams,
    body: openTaskBody,
    reply: taskReply,
    perMinute: OPENED_PER_MINUTE,
    handle: async ({ principal, params, body }) => {
      const staff = staffOf(principal);
      const taskId = body.taskId as TaskId;
      const opened = await openTask(deps, staff, {
        ...body,
        taskId,
        conversationId: params.conversationId as ConversationId,
        departmentId: body.departmentId as DepartmentId,
        fileIds: body.fileIds as FileId[],
      });
      return opened.ok ? showTask(deps, staff, taskId) : opened;
    },
  }),
];

const readingRoutes = (deps: TasksDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/tasks',
    summary: 'The queue of my departments, those due first at the top',
    tag,
    query: taskListQuery,
    reply: taskListReply,
    handle: ({ principal, query }) => showQueue(deps, staffOf(principal), query),
  }),
  defineRoute({
    key: 'GET /api/desk/tasks/:taskId',
    summary: 'A task with its form and discussion. Opening it is recorded',
    tag,
    params: taskParams,
    reply: taskReply,
    handle: ({ principal, params }) => showTask(deps, staffOf(principal), params.taskId as TaskId),
  }),
  defineRoute({
    key: 'GET /api/desk/tasks/:taskId/messages',
    summary: 'What was said with the customer, as far as it was granted. Opening it is recorded',
    tag,
    params: taskParams,
    reply: grantedReply,
    handle: ({ principal, params }) =>
      showGranted(deps, staffOf(principal), params.taskId as TaskId),
  }),
  defineRoute({
    key: 'POST /api/desk/tasks/:taskId/files',
    summary: 'Upload a file for a task’s discussion; the body is its bytes',
    tag,
    params: taskParams,
    query: taskUploadQuery,
    reply: fileReply,
    rawBodyLimitBytes: MAX_STAFF_FILE_BYTES,
    perMinute: UPLOADS_PER_MINUTE,
    handle: async ({ principal, params, query, body }) => {
      const staff = staffOf(principal);
      const found = await findFor(deps.database, staff, params.taskId as TaskId);
      if (!found.ok) return found;
      const { customerId, conversationId } = found.value.record;
      const { agentId } = staff;
      // An absent body arrives as undefined: nothing was sent.
      const bytes = (body as Uint8Array | undefined) ?? new Uint8Array();
      const { name } = query;
      const file = await deps.upload({ agentId, customerId, conversationId, name, bytes });
      return file.ok ? ok({ file: file.value }) : file;
    },
  }),
  defineRoute({
    key: 'GET /api/desk/passed-around',
    summary: 'Requests under way whose customers were handed on too often',
    tag,
    reply: passedAroundReply,
    handle: async () => ok(await showPassedAround(deps)),
  }),
];

export const taskRoutes = (deps: TasksDeps): readonly Route[] => [
  ...caseRoutes(deps),
  ...readingRoutes(deps),
  ...changingRoutes(deps),
];
