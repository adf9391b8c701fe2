import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Actor } from '../../core/conversation/event.ts';
import type { AtMs, FileId, MessageId, TaskId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { decideTask, type TaskCommand, type TaskStep } from '../../core/tasks/decide.ts';
import { isUnderWay, type TaskActor } from '../../core/tasks/task.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { findConversation } from '../conversation/index.ts';
import type { CustomerVault } from '../vault/index.ts';
import type { TasksDeps } from './deps.ts';
import { findFor } from './find-actor.ts';
import { lockTask, type TaskRecord, updateTask } from './store.ts';
import {
  countEntries,
  type EntryData,
  type EntryKind,
  findSaid,
  insertEntry,
} from './store-entries.ts';
import { sealEntryWords } from './task-words.ts';

/** What somebody does with a task, with what they say about it. */
export interface TaskChange {
  readonly taskId: TaskId;
  readonly command: TaskCommand;
  readonly kind: EntryKind;
  readonly text?: string;
  /** It may be done without a word. */
  readonly mayBeWordless?: boolean;
  readonly fileIds?: readonly FileId[];
  /** The sender's own id: said again, it is the same. */
  readonly clientEntryId?: string;
  /** More rows of the same change. */
  readonly alsoWrite?: (trx: Transaction) => Promise<Outcome<null>>;
  readonly data?: EntryData;
}

interface Doing {
  readonly deps: TasksDeps;
  readonly staff: StaffPrincipal;
  readonly change: TaskChange;
  readonly actor: TaskActor;
  readonly vault: CustomerVault;
  /** Clean and guarded; null where nothing is said. */
  readonly text: string | null;
}

const MOST_ENTRIES = 1_000;
const MEANWHILE = fail('conflict', 'task_changed_meanwhile');

/** Thrown to roll back a transaction whose outcome is an expected failure. */
class RolledBack extends Error {
  readonly result: Outcome<never>;
  constructor(result: Outcome<never>) {
    super('rolled back');
    this.result = result;
  }
}

const bodyHashOf = ({ deps, change, text }: Doing): Uint8Array =>
  deps.bodyHash([change.taskId, text ?? '', ...(change.fileIds ?? [])]);

/** Who acts in the conversation's log: members of departments are nobody whom the customer knows. */
const actorInLog = ({ staff, change, actor }: Doing): Actor => {
  const { type } = change.command;
  const forTheCase = type === 'withdraw' || type === 'send_again';
  return forTheCase || (type === 'reschedule' && !actor.isMember)
    ? { kind: 'agent', id: staff.agentId }
    : { kind: 'system' };
};

const dataOf = ({ change }: Doing, { task }: TaskStep): EntryData => {
  const { command } = change;
  switch (command.type) {
    case 'assign':
      return { to: command.to };
    case 'check':
      return { itemId: command.itemId };
    case 'reschedule':
    case 'send_again':
      return { dueAt: task.dueAt, expectedAt: task.expectedAt };
    default:
      return change.data ?? {};
  }
};

/** What a department gives back, by the word under which whoever asked is told of it. */
const CAME_BACK: ReadonlyMap<TaskCommand['type'], string> = new Map([
  ['return', 'task_returned'],
  ['finish', 'task_done'],
]);

/** Whoever has the case and whoever asked hear of it as of a message: at once, and until they have looked. */
const wakeAskers = async (
  { deps, staff }: Doing,
  trx: Transaction,
  { conversationId, openedBy }: TaskRecord,
  { what, at }: { readonly what: string; readonly at: AtMs },
): Promise<void> => {
  const state = await findConversation(trx, conversationId);
  if (state === undefined) return;
  const asked = [state.assignee?.id, openedBy].filter((id) => id !== undefined);
  const to = [...new Set(asked)].filter((id) => id !== staff.agentId);
  await deps.raiseAlarm(trx, state, { what, seq: state.lastSeq, to, at });
};

const write = async (
  doing: Doing,
  trx: Transaction,
  record: TaskRecord,
  step: TaskStep,
  at: AtMs,
): Promise<Outcome<null>> => {
  const { deps, staff, change, vault, text } = doing;
  const { task } = step;
  if ((await countEntries(trx, task.taskId)) >= MOST_ENTRIES)
    return fail('limit_reached', 'task_too_long', { most: MOST_ENTRIES });
  const endedAt = isUnderWay(task.state) ? null : (record.endedAt ?? at);
  const cameBack = CAME_BACK.get(change.command.type);
  const unseen = cameBack !== undefined || (record.unseen && task.state === record.state);
  await updateTask(trx, { ...task, endedAt, unseen });
  if (cameBack !== undefined) await wakeAskers(doing, trx, record, { what: cameBack, at });
  const entryId = deps.ids.uuid();
  await insertEntry(trx, {
    entryId,
    taskId: task.taskId,
    at,
    authorId: staff.agentId,
    kind: change.kind,
    data: dataOf(doing, step),
    sealed: text === null ? null : sealEntryWords(vault, entryId, text),
    clientEntryId: change.clientEntryId ?? null,
    bodyHash: change.clientEntryId === undefined ? null : bodyHashOf(doing),
  });
  await writeAudit(trx, {
    actor: { kind: 'staff', id: staff.agentId },
    action: `task_${change.kind}`,
    subject: { kind: 'task', id: task.taskId },
    data: { conversationId: record.conversationId, state: task.state, ...dataOf(doing, step) },
  });
  const more = (await change.alsoWrite?.(trx)) ?? ok(null);
  if (!more.ok) return more;
  return deps.files.attach(trx, {
    fileIds: change.fileIds ?? [],
    customerId: record.customerId,
    conversationId: record.conversationId,
    messageId: entryId as MessageId,
    uploader: { kind: 'agent', id: staff.agentId },
  });
};

const decideLocked = async (
  { change, actor }: Doing,
  trx: Transaction,
  at: AtMs,
): Promise<Outcome<{ readonly record: TaskRecord; readonly step: TaskStep }>> => {
  const record = await lockTask(trx, change.taskId);
  if (record === undefined) return fail('not_found', 'task_not_found');
  const step = decideTask(record, actor, change.command, at);
  return step.ok ? ok({ record, step: step.value }) : step;
};

/** True when this was said before; a refusal when other words were. */
const saidBefore = async (doing: Doing, connection: Connection): Promise<Outcome<boolean>> => {
  const { staff, change } = doing;
  if (change.clientEntryId === undefined) return ok(false);
  const said = await findSaid(connection, staff.agentId, change.clientEntryId);
  if (said === undefined) return ok(false);
  const same =
    said.taskId === change.taskId &&
    said.bodyHash !== null &&
    Buffer.compare(said.bodyHash, bodyHashOf(doing)) === 0;
  return same ? ok(true) : fail('invalid', 'client_message_id_reused');
};

/** Without the conversation. `logKnows`: what it would be told stands in its log already. */
const changeAlone = async (doing: Doing, logKnows = false): Promise<Outcome<null>> => {
  const { deps } = doing;
  try {
    return await deps.database.transaction().execute(async (trx) => {
      const at = deps.clock.now();
      const decided = await decideLocked(doing, trx, at);
      if (!decided.ok) return decided;
      const before = await saidBefore(doing, trx);
      if (!before.ok) return before;
      const { record, step } = decided.value;
      if (before.value || step.same === true) return ok(null);
      if (step.parent !== null && !logKnows) return MEANWHILE;
      const written = await write(doing, trx, record, step, at);
      if (!written.ok) throw new RolledBack(written);
      return written;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.result;
    throw error;
  }
};

/** What the conversation is told as well: both, or neither. */
const changeWithParent = async (doing: Doing, record: TaskRecord): Promise<Outcome<null>> => {
  const { deps } = doing;
  let planned:
    | { readonly record: TaskRecord; readonly step: TaskStep; readonly at: AtMs }
    | undefined;
  const committed = await deps.committer.commit({
    conversationId: record.conversationId,
    actor: actorInLog(doing),
    // Who may do what with a task was decided by the task; its department need not see the conversation.
    maySee: () => true,
    command: async (trx, _state, at) => {
      const decided = await decideLocked(doing, trx, at);
      if (!decided.ok) return decided;
      const { parent } = decided.value.step;
      if (parent === null) return MEANWHILE;
      planned = { ...decided.value, at };
      return ok(parent);
    },
    alsoWrite: (trx) => {
      if (planned === undefined) throw new Error('a task was changed that nobody planned');
      return write(doing, trx, planned.record, planned.step, planned.at);
    },
  });
  if (!committed.ok) return committed;
  return committed.value.logged.length === 0 ? changeAlone(doing, true) : ok(null);
};

const takeWords = (deps: TasksDeps, change: TaskChange): Outcome<string | null> => {
  if (change.text === undefined) return ok(null);
  const allowEmpty = change.mayBeWordless === true || (change.fileIds?.length ?? 0) > 0;
  const taken = deps.takeIn(change.text, allowEmpty);
  if (!taken.ok) return taken;
  return ok(taken.value.text === '' ? null : taken.value.text);
};

/**
 * Does something with a task. Failures: `task_not_found` for whom it does not exist, those of `decideTask`, of the
 * intake, of files and of the conversation, `task_too_long`, `client_message_id_reused`, `task_changed_meanwhile`.
 */
export const changeTask = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  change: TaskChange,
): Promise<Outcome<null>> => {
  const found = await findFor(deps.database, staff, change.taskId);
  if (!found.ok) return found;
  const { record, actor } = found.value;
  const text = takeWords(deps, change);
  if (!text.ok) return text;
  const vault = await deps.vault.of(record.customerId);
  const doing: Doing = { deps, staff, change, actor, vault, text: text.value };
  const before = await saidBefore(doing, deps.database);
  if (!before.ok) return before;
  if (before.value) return ok(null);
  const tried = decideTask(record, actor, change.command, deps.clock.now());
  if (!tried.ok) return tried;
  const changed =
    tried.value.parent === null ? await changeAlone(doing) : await changeWithParent(doing, record);
  if (changed.ok) deps.dueWork.wake();
  if (changed.ok) deps.bus.publish({ kind: 'task_changed', departmentId: record.departmentId });
  return changed;
};
