import type {
  CaseTasksReply,
  Department,
  DepartmentListReply,
  GrantedReply,
  OpenTaskBody,
  PassedAroundReply,
  TaskListReply,
  TaskReply,
} from '../../../src/contract/tasks.ts';
import { request } from '../api/request.ts';

export type TaskListView = keyof TaskListReply['counts'];

export const listDepartments = (): Promise<DepartmentListReply> =>
  request('GET', '/api/desk/departments');
export type Terms = Pick<Department, 'names' | 'fields' | 'checklist' | 'defaultMinutes'>;
export const createDepartment = (departmentId: string, terms: Terms): Promise<unknown> =>
  request('POST', '/api/desk/departments', { body: { departmentId, ...terms } });
export const changeDepartment = (
  departmentId: string,
  change: Terms & Pick<Department, 'version' | 'archived'>,
): Promise<unknown> => request('PUT', `/api/desk/departments/${departmentId}`, { body: change });
export const setMembers = (departmentId: string, memberIds: readonly string[]): Promise<unknown> =>
  request('PUT', `/api/desk/departments/${departmentId}/members`, { body: { memberIds } });

export const listTasks = (view: TaskListView): Promise<TaskListReply> =>
  request('GET', '/api/desk/tasks', { query: { view } });
export const listCaseTasks = (conversationId: string): Promise<CaseTasksReply> =>
  request('GET', `/api/desk/conversations/${conversationId}/tasks`);
export const openTask = (conversationId: string, body: OpenTaskBody): Promise<TaskReply> =>
  request('POST', `/api/desk/conversations/${conversationId}/tasks`, { body });
export const getTask = (taskId: string): Promise<TaskReply> =>
  request('GET', `/api/desk/tasks/${taskId}`);
export const getGranted = (taskId: string): Promise<GrantedReply> =>
  request('GET', `/api/desk/tasks/${taskId}/messages`);
export const listPassedAround = (): Promise<PassedAroundReply> =>
  request('GET', '/api/desk/passed-around');

/** What can be done with a task, and what is said with it. */
export type TaskDeed =
  | { readonly verb: 'take' }
  | { readonly verb: 'assign'; readonly agentId: string | null }
  | {
      readonly verb: 'entries';
      readonly clientEntryId: string;
      readonly text: string;
      readonly fileIds: readonly string[];
    }
  | { readonly verb: 'checks'; readonly itemId: string; readonly done: boolean }
  | { readonly verb: 'reschedule'; readonly dueAt: number; readonly text: string }
  | {
      readonly verb: 'return' | 'finish';
      readonly text: string;
      readonly fileIds: readonly string[];
    }
  | { readonly verb: 'withdraw'; readonly text: string }
  | { readonly verb: 'grant'; readonly transcript: boolean; readonly seqs: readonly number[] }
  | {
      readonly verb: 'send-again';
      readonly text: string;
      readonly dueAt: number | null;
      readonly fileIds: readonly string[];
    };

export const actOnTask = (taskId: string, { verb, ...body }: TaskDeed): Promise<TaskReply> =>
  request(
    verb === 'grant' ? 'PUT' : 'POST',
    `/api/desk/tasks/${taskId}/${verb}`,
    verb === 'take' ? {} : { body },
  );
