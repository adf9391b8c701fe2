import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Department, TaskReply } from '../../../src/contract/tasks.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { onFrame } from '../state/live.ts';
import { isLead, useMe } from '../state/me.ts';
import { queryClient } from '../state/queries.ts';
import {
  getGranted,
  getTask,
  listCaseTasks,
  listDepartments,
  listPassedAround,
  listTasks,
  type TaskListView,
} from './tasks-api.ts';

const TASKS = ['tasks'] as const;
const DEPARTMENTS = ['departments'] as const;
const taskKey = (taskId: string) => [...TASKS, 'one', taskId] as const;
/** Without a line, lists are still asked for again so often. */
const EVERY_MS = 30_000;

export const useDepartments = () =>
  useQuery({ queryKey: DEPARTMENTS, queryFn: listDepartments, staleTime: 5 * 60_000 });

/** The language that the operator always writes in. */
export const useOperatorsLocale = (): Locale => useDepartments().data?.defaultLocale ?? 'en';

/** The department of that id; undefined while it is not known. */
export const useDepartment = (departmentId: string): Department | undefined =>
  useDepartments().data?.departments.find((each) => each.departmentId === departmentId);

/** Whether this person belongs to a department. */
export const useIsMember = (): boolean =>
  useDepartments().data?.departments.some(({ isMine }) => isMine) === true;

/** Whether this person has tasks to look at: a department's, or what came of what they asked for. */
export const useHasTasks = (): boolean => {
  const queue = useIsMember();
  const asked = useTaskList('asked').data?.counts.asked ?? 0;
  return isLead(useMe()) || queue || asked > 0;
};

export const useTaskList = (view: TaskListView, enabled = true) =>
  useQuery({
    queryKey: [...TASKS, 'list', view],
    queryFn: () => listTasks(view),
    enabled,
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

export const useTask = (taskId: string) =>
  useQuery({
    queryKey: taskKey(taskId),
    queryFn: () => getTask(taskId),
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

/** What departments do for a conversation. Asked again with each event of it that concerns them. */
export const useCaseTasks = (conversationId: string, seenBy: string) =>
  useQuery({
    queryKey: [...TASKS, 'case', conversationId, seenBy],
    queryFn: () => listCaseTasks(conversationId),
    placeholderData: (before) => before,
    staleTime: 0,
  });

export const useGranted = (taskId: string, enabled: boolean) =>
  useQuery({ queryKey: [...TASKS, 'granted', taskId], queryFn: () => getGranted(taskId), enabled });

export const usePassedAround = (enabled: boolean) =>
  useQuery({
    queryKey: ['passed-around'],
    queryFn: listPassedAround,
    enabled,
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });

/** Takes the server's newest word on a task, and has the lists read again. */
export const useTakeTask = (): ((reply: TaskReply) => void) => {
  const client = useQueryClient();
  return (reply) => {
    client.setQueryData(taskKey(reply.task.taskId), reply);
    void client.invalidateQueries({ queryKey: [...TASKS, 'list'] });
    void client.invalidateQueries({ queryKey: [...TASKS, 'case'] });
  };
};

export const useForgetDepartments = (): (() => void) => {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: DEPARTMENTS });
};

const GATHER_MS = 300;

/** Reads again what is on the screen when something about tasks has changed. Returns what ends it. */
export const listenTasks = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = onFrame('task_changed', () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queryClient.invalidateQueries({ queryKey: TASKS });
    }, GATHER_MS);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
};
