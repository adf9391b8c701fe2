import type { AtMs } from '../ids.ts';
import type { CasePart } from './case.ts';
import type { CaseEvent } from './case-event.ts';

const without = <T>(all: readonly T[], one: T): readonly T[] => all.filter((each) => each !== one);

const sorted = (tags: Iterable<string>): readonly string[] => [...new Set(tags)].sort();

/** How the case stands after the event; the same object where the event does not move it. */
export const evolveCase = (part: CasePart, event: CaseEvent, at: AtMs): CasePart => {
  switch (event.type) {
    case 'promise_made':
      return { ...part, promise: event.promise };
    case 'promise_ended':
      return { ...part, promise: null };
    case 'escalated':
      return { ...part, supportTier: event.to };
    case 'task_opened': {
      const { taskId, departmentId, expectedAt } = event;
      const tasks = [...part.tasks, { taskId, departmentId, since: at, expectedAt }];
      return { ...part, tasks, passes: part.passes + 1 };
    }
    case 'task_rescheduled': {
      const { taskId, expectedAt } = event;
      const tasks = part.tasks.map((task) =>
        task.taskId === taskId ? { ...task, expectedAt } : task,
      );
      return { ...part, tasks };
    }
    case 'task_ended':
      return { ...part, tasks: part.tasks.filter(({ taskId }) => taskId !== event.taskId) };
    case 'tags_changed': {
      const kept = part.tags.filter((tag) => !event.removed.includes(tag));
      return { ...part, tags: sorted([...kept, ...event.added]) };
    }
    case 'incident_attached':
      return {
        ...part,
        incidentIds: [...without(part.incidentIds, event.incidentId), event.incidentId],
      };
    case 'incident_detached':
    case 'incident_answered':
      return { ...part, incidentIds: without(part.incidentIds, event.incidentId) };
    case 'merged_into':
      return { ...part, mergedInto: event.conversationId };
    case 'complaint_opened':
      return { ...part, complaintId: event.complaintId };
    default:
      return part;
  }
};
