import type { StaffPrincipal } from '../../contract/principal.ts';
import type { TaskEntry, TaskReply, TaskRow } from '../../contract/tasks.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { CustomerId, MessageId } from '../../core/ids.ts';
import { maskId } from '../../core/tasks/mask-id.ts';
import type { Connection } from '../../ports/database.ts';
import { findStates } from '../conversation/index.ts';
import type { TasksDeps } from './deps.ts';
import type { TaskRecord } from './store.ts';
import type { EntryRecord } from './store-entries.ts';
import { openEntryWords, openTaskWords } from './task-words.ts';

const FIRST_LINE = 140;

const firstLineOf = (request: string | undefined): string => {
  const [line = ''] = (request ?? '').trim().split('\n');
  return [...line].slice(0, FIRST_LINE).join('');
};

export const taskNumber = (parent: string, ordinal: number): string => `${parent}/${ordinal}`;

const rowOf = (
  staff: StaffPrincipal,
  record: TaskRecord,
  state: Conversation,
  more: { readonly request: string | undefined; readonly externalId: string | undefined },
): TaskRow => ({
  taskId: record.taskId,
  number: taskNumber(state.number, record.ordinal),
  departmentId: record.departmentId,
  state: record.state,
  ownerId: record.ownerId,
  openedBy: record.openedBy,
  openedAt: record.openedAt,
  sentAt: record.sentAt,
  dueAt: record.dueAt,
  expectedAt: record.expectedAt,
  endedAt: record.endedAt,
  unseen: record.unseen,
  firstLine: firstLineOf(more.request),
  done: record.checklist.filter(({ doneAt }) => doneAt !== null).length,
  of: record.checklist.length,
  parent: {
    number: state.number,
    category: state.category,
    status: state.status,
    conversationId: staffMaySee(staff, state) ? state.id : null,
  },
  customer: more.externalId === undefined ? null : maskId(more.externalId),
});

const maskedOf = (
  deps: TasksDeps,
  connection: Connection,
  records: readonly TaskRecord[],
): Promise<ReadonlyMap<CustomerId, string>> =>
  deps.externalIdsOf(connection, [...new Set(records.map(({ customerId }) => customerId))]);

/** Lines of a list, in the order of the records. */
export const presentRows = async (
  deps: TasksDeps,
  connection: Connection,
  staff: StaffPrincipal,
  records: readonly TaskRecord[],
): Promise<TaskRow[]> => {
  const ids = [...new Set(records.map(({ conversationId }) => conversationId))];
  const states = new Map((await findStates(connection, ids)).map(({ state }) => [state.id, state]));
  const externalIds = await maskedOf(deps, connection, records);
  const rows = records.map(async (record) => {
    const state = states.get(record.conversationId);
    if (state === undefined) throw new Error(`task ${record.taskId} has no conversation`);
    const request = (await openTaskWords(deps, record))?.request;
    return rowOf(staff, record, state, {
      request,
      externalId: externalIds.get(record.customerId),
    });
  });
  return Promise.all(rows);
};

/** Names of staff as replies carry them. */
export const presentPeople = async (
  deps: TasksDeps,
  connection: Connection,
  agentIds: readonly (string | null)[],
): Promise<TaskReply['people']> => {
  const names = await deps.namesOf(
    connection,
    agentIds.filter((id) => id !== null),
  );
  return Object.fromEntries([...names].map(([id, { name, badge }]) => [id, { name, badge }]));
};

export const peopleIn = (
  rows: readonly Pick<TaskRow, 'ownerId' | 'openedBy'>[],
): readonly (string | null)[] => rows.flatMap(({ ownerId, openedBy }) => [ownerId, openedBy]);

/** What happened and was said, with the files. */
export const presentEntries = async (
  deps: TasksDeps,
  connection: Connection,
  customerId: CustomerId,
  entries: readonly EntryRecord[],
): Promise<TaskEntry[]> => {
  const vault = await deps.vault.of(customerId);
  const files = await deps.files.list(
    connection,
    entries.map(({ entryId }) => entryId as MessageId),
  );
  return entries.map((entry) => ({
    entryId: entry.entryId,
    at: entry.at,
    authorId: entry.authorId,
    kind: entry.kind,
    data: { ...entry.data },
    text: openEntryWords(vault, entry),
    attachments: [...(files.get(entry.entryId as MessageId) ?? [])],
  }));
};
