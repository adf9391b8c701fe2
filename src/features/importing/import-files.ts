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
import { type RawRecord, readRecords } from './read-records.ts';
import { type ImportDeps, takeConversation } from './take-conversation.ts';

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
  /** Files that messages named; they are not taken over. */
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

const takeOne = async (run: ImportRun, known: Known, record: RawRecord, counts: Counts) => {
  const { deps, source, now } = run;
  const read =
    'broken' in record ? fail('invalid', record.broken) : readOne(source, record.value, known, now);
  const taken = read.ok ? await takeConversation(deps, source, read.value) : read;
  if (!read.ok || !taken.ok) return taken;
  if (taken.value.kind === 'known') counts.known += 1;
  else {
    counts.taken += 1;
    counts.messages += taken.value.messages;
    counts.filesLeft += read.value.filesLeft;
    counts.emptyLeft += read.value.emptyLeft;
  }
  return taken;
};

/** Files are read twice: first for people and messages that stand apart, then for conversations, one at a time. */
export const importFiles = async (run: ImportRun): Promise<ImportReport> => {
  const { source, files } = run;
  const known: Known = { users: new Map(), contacts: new Map(), apart: new Map() };
  for (const file of files) {
    for await (const record of readRecords(file)) noteRecord(source, record, known);
  }
  const counts: Counts = { taken: 0, messages: 0, known: 0, left: 0, filesLeft: 0, emptyLeft: 0 };
  let done = 0;
  for (const file of files) {
    for await (const record of readRecords(file)) {
      if (isPersonOf[source](record) || (source === 'chatwoot' && isMessage(record))) continue;
      const result = await takeOne(run, known, record, counts);
      done += 1;
      run.onProgress(done);
      if (result.ok) continue;
      counts.left += 1;
      const { code, details } = result.failure;
      const part = partOf(details);
      run.onLeft({ file, row: record.row, sourceId: sourceIdOf(record), reason: code, part });
    }
  }
  return counts;
};
