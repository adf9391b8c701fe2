import type { AtMs, FileId } from '../../core/ids.ts';
import type { DueItem } from '../../ports/due-work.ts';

export const SCAN_FILE = 'scan_file';
export const PURGE_FILE = 'purge_file';
export const DELETE_FILE = 'delete_file';

/** How long a file may wait for its message. */
export const UNATTACHED_HOURS = 24;

/** The time is part of the key: each look at a file is a piece of work of its own. */
export const workToScan = (fileId: FileId, dueAt: AtMs): DueItem => ({
  key: `${SCAN_FILE}:${fileId}:${dueAt}`,
  kind: SCAN_FILE,
  payload: { fileId },
  dueAt,
});

export const workToPurge = (fileId: FileId, dueAt: AtMs): DueItem => ({
  key: `${PURGE_FILE}:${fileId}`,
  kind: PURGE_FILE,
  payload: { fileId },
  dueAt,
});

export const workToDelete = (fileId: FileId, dueAt: AtMs): DueItem => ({
  key: `${DELETE_FILE}:${fileId}`,
  kind: DELETE_FILE,
  payload: { fileId },
  dueAt,
});
