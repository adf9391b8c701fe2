import { sql } from 'kysely';
import type { Attachment } from '../../contract/conversation.ts';
import type { AtMs, ConversationId, CustomerId, FileId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { Uploader } from './deps.ts';

interface FilesTable {
  file_id: FileId;
  customer_id: CustomerId;
  uploader_kind: Uploader['kind'];
  uploader_id: string;
  conversation_id: ConversationId | null;
  message_id: MessageId | null;
  position: number | null;
  name_sealed: Uint8Array;
  mime: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  status: Attachment['status'];
  reason: string | null;
  scanner: string | null;
  created_at: Date;
  stored_at: Date | null;
  checked_at: Date | null;
  discarded_at: Date | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    files: FilesTable;
  }
}

export type FileRow = FilesTable;

export interface NewFile {
  readonly fileId: FileId;
  readonly customerId: CustomerId;
  readonly uploader: Uploader;
  readonly conversationId: ConversationId | null;
  readonly nameSealed: Uint8Array;
  readonly mime: string;
  readonly sizeBytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
  readonly createdAt: AtMs;
}

/** In quarantine, and nobody's until `markStored`. */
export const insertFile = async (connection: Connection, file: NewFile): Promise<void> => {
  await connection
    .insertInto('files')
    .values({
      file_id: file.fileId,
      customer_id: file.customerId,
      uploader_kind: file.uploader.kind,
      uploader_id: file.uploader.id,
      conversation_id: file.conversationId,
      message_id: null,
      position: null,
      name_sealed: file.nameSealed,
      mime: file.mime,
      size_bytes: file.sizeBytes,
      width: file.width,
      height: file.height,
      has_thumbnail: file.hasThumbnail,
      status: 'quarantined',
      reason: null,
      scanner: null,
      created_at: new Date(file.createdAt),
      stored_at: null,
      checked_at: null,
      discarded_at: null,
    })
    .execute();
};

export const markStored = async (connection: Connection, fileId: FileId): Promise<void> => {
  await connection
    .updateTable('files')
    .set({ stored_at: sql<Date>`now()` })
    .where('file_id', '=', fileId)
    .execute();
};

/** Undefined for files that were never stored whole, and for discarded ones. */
export const findFile = (connection: Connection, fileId: FileId): Promise<FileRow | undefined> =>
  connection
    .selectFrom('files')
    .selectAll()
    .where('file_id', '=', fileId)
    .where('stored_at', 'is not', null)
    .where('discarded_at', 'is', null)
    .executeTakeFirst();

export const countUnattached = async (
  connection: Connection,
  uploader: Uploader,
): Promise<number> => {
  const row = await connection
    .selectFrom('files')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('uploader_id', '=', uploader.id)
    .where('uploader_kind', '=', uploader.kind)
    .where('message_id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
};

/** In the order of their ids, so that two sends of the same files cannot lock each other out. */
export const lockFiles = (
  trx: Transaction,
  fileIds: readonly FileId[],
): Promise<readonly FileRow[]> =>
  trx
    .selectFrom('files')
    .selectAll()
    .where('file_id', 'in', [...fileIds])
    .where('stored_at', 'is not', null)
    .where('discarded_at', 'is', null)
    .orderBy('file_id')
    .forUpdate()
    .execute();

export const attachRow = async (
  trx: Transaction,
  place: {
    readonly fileId: FileId;
    readonly conversationId: ConversationId;
    readonly messageId: MessageId;
    readonly position: number;
  },
): Promise<void> => {
  await trx
    .updateTable('files')
    .set({
      conversation_id: place.conversationId,
      message_id: place.messageId,
      position: place.position,
    })
    .where('file_id', '=', place.fileId)
    .execute();
};

export const listByMessages = (
  connection: Connection,
  messageIds: readonly MessageId[],
): Promise<readonly FileRow[]> =>
  connection
    .selectFrom('files')
    .selectAll()
    .where('message_id', 'in', [...messageIds])
    .where('discarded_at', 'is', null)
    .orderBy('message_id')
    .orderBy('position')
    .execute();

export interface Verdict {
  readonly status: 'clean' | 'rejected';
  readonly reason: string | null;
  readonly scanner: string;
}

/** Only out of quarantine, and only once: of two checks at the same time the first one counts. */
export const recordVerdict = (
  connection: Connection,
  fileId: FileId,
  verdict: Verdict,
): Promise<FileRow | undefined> =>
  connection
    .updateTable('files')
    .set({ ...verdict, checked_at: sql<Date>`now()` })
    .where('file_id', '=', fileId)
    .where('status', '=', 'quarantined')
    .returningAll()
    .executeTakeFirst();

/** Returns the files that were not discarded before. */
export const discardByMessage = async (
  trx: Transaction,
  messageId: MessageId,
): Promise<readonly FileId[]> => {
  const rows = await trx
    .updateTable('files')
    .set({ discarded_at: sql<Date>`now()` })
    .where('message_id', '=', messageId)
    .where('discarded_at', 'is', null)
    .returning('file_id')
    .execute();
  return rows.map((row) => row.file_id);
};

/** Discards it unless a message carries it, so that it cannot be sent while its bytes go. */
export const discardUnattached = async (
  connection: Connection,
  fileId: FileId,
): Promise<boolean> => {
  const { numUpdatedRows } = await connection
    .updateTable('files')
    .set({ discarded_at: sql<Date>`coalesce(discarded_at, now())` })
    .where('file_id', '=', fileId)
    .where('message_id', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export const deleteDiscarded = async (connection: Connection, fileId: FileId): Promise<void> => {
  await connection
    .deleteFrom('files')
    .where('file_id', '=', fileId)
    .where('discarded_at', 'is not', null)
    .execute();
};
