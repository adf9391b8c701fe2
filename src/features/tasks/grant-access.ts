import type { StaffPrincipal } from '../../contract/principal.ts';
import type { TaskId } from '../../core/ids.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { changeTask } from './change-task.ts';
import type { TasksDeps } from './deps.ts';
import { readGranted } from './granted.ts';
import { findTask } from './store.ts';
import { replaceGrants } from './store-entries.ts';

/** Says anew what of the conversation the department may read. Failures: those of `changeTask`, `message_not_found`. */
export const grantAccess = (
  deps: TasksDeps,
  staff: StaffPrincipal,
  taskId: TaskId,
  { transcript, seqs }: { readonly transcript: boolean; readonly seqs: readonly number[] },
): Promise<Outcome<null>> =>
  changeTask(deps, staff, {
    taskId,
    command: { type: 'grant' },
    kind: 'granted',
    data: { transcript, messages: new Set(seqs).size },
    alsoWrite: async (trx) => {
      const task = await findTask(trx, taskId);
      if (task === undefined) throw new Error('a task that was locked is gone');
      const messages = await readGranted(trx, task.conversationId, seqs);
      if (!messages.ok) return messages;
      await replaceGrants(trx, taskId, { transcript, messages: messages.value });
      return ok(null);
    },
  });
