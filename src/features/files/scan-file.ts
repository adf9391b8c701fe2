import type { FileId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import { writeAudit } from '../audit/index.ts';
import { blobKey, bytesContext, type FilesDeps } from './deps.ts';
import { workToScan } from './due-kinds.ts';
import { type FileRow, findFile, recordVerdict, type Verdict } from './store.ts';

const RETRY_MS = 60_000;
/** Why a file with a recovery phrase, a key or a password in it is rejected. */
export const SECRET_REASON = 'secret';

const readStored = async (deps: FilesDeps, row: FileRow): Promise<Uint8Array | undefined> => {
  const sealed = await deps.blobs.get(blobKey(row.file_id, 'full'));
  return sealed && deps.vault.open(row.customer_id, sealed, bytesContext(row.file_id, 'full'));
};

/** Malware first: what is harmful is not opened to be read. */
const judge = async (
  deps: FilesDeps,
  mime: string,
  bytes: Uint8Array | undefined,
): Promise<Verdict> => {
  const scanner = deps.scanner.name;
  if (bytes === undefined) return { status: 'rejected', reason: 'lost', scanner };
  const result = await deps.scanner.scan(bytes);
  if (result.verdict !== 'clean') return { status: 'rejected', reason: 'malware', scanner };
  return deps.holdsSecret(await deps.fileText.read(bytes, mime))
    ? { status: 'rejected', reason: SECRET_REASON, scanner }
    : { status: 'clean', reason: null, scanner };
};

/** The bytes of a rejected file are removed at once; its row stays, so that both sides see what became of it. */
const removeBytes = async (deps: FilesDeps, fileId: FileId): Promise<void> => {
  await deps.blobs.delete(blobKey(fileId, 'full'));
  await deps.blobs.delete(blobKey(fileId, 'thumb'));
};

const auditRejection = (trx: Transaction, row: FileRow): Promise<void> =>
  writeAudit(trx, {
    actor: { kind: 'system', id: null },
    action: 'file_rejected',
    subject: { kind: 'file', id: row.file_id },
    data: { reason: row.reason, scanner: row.scanner, uploaderKind: row.uploader_kind },
  });

/**
 * Looks at a file in quarantine and records the verdict; does nothing for any other. `bytes` spares the reading right
 * after an upload. Throws when the scanner is out of reach: then nothing has changed.
 */
export const scanFile = async (
  deps: FilesDeps,
  fileId: FileId,
  bytes?: Uint8Array,
): Promise<void> => {
  const row = await findFile(deps.database, fileId);
  if (row === undefined || row.status !== 'quarantined') return;
  const verdict = await judge(deps, row.mime, bytes ?? (await readStored(deps, row)));
  if (verdict.status === 'rejected') await removeBytes(deps, fileId);
  const judged = await deps.database.transaction().execute(async (trx) => {
    const changed = await recordVerdict(trx, fileId, verdict);
    if (changed?.status === 'rejected') await auditRejection(trx, changed);
    return changed;
  });
  if (judged === undefined || judged.message_id === null || judged.conversation_id === null) return;
  deps.onChecked({
    fileId,
    conversationId: judged.conversation_id,
    customerId: judged.customer_id,
  });
};

/** The due work: as long as the scanner is out of reach another look is planned, for ever if need be. */
export const scanAgain = async (deps: FilesDeps, fileId: FileId): Promise<void> => {
  try {
    await scanFile(deps, fileId);
  } catch (error) {
    deps.log.warn({ fileId, scanner: deps.scanner.name, error }, 'file stays in quarantine');
    const dueAt = deps.clock.now() + RETRY_MS;
    await deps.dueWork.schedule(deps.database, [workToScan(fileId, dueAt)]);
  }
};
