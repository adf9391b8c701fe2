import type { Attachment } from '../../contract/conversation.ts';
import type { StaffPrincipal } from '../../contract/principal.ts';
import type { BinaryReply } from '../../contract/route.ts';
import type { CustomerId, FileId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { blobKey, bytesContext, type FilesDeps, type Variant } from './deps.ts';
import { downloadHeaders } from './download-headers.ts';
import { type FileRow, findFile } from './store.ts';
import { openName, toAttachment } from './to-attachment.ts';

const NOT_FOUND = fail('not_found', 'file_not_found');

/** Their own files, and those that staff sent them: never the files of internal notes. */
const findForCustomer = async (
  deps: FilesDeps,
  customerId: CustomerId,
  fileId: FileId,
): Promise<FileRow | undefined> => {
  const row = await findFile(deps.database, fileId);
  if (row === undefined || row.customer_id !== customerId) return undefined;
  if (row.uploader_kind === 'customer') return row;
  return row.message_id !== null && (await deps.isPublicMessage(row.message_id)) ? row : undefined;
};

/** Files of conversations that they may see; what was not sent yet is its uploader's alone. */
const findForStaff = async (
  deps: FilesDeps,
  staff: StaffPrincipal,
  fileId: FileId,
): Promise<FileRow | undefined> => {
  const row = await findFile(deps.database, fileId);
  if (row === undefined || row.conversation_id === null) return undefined;
  const unsent = row.message_id === null;
  if (unsent && (row.uploader_kind !== 'agent' || row.uploader_id !== staff.agentId)) {
    return undefined;
  }
  const customerId = await deps.customerSeenBy(staff, row.conversation_id, row.message_id);
  return customerId === row.customer_id ? row : undefined;
};

export const describeForCustomer = async (
  deps: FilesDeps,
  customerId: CustomerId,
  fileId: FileId,
): Promise<Outcome<Attachment>> => {
  const row = await findForCustomer(deps, customerId, fileId);
  return row ? ok(await toAttachment(deps, row)) : NOT_FOUND;
};

export const describeForStaff = async (
  deps: FilesDeps,
  staff: StaffPrincipal,
  fileId: FileId,
): Promise<Outcome<Attachment>> => {
  const row = await findForStaff(deps, staff, fileId);
  return row ? ok(await toAttachment(deps, row)) : NOT_FOUND;
};

/** Failures: `file_not_found` (not_found), `file_being_checked`, `file_rejected` (conflict). */
const readBytes = async (
  deps: FilesDeps,
  row: FileRow,
  variant: Variant,
): Promise<Outcome<BinaryReply>> => {
  if (row.status === 'quarantined') return fail('conflict', 'file_being_checked');
  if (row.status === 'rejected') return fail('conflict', 'file_rejected', { reason: row.reason });
  if (variant === 'thumb' && !row.has_thumbnail) return NOT_FOUND;
  const sealed = await deps.blobs.get(blobKey(row.file_id, variant));
  if (sealed === undefined) return NOT_FOUND;
  const context = bytesContext(row.file_id, variant);
  const bytes = await deps.vault.open(row.customer_id, sealed, context);
  const mime = variant === 'thumb' ? 'image/webp' : row.mime;
  return ok({
    bytes,
    contentType: mime.startsWith('text/') ? `${mime}; charset=utf-8` : mime,
    headers: downloadHeaders(await openName(deps.vault, row)),
  });
};

export const openForCustomer = async (
  deps: FilesDeps,
  customerId: CustomerId,
  fileId: FileId,
  variant: Variant,
): Promise<Outcome<BinaryReply>> => {
  const row = await findForCustomer(deps, customerId, fileId);
  return row ? readBytes(deps, row, variant) : NOT_FOUND;
};

/** The opening is on record before a byte is read. */
export const openForStaff = async (
  deps: FilesDeps,
  staff: StaffPrincipal,
  fileId: FileId,
  variant: Variant,
): Promise<Outcome<BinaryReply>> => {
  const row = await findForStaff(deps, staff, fileId);
  if (row === undefined) return NOT_FOUND;
  await deps.recordAccess(deps.database, {
    agentId: staff.agentId,
    subjectKind: 'file',
    subjectId: fileId,
    customerId: row.customer_id,
    reason: variant === 'thumb' ? 'file_preview' : 'file_opened',
  });
  return readBytes(deps, row, variant);
};
