import type { AtMs } from '../../core/ids.ts';
import {
  readChatwootContact,
  readChatwootConversation,
} from '../../core/importing/read-chatwoot.ts';
import { fieldsOf, idOf } from '../../core/importing/read-values.ts';
import {
  readZendeskTicket,
  readZendeskUser,
  type ZendeskUser,
} from '../../core/importing/read-zendesk.ts';
import type { ImportedConversation, ImportedPerson } from '../../core/importing/record.ts';
import { fail, type Outcome } from '../../core/outcome.ts';
import type { ImportDeps } from './deps.ts';
import { type RawRecord, readRecords } from './read-records.ts';
import { type Taken, takeConversations } from './take-conversations.ts';

export const IMPORT_SOURCES = ['zendesk', 'chatwoot'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** A record that was not taken: where it stands and why, as a code. */
export interface Left {
  readonly file: string;
  readonly row: number;
  readonly sourceId: string | null;
  readonly reason: string;
  /** Which part of it, where the reason concerns a part. */
  readonly part: string | null;
}

export interface ImportReport {
  readonly taken: number;
  readonly messages: number;
  /** Taken by an earlier run. */
  readonly known: number;
  readonly left: number;
  readonly filesTaken: number;
  /** Files that messages named and that were not taken: each is told with why. */
  readonly filesLeft: number;
  /** Messages without words, left out of conversations that were taken. */
  readonly emptyLeft: number;
}

/** What a kind of record is told by. */
const isPersonOf: Readonly<Record<ImportSource, (record: RawRecord) => boolean>> = {
  zendesk: (record) => {
    const fields = 'value' in record ? fieldsOf(record.value) : undefined;
    return record.list === 'users' || (fields?.role !== undefined && fields.status === undefined);
  },
  chatwoot: (record) => {
    const fields = 'value' in record ? fieldsOf(record.value) : undefined;
    const inList = record.list === 'contacts' || fields?.type === 'contact';
    return inList || (fields?.email !== undefined && fields.status === undefined);
  },
};

const isMessage = (record: RawRecord): boolean =>
  'value' in record && fieldsOf(record.value)?.message_type !== undefined;

/** What other records need of them: people, and messages that stand apart from their conversation. */
interface Known {
  readonly users: Map<string, ZendeskUser>;
  readonly contacts: Map<string, ImportedPerson>;
  readonly apart: Map<string, unknown[]>;
}

const noteRecord = (source: ImportSource, record: RawRecord, known: Known): void => {
  if (!('value' in record)) return;
  if (source === 'chatwoot' && isMessage(record)) {
    const id = idOf(fieldsOf(record.value)?.conversation_id);
    if (id === null) return;
    const others = known.apart.get(id);
    if (others === undefined) known.apart.set(id, [record.value]);
    else others.push(record.value);
    return;
  }
  if (!isPersonOf[source](record)) return;
  const user = source === 'zendesk' ? readZendeskUser(record.value) : undefined;
  const contact = source === 'chatwoot' ? readChatwootContact(record.value) : undefined;
  if (user !== undefined) known.users.set(user.person.sourceId, user);
  if (contact !== undefined) known.contacts.set(contact.sourceId, contact);
};

const readOne = (
  source: ImportSource,
  value: unknown,
  known: Known,
  now: AtMs,
): Outcome<ImportedConversation> => {
  if (source === 'zendesk') return readZendeskTicket(value, known.users, now);
  const apart = known.apart.get(idOf(fieldsOf(value)?.id) ?? '') ?? [];
  return readChatwootConversation(value, apart, known.contacts, now);
};

const partOf = (details: Readonly<Record<string, unknown>> | undefined): string | null => {
  const part = details?.comment ?? details?.message;
  return typeof part === 'string' ? part : null;
};

const sourceIdOf = (record: RawRecord): string | null =>
  'value' in record ? idOf(fieldsOf(record.value)?.id) : null;

export interface ImportRun {
  readonly deps: ImportDeps;
  readonly source: ImportSource;
  readonly files: readonly string[];
  readonly now: AtMs;
  /** Told of each record that is left, as it is left: a report may be longer than memory. */
  readonly onLeft: (left: Left) => void;
  readonly onProgress: (done: number) => void;
}

type Counts = { -readonly [K in keyof ImportReport]: ImportReport[K] };

/** As many conversations as share a transaction. */
const TOGETHER = 64;

interface Waiting {
  readonly file: string;
  readonly record: RawRecord;
  readonly read: Outcome<ImportedConversation>;
}

const readWaiting = (run: ImportRun, known: Known, file: string, record: RawRecord): Waiting => ({
  file,
  record,
  read:
    'broken' in record
      ? fail('invalid', record.broken)
      : readOne(run.source, record.value, known, run.now),
});

const count = (
  run: ImportRun,
  counts: Counts,
  { file, record }: Waiting,
  result: Outcome<Taken>,
): void => {
  const where = { file, row: record.row, sourceId: sourceIdOf(record) };
  if (!result.ok) {
    counts.left += 1;
    const { code, details } = result.failure;
    run.onLeft({ ...where, reason: code, part: partOf(details) });
    return;
  }
  if (result.value.kind === 'known') {
    counts.known += 1;
    return;
  }
  const { messages, filesTaken, filesLeft, emptyLeft } = result.value.prepared;
  counts.taken += 1;
  counts.messages += messages.length;
  counts.filesTaken += filesTaken;
  counts.filesLeft += filesLeft.length;
  counts.emptyLeft += emptyLeft;
  for (const left of filesLeft)
    run.onLeft({ ...where, reason: left.reason, part: `file ${left.file}` });
};

/** Takes those that wait, and tells of each in the order of the rows. */
const takeWaiting = async (
  run: ImportRun,
  counts: Counts,
  waiting: readonly Waiting[],
): Promise<void> => {
  const good = waiting.flatMap(({ read }) => (read.ok ? [read.value] : []));
  const taken = await takeConversations(run.deps, run.source, good);
  const outcomes = new Map(good.map((one, index) => [one, taken[index]]));
  for (const one of waiting) {
    const outcome = one.read.ok ? outcomes.get(one.read.value) : one.read;
    if (outcome === undefined) throw new Error('a conversation was asked for and not answered');
    count(run, counts, one, outcome);
  }
};

const readWhole = async (run: ImportRun): Promise<Known> => {
  const known: Known = { users: new Map(), contacts: new Map(), apart: new Map() };
  for (const file of run.files) {
    for await (const record of readRecords(file)) noteRecord(run.source, record, known);
  }
  return known;
};

const isConversation = (source: ImportSource, record: RawRecord): boolean =>
  !isPersonOf[source](record) && !(source === 'chatwoot' && isMessage(record));

/** Files are read twice: first for people and messages that stand apart, then for conversations, a few at a time. */
export const importFiles = async (run: ImportRun): Promise<ImportReport> => {
  const known = await readWhole(run);
  const counts: Counts = {
    taken: 0,
    messages: 0,
    known: 0,
    left: 0,
    filesTaken: 0,
    filesLeft: 0,
    emptyLeft: 0,
  };
  let waiting: Waiting[] = [];
  let done = 0;
  const take = async (): Promise<void> => {
    await takeWaiting(run, counts, waiting);
    done += waiting.length;
    waiting = [];
    run.onProgress(done);
  };
  for (const file of run.files) {
    for await (const record of readRecords(file)) {
      if (!isConversation(run.source, record)) continue;
      waiting.push(readWaiting(run, known, file, record));
      if (waiting.length === TOGETHER) await take();
    }
  }
  await take();
  return counts;
};
