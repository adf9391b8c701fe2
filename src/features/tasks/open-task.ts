import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, DepartmentId, FileId, TaskId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { checkDue } from '../../core/tasks/decide.ts';
import { expectedAt } from '../../core/tasks/expectation.ts';
import { type Answers, checkAnswers } from '../../core/tasks/form.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { findConversation } from '../conversation/index.ts';
import { type DepartmentRow, findDepartment } from '../departments/index.ts';
import type { CustomerVault } from '../vault/index.ts';
import type { TasksDeps } from './deps.ts';
import { expectationOf, usualDue } from './expectation-of.ts';
import { readGranted } from './granted.ts';
import { findTask, insertTask, listTasksOfConversation, type TaskRecord } from './store.ts';
import { insertEntry, replaceGrants } from './store-entries.ts';
import { sealEntryWords, sealTaskWords, type TaskWords } from './task-words.ts';

export interface OpenRequest {
  readonly taskId: TaskId;
  readonly conversationId: ConversationId;
  readonly departmentId: DepartmentId;
  readonly request: string;
  readonly answers: Answers;
  /** Null: what the department usually needs. */
  readonly dueAt: AtMs | null;
  readonly hold: boolean;
  readonly grant: { readonly transcript: boolean; readonly seqs: readonly number[] };
  readonly fileIds: readonly FileId[];
}

/** Tasks of one conversation, ended ones too. */
const MOST = 50;

/** Words of people in it are clean and without secrets. */
const takeWords = (
  deps: TasksDeps,
  department: DepartmentRow,
  { request, answers }: OpenRequest,
): Outcome<TaskWords> => {
  const said = deps.takeIn(request, false);
  if (!said.ok) return said;
  const checked = checkAnswers(department.fields, answers, deps.sha256);
  if (!checked.ok) return checked;
  const kept: Record<string, string | boolean | null> = { ...checked.value };
  for (const { fieldId, kind } of department.fields) {
    const answer = kept[fieldId];
    if (kind !== 'text' || typeof answer !== 'string') continue;
    const taken = deps.takeIn(answer, true);
    if (!taken.ok) return taken;
    kept[fieldId] = taken.value.text;
  }
  return ok({ request: said.value.text, answers: kept });
};

interface Opening {
  readonly deps: TasksDeps;
  readonly staff: StaffPrincipal;
  readonly asked: OpenRequest;
  readonly department: DepartmentRow;
  readonly words: TaskWords;
  readonly vault: CustomerVault;
}

/** The task as it will stand, once the conversation is locked. */
const compose = async (
  { deps, staff, asked, department, words, vault }: Opening,
  trx: Transaction,
  state: Conversation,
  at: AtMs,
): Promise<Outcome<TaskRecord>> => {
  if (!isLeadRole(staff.role) && state.assignee?.id !== staff.agentId)
    return fail('precondition', 'not_assigned');
  const others = await listTasksOfConversation(trx, state.id);
  if (others.length >= MOST) return fail('limit_reached', 'too_many_tasks', { most: MOST });
  const expectation = await expectationOf(trx, department);
  const dueAt = asked.dueAt ?? (await usualDue(deps, trx, department, expectation, at));
  const due = checkDue(dueAt, at);
  if (!due.ok) return due;
  return ok({
    taskId: asked.taskId,
    conversationId: state.id,
    customerId: state.customerId,
    ordinal: (others[0]?.ordinal ?? 0) + 1,
    departmentId: department.departmentId,
    state: 'open',
    ownerId: null,
    openedBy: staff.agentId,
    openedAt: at,
    sentAt: at,
    endedAt: null,
    dueAt,
    expectedAt: expectedAt(dueAt, at, expectation),
    grantsTranscript: asked.grant.transcript,
    checklist: department.checklist.map((item) => ({ ...item, doneAt: null, doneBy: null })),
    fields: department.fields,
    sealed: sealTaskWords(vault, asked.taskId, words),
    unseen: false,
  });
};

const store = async (
  { deps, staff, asked, words, vault }: Opening,
  trx: Transaction,
  task: TaskRecord,
): Promise<Outcome<null>> => {
  const messages = await readGranted(trx, task.conversationId, asked.grant.seqs);
  if (!messages.ok) return messages;
  await insertTask(trx, task);
  await replaceGrants(trx, task.taskId, {
    transcript: asked.grant.transcript,
    messages: messages.value,
  });
  const entryId = deps.ids.uuid();
  const { dueAt, openedAt: at } = task;
  await insertEntry(trx, {
    entryId,
    taskId: task.taskId,
    at,
    authorId: staff.agentId,
    kind: 'opened',
    data: {
      dueAt,
      expectedAt: task.expectedAt,
      transcript: asked.grant.transcript,
      messages: messages.value.length,
    },
    sealed: sealEntryWords(vault, entryId, words.request),
    clientEntryId: null,
    bodyHash: null,
  });
  await writeAudit(trx, {
    actor: { kind: 'staff', id: staff.agentId },
    action: 'task_opened',
    subject: { kind: 'task', id: task.taskId },
    data: {
      conversationId: task.conversationId,
      departmentId: task.departmentId,
      dueAt,
      transcript: asked.grant.transcript,
      seqs: [...asked.grant.seqs],
    },
  });
  return deps.files.attach(trx, {
    fileIds: asked.fileIds,
    customerId: task.customerId,
    conversationId: task.conversationId,
    messageId: entryId as never,
    uploader: { kind: 'agent', id: staff.agentId },
  });
};

const commitOpening = async (opening: Opening): Promise<Outcome<null>> => {
  const { deps, staff, asked } = opening;
  let composed: TaskRecord | undefined;
  const committed = await deps.committer.commit({
    conversationId: asked.conversationId,
    actor: { kind: 'agent', id: staff.agentId },
    maySee: (state) => staffMaySee(staff, state),
    command: async (trx, state, at) => {
      if (state === undefined) return fail('not_found', 'conversation_not_found');
      if ((await findTask(trx, asked.taskId)) !== undefined) return fail('conflict', 'task_exists');
      const task = await compose(opening, trx, state, at);
      if (!task.ok) return task;
      composed = task.value;
      const { taskId, departmentId } = task.value;
      return ok({
        type: 'open_task',
        taskId,
        departmentId,
        expectedAt: task.value.expectedAt,
        hold: asked.hold,
      });
    },
    alsoWrite: (trx) => {
      if (composed === undefined) throw new Error('a task was opened that nobody composed');
      return store(opening, trx, composed);
    },
  });
  return committed.ok ? ok(null) : committed;
};

/** The same request sent again finds what it made. */
const isSame = (task: TaskRecord | undefined, staff: StaffPrincipal, asked: OpenRequest): boolean =>
  task?.conversationId === asked.conversationId &&
  task.openedBy === staff.agentId &&
  task.departmentId === asked.departmentId;

/**
 * Gives a department a piece of work: the task and the conversation's event in one transaction. Sent again under its
 * id, it is the same task. Failures: `conversation_not_found`, `department_not_found`, `department_closed`,
 * `not_assigned`, `conversation_solved`, `too_many_tasks`, `due_out_of_range`, `message_not_found`, `task_exists`, those
 * of the form, of the intake and of files.
 */
export const openTask = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  asked: OpenRequest,
): Promise<Outcome<null>> => {
  const state = await findConversation(deps.database, asked.conversationId);
  if (state === undefined || !staffMaySee(staff, state))
    return fail('not_found', 'conversation_not_found');
  if (isSame(await findTask(deps.database, asked.taskId), staff, asked)) return ok(null);
  const department = await findDepartment(deps.database, asked.departmentId);
  if (department === undefined) return fail('not_found', 'department_not_found');
  if (department.archivedAt !== null) return fail('precondition', 'department_closed');
  const words = takeWords(deps, department, asked);
  if (!words.ok) return words;
  const vault = await deps.vault.of(state.customerId);
  const opened = await commitOpening({
    deps,
    staff,
    asked,
    department,
    words: words.value,
    vault,
  });
  const raced = !opened.ok && opened.failure.code === 'task_exists';
  if (raced && isSame(await findTask(deps.database, asked.taskId), staff, asked)) return ok(null);
  if (opened.ok) deps.bus.publish({ kind: 'task_changed', departmentId: department.departmentId });
  return opened;
};
