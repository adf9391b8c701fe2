import type { StaffPrincipal } from '../../contract/principal.ts';
import type { GrantedReply, TaskReply } from '../../contract/tasks.ts';
import type { AgentId, ConversationId, CustomerId, MessageId, TaskId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { allowedVerbs } from '../../core/tasks/decide.ts';
import { showsGranted } from '../../core/tasks/task.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';
import { isPublicMessage, readStretch, recordAccess } from '../conversation/index.ts';
import { departmentsOf, listMembers } from '../departments/index.ts';
import type { TasksDeps } from './deps.ts';
import { type Found, findFor } from './find-actor.ts';
import { isSaid } from './granted.ts';
import { peopleIn, presentEntries, presentPeople, presentRows } from './present.ts';
import { findTaskShowing, markSeen, type TaskRecord } from './store.ts';
import { listEntries, listGrants } from './store-entries.ts';
import { openTaskWords } from './task-words.ts';

const ENTRIES = 500;

type Reason = 'task' | 'task_transcript' | 'task_messages';

/** Who keeps a task open reads it again whenever something happens in it: that is one opening. */
const ACCESS_MS = 10 * 60_000;
const noted = new Map<string, number>();

/** Runs `read` in the transaction in which the opening is recorded: no row, no data. */
const withAccess = async <T>(
  deps: TasksDeps,
  staff: StaffPrincipal,
  taskId: TaskId,
  read: (
    trx: Transaction,
    found: Found,
    note: (reason: Reason) => Promise<void>,
  ) => Promise<Outcome<T>>,
): Promise<Outcome<T>> => {
  const now = deps.clock.now();
  for (const [old, at] of noted) if (now - at > ACCESS_MS) noted.delete(old);
  const fresh: string[] = [];
  const result = await deps.database.transaction().execute(async (trx) => {
    const found = await findFor(trx, staff, taskId);
    if (!found.ok) return found;
    const { conversationId, customerId } = found.value.record;
    const note = async (reason: Reason): Promise<void> => {
      const key = `${staff.sessionId} ${taskId} ${reason}`;
      if (noted.has(key)) return;
      const subject = { subjectKind: 'conversation', subjectId: conversationId } as const;
      await recordAccess(trx, { agentId: staff.agentId, ...subject, customerId, reason });
      fresh.push(key);
    };
    return read(trx, found.value, note);
  });
  for (const key of fresh) noted.set(key, now);
  return result;
};

const membersOf = async (
  deps: TasksDeps,
  connection: Connection,
  { departmentId }: TaskRecord,
): Promise<readonly AgentId[]> => {
  const all = (await listMembers(connection)).get(departmentId) ?? [];
  const names = await deps.namesOf(connection, all);
  return all.filter((id) => names.get(id)?.works === true);
};

const compose = async (
  deps: TasksDeps,
  connection: Connection,
  staff: StaffPrincipal,
  { record, actor }: Found,
): Promise<TaskReply> => {
  const [row] = await presentRows(deps, connection, staff, [record]);
  if (row === undefined) throw new Error('a task has no row');
  const words = await openTaskWords(deps, record);
  const records = await listEntries(connection, record.taskId, ENTRIES);
  const entries = await presentEntries(deps, connection, record.customerId, records);
  const grants = await listGrants(connection, record.taskId);
  const memberIds = await membersOf(deps, connection, record);
  return {
    task: row,
    request: words?.request ?? null,
    fields: record.fields.map((field) => ({
      ...field,
      options: field.options.map((option) => ({ ...option })),
      answer: words?.answers[field.fieldId] ?? null,
    })),
    checklist: record.checklist.map((item) => ({ ...item })),
    entries,
    grants: { transcript: record.grantsTranscript, seqs: grants.map(({ seq }) => seq) },
    may: [...allowedVerbs(record, actor, deps.clock.now())],
    people: await presentPeople(deps, connection, [
      ...peopleIn([row]),
      ...memberIds,
      ...entries.flatMap(({ authorId, data }) => [authorId, data.to ?? null]),
      ...record.checklist.map(({ doneBy }) => doneBy),
    ]),
    memberIds: [...memberIds],
  };
};

/** Whom a task that came back waits for: whoever has the case, or asked; where nobody has it, anybody who sees it. */
const waitsFor = (staff: StaffPrincipal, { record, actor, state }: Found): boolean =>
  actor.seesCase &&
  (state.assignee === null ||
    state.assignee.id === staff.agentId ||
    record.openedBy === staff.agentId);

/** A task as somebody for whom it exists sees it. The opening is on record before a word is read. */
export const showTask = (
  deps: TasksDeps,
  staff: StaffPrincipal,
  taskId: TaskId,
): Promise<Outcome<TaskReply>> =>
  withAccess(deps, staff, taskId, async (trx, found, note) => {
    await note('task');
    const shown = ok(await compose(deps, trx, staff, found));
    if (found.record.unseen && waitsFor(staff, found) && (await markSeen(trx, taskId)))
      deps.bus.publish({ kind: 'task_changed', departmentId: found.record.departmentId });
    return shown;
  });

const STRETCH = 200;

type Said = GrantedReply['messages'][number];

const readSaid = async (
  deps: TasksDeps,
  conversationId: ConversationId,
  query: { readonly after?: number; readonly limit: number },
): Promise<{ readonly said: readonly Said[]; readonly hasEarlier: boolean }> => {
  const stretch = await readStretch(deps, conversationId, query, 'everyone', () => true);
  if (!stretch.ok) throw new Error(`the conversation of a task is gone: ${stretch.failure.code}`);
  const said = stretch.value.events.flatMap(({ seq, at, actor, event, body }): Said[] =>
    isSaid(event.type)
      ? [
          {
            seq,
            at,
            by: event.type === 'message_carried' ? event.by : actor.kind,
            text: body?.text ?? null,
            attachments: [...(body?.attachments ?? [])],
          },
        ]
      : [],
  );
  return { said, hasEarlier: stretch.value.hasEarlier };
};

/**
 * What was said with the customer, as far as the task's department was granted it. Failures: `task_not_found`,
 * `nothing_granted`.
 */
export const showGranted = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  taskId: TaskId,
): Promise<Outcome<GrantedReply>> => {
  const found = await withAccess(deps, staff, taskId, async (trx, { record }, note) => {
    const seqs = (await listGrants(trx, taskId)).map(({ seq }) => seq);
    const granted = record.grantsTranscript || seqs.length > 0;
    if (!granted || !showsGranted(record.state)) return fail('forbidden', 'nothing_granted');
    await note(record.grantsTranscript ? 'task_transcript' : 'task_messages');
    return ok({ record, seqs });
  });
  if (!found.ok) return found;
  const { record, seqs } = found.value;
  const { conversationId } = record;
  if (record.grantsTranscript) {
    const { said, hasEarlier } = await readSaid(deps, conversationId, { limit: STRETCH });
    return ok({ messages: [...said], isCut: hasEarlier });
  }
  const messages: Said[] = [];
  for (const seq of seqs) {
    const { said } = await readSaid(deps, conversationId, { after: seq - 1, limit: 1 });
    messages.push(...said.filter((message) => message.seq === seq));
  }
  return ok({ messages, isCut: false });
};

/** Whose file it is, where a task of one of this person's departments shows them the message that carries it. */
export const fileSeenInTask = async (
  database: Database,
  staff: StaffPrincipal,
  conversationId: ConversationId,
  messageId: MessageId | null,
): Promise<CustomerId | undefined> => {
  if (messageId === null) return undefined;
  const mine = await departmentsOf(database, staff.agentId);
  const shown = await findTaskShowing(database, conversationId, messageId, mine);
  if (shown === undefined) return undefined;
  // A transcript is what was said with the customer: internal notes are no part of it.
  if (shown.byTranscript && !(await isPublicMessage(database, messageId))) return undefined;
  return shown.customerId;
};
