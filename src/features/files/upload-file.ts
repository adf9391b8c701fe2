import { setTimeout } from 'node:timers/promises';
import { fileTypeFromBuffer } from 'file-type';
import type { Attachment } from '../../contract/conversation.ts';
import type { ConversationId, CustomerId, FileId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { cleanFileName, splitFileName } from '../../core/text/clean-file-name.ts';
import { decideFileType, isImage, isPlainText, type TypedFile } from './decide-file-type.ts';
import { blobKey, bytesContext, type FilesDeps, nameContext, type Uploader } from './deps.ts';
import { UNATTACHED_HOURS, workToPurge, workToScan } from './due-kinds.ts';
import { SECRET_REASON, scanFile } from './scan-file.ts';
import { countUnattached, findFile, insertFile, markStored } from './store.ts';
import { toAttachment } from './to-attachment.ts';

/** Files that one person may have uploaded and not yet sent. */
const MAX_UNATTACHED = 40;
/** The first look is part of the upload; when it fails, due work goes on from here. */
const FIRST_RETRY_MS = 30_000;
/** Whoever uploads waits no longer than this for the first look. */
const FIRST_LOOK_MS = 3_000;

export interface Upload {
  readonly customerId: CustomerId;
  readonly uploader: Uploader;
  /** Known from the start for staff; a customer's file finds its conversation with its message. */
  readonly conversationId: ConversationId | null;
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Checked extends TypedFile {
  readonly bytes: Uint8Array;
  readonly width: number | null;
  readonly height: number | null;
  readonly thumbnail: Uint8Array | null;
}

/** The ending is kept apart, so that a destroyed secret does not take it along. */
const safeName = (deps: FilesDeps, raw: string): string => {
  const { stem, extension } = splitFileName(cleanFileName(raw));
  return deps.redact(stem) + extension;
};

const check = async (deps: FilesDeps, upload: Upload): Promise<Outcome<Checked>> => {
  const { bytes } = upload;
  if (bytes.byteLength === 0) return fail('invalid', 'file_empty');
  const detected = (await fileTypeFromBuffer(bytes))?.mime;
  const text = detected === undefined && isPlainText(bytes);
  const typed = decideFileType(safeName(deps, upload.name), detected, text);
  if (!typed.ok) return typed;
  const { mime } = typed.value;
  if (!isImage(mime)) {
    return ok({ ...typed.value, bytes, width: null, height: null, thumbnail: null });
  }
  const image = await deps.images.reencode(bytes, mime);
  return image.ok ? ok({ ...typed.value, ...image }) : fail('invalid', image.reason);
};

/** Row, bytes, row: a crash between them leaves what the purge finds, never bytes that nobody knows of. */
const keep = async (deps: FilesDeps, upload: Upload, checked: Checked): Promise<FileId> => {
  const fileId = deps.ids.uuid() as FileId;
  const now = deps.clock.now();
  const vault = await deps.vault.of(upload.customerId);
  await deps.database.transaction().execute(async (trx) => {
    await insertFile(trx, {
      fileId,
      customerId: upload.customerId,
      uploader: upload.uploader,
      conversationId: upload.conversationId,
      nameSealed: vault.seal(new TextEncoder().encode(checked.name), nameContext(fileId)),
      mime: checked.mime,
      sizeBytes: checked.bytes.byteLength,
      width: checked.width,
      height: checked.height,
      hasThumbnail: checked.thumbnail !== null,
      createdAt: now,
    });
    await deps.dueWork.schedule(trx, [workToPurge(fileId, now + UNATTACHED_HOURS * 3_600_000)]);
  });
  const put = (variant: 'full' | 'thumb', bytes: Uint8Array): Promise<void> =>
    deps.blobs.put(blobKey(fileId, variant), vault.seal(bytes, bytesContext(fileId, variant)));
  await put('full', checked.bytes);
  if (checked.thumbnail !== null) await put('thumb', checked.thumbnail);
  await deps.database.transaction().execute(async (trx) => {
    await markStored(trx, fileId);
    await deps.dueWork.schedule(trx, [workToScan(fileId, now + FIRST_RETRY_MS)]);
  });
  return fileId;
};

/**
 * Takes a file in: cheap checks, images encoded anew, sealed under the customer's key, then looked at by the scanner.
 * A scanner that is out of reach leaves it in quarantine; a look that takes longer goes on while the file is sent. Failures, `invalid`: `file_empty`, `file_type_not_allowed`,
 * `file_extension_mismatch`, `image_too_large`, `image_unreadable`, `file_holds_secret`; `limit_reached`: `too_many_files`.
 */
export const uploadFile = async (deps: FilesDeps, upload: Upload): Promise<Outcome<Attachment>> => {
  if ((await countUnattached(deps.database, upload.uploader)) >= MAX_UNATTACHED) {
    return fail('limit_reached', 'too_many_files', { max: MAX_UNATTACHED });
  }
  const checked = await check(deps, upload);
  if (!checked.ok) return checked;
  const fileId = await keep(deps, upload, checked.value);
  const look = scanFile(deps, fileId, checked.value.bytes).catch((error: unknown) => {
    deps.log.warn({ fileId, scanner: deps.scanner.name, error }, 'file stays in quarantine');
  });
  await Promise.race([look, setTimeout(FIRST_LOOK_MS, undefined, { ref: false })]);
  const row = await findFile(deps.database, fileId);
  if (row === undefined) throw new Error(`file ${fileId} is gone right after its upload`);
  if (row.reason === SECRET_REASON) return fail('invalid', 'file_holds_secret');
  return ok(await toAttachment(deps, row));
};
