import type { CustomerId, TaskId } from '../../core/ids.ts';
import type { Answers } from '../../core/tasks/form.ts';
import type { CustomerVault } from '../vault/index.ts';
import type { TasksDeps } from './deps.ts';

/** What is kept of a task under the customer's key. */
export interface TaskWords {
  readonly request: string;
  readonly answers: Answers;
}

const ofTask = (taskId: TaskId): string => `task:${taskId}`;
const ofEntry = (entryId: string): string => `task-entry:${entryId}`;

export const sealTaskWords = (vault: CustomerVault, taskId: TaskId, words: TaskWords): Uint8Array =>
  vault.seal(new TextEncoder().encode(JSON.stringify(words)), ofTask(taskId));

/** Null where the words were erased. */
export const openTaskWords = async (
  { vault }: Pick<TasksDeps, 'vault'>,
  task: {
    readonly taskId: TaskId;
    readonly customerId: CustomerId;
    readonly sealed: Uint8Array | null;
  },
): Promise<TaskWords | null> => {
  if (task.sealed === null) return null;
  const bytes = await vault.open(task.customerId, task.sealed, ofTask(task.taskId));
  return JSON.parse(new TextDecoder().decode(bytes)) as TaskWords;
};

export const sealEntryWords = (vault: CustomerVault, entryId: string, text: string): Uint8Array =>
  vault.seal(new TextEncoder().encode(text), ofEntry(entryId));

/** Null where nothing was said, or the words were erased. */
export const openEntryWords = (
  vault: CustomerVault,
  { entryId, sealed }: { readonly entryId: string; readonly sealed: Uint8Array | null },
): string | null =>
  sealed === null ? null : new TextDecoder().decode(vault.open(sealed, ofEntry(entryId)));
