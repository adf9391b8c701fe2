import { currentText } from '../locale/text.ts';
import { rowStore } from '../state/rows.ts';
import { showToast } from '../state/toasts.ts';

/** Says when a department has given something back for a request in this person's hands. Returns what ends it. */
export const watchReturned = (agentId: string): (() => void) => {
  const waiting = new Map<string, ReadonlySet<string>>();
  return rowStore.onChange((ids) => {
    for (const id of ids) {
      const conversation = rowStore.get(id)?.conversation;
      if (conversation === undefined || conversation.assignee?.id !== agentId) {
        waiting.delete(id);
        continue;
      }
      const before = waiting.get(id);
      const now = new Set(conversation.case.tasks.map(({ taskId }) => taskId));
      waiting.set(id, now);
      const isBack = before !== undefined && [...before].some((taskId) => !now.has(taskId));
      if (isBack) showToast({ text: currentText()('task_back', { number: conversation.number }) });
    }
  });
};
