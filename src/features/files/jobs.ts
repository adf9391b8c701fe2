import { z } from 'zod';
import type { FileId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { blobKey, type FilesDeps } from './deps.ts';
import { DELETE_FILE, PURGE_FILE, SCAN_FILE } from './due-kinds.ts';
import { scanAgain } from './scan-file.ts';
import { deleteDiscarded, discardUnattached } from './store.ts';

const payload = z.object({ fileId: z.uuid() });

/** Bytes first: a row without bytes is found and finished by the next try, bytes without a row by nobody. */
const deleteFile = async (deps: FilesDeps, fileId: FileId): Promise<void> => {
  await deps.blobs.delete(blobKey(fileId, 'full'));
  await deps.blobs.delete(blobKey(fileId, 'thumb'));
  await deleteDiscarded(deps.database, fileId);
};

/** A day after its upload: a file that no message carries goes. */
const purgeFile = async (deps: FilesDeps, fileId: FileId): Promise<void> => {
  if (await discardUnattached(deps.database, fileId)) await deleteFile(deps, fileId);
};

/** Every kind of due work of this slice with its handler; all may run twice. */
export const fileJobs = (deps: FilesDeps): ReadonlyMap<string, DueHandler> => {
  const of =
    (run: (deps: FilesDeps, fileId: FileId) => Promise<void>): DueHandler =>
    (raw) =>
      run(deps, payload.parse(raw).fileId as FileId);
  return new Map([
    [SCAN_FILE, of(scanAgain)],
    [PURGE_FILE, of(purgeFile)],
    [DELETE_FILE, of(deleteFile)],
  ]);
};
