import type { Attachment } from '../../contract/conversation.ts';
import type { ConversationId, CustomerId, FileId, MessageId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { FilesDeps, Uploader } from './deps.ts';
import { workToDelete } from './due-kinds.ts';
import { SECRET_REASON } from './scan-file.ts';
import { attachRow, discardByMessage, type FileRow, listByMessages, lockFiles } from './store.ts';
import { toAttachment } from './to-attachment.ts';

export interface AttachRequest {
  readonly fileIds: readonly FileId[];
  readonly customerId: CustomerId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly uploader: Uploader;
}

/** A file of someone else, or of another conversation, is answered like one that does not exist. */
const isTheirs = (row: FileRow, request: AttachRequest): boolean =>
  row.customer_id === request.customerId &&
  row.uploader_kind === request.uploader.kind &&
  row.uploader_id === request.uploader.id &&
  (row.conversation_id === null || row.conversation_id === request.conversationId);

/**
 * Puts files into a message, in the message's own transaction and in the order given. Files in quarantine may go: they
 * are shown as being checked. Failures: `file_not_found` (not_found), `file_already_sent`, `file_rejected`,
 * `file_holds_secret` (conflict).
 */
export const attachFiles = async (
  trx: Transaction,
  request: AttachRequest,
): Promise<Outcome<null>> => {
  const wanted = [...new Set(request.fileIds)];
  if (wanted.length === 0) return ok(null);
  const rows = await lockFiles(trx, wanted);
  if (rows.length < wanted.length || !rows.every((row) => isTheirs(row, request))) {
    return fail('not_found', 'file_not_found');
  }
  if (rows.some((row) => row.message_id !== null)) return fail('conflict', 'file_already_sent');
  if (rows.some((row) => row.reason === SECRET_REASON))
    return fail('conflict', 'file_holds_secret');
  if (rows.some((row) => row.status === 'rejected')) return fail('conflict', 'file_rejected');
  const { conversationId, messageId } = request;
  for (const [position, fileId] of wanted.entries()) {
    await attachRow(trx, { fileId, conversationId, messageId, position });
  }
  return ok(null);
};

/** The files of messages, in the order in which they were attached. Messages without files are not in the map. */
export const listAttachments = async (
  deps: Pick<FilesDeps, 'vault'>,
  connection: Connection,
  messageIds: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, readonly Attachment[]>> => {
  const lists = new Map<MessageId, Attachment[]>();
  if (messageIds.length === 0) return lists;
  for (const row of await listByMessages(connection, messageIds)) {
    if (row.message_id === null) continue;
    const list = lists.get(row.message_id) ?? [];
    list.push(await toAttachment(deps, row));
    lists.set(row.message_id, list);
  }
  return lists;
};

/** The message's words were recalled or deleted: its files are unreadable from this transaction on, and go after it. */
export const discardFiles = async (
  deps: Pick<FilesDeps, 'dueWork' | 'clock'>,
  trx: Transaction,
  messageId: MessageId,
): Promise<void> => {
  const fileIds = await discardByMessage(trx, messageId);
  const now = deps.clock.now();
  await deps.dueWork.schedule(
    trx,
    fileIds.map((fileId) => workToDelete(fileId, now)),
  );
};
