import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from '../../ports/blobs.ts';

const KEY = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*$/;
const MAX_KEY_LENGTH = 200;

/** Two levels of 256 folders, so that no folder grows large. Throws on keys that could leave the root. */
const pathOf = (root: string, key: string): string => {
  if (key.length > MAX_KEY_LENGTH || !KEY.test(key)) throw new Error('not a key for a blob');
  const digest = createHash('sha256').update(key).digest('hex');
  return join(root, digest.slice(0, 2), digest.slice(2, 4), key.replaceAll('/', '.'));
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot open folders; there a rename is on disk once it returns.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Bytes first, then their name: whoever reads sees the whole blob or none, also after a loss of power. */
const writeAtomically = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.${randomBytes(6).toString('hex')}.partial`;
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
};

/** Blobs as files under `root` (an absolute folder, made when missing). */
export const createDiskBlobs = (root: string): Blobs => ({
  put: async (key, bytes) => writeAtomically(pathOf(root, key), bytes),
  get: async (key) => {
    try {
      return await readFile(pathOf(root, key));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  delete: async (key) => rm(pathOf(root, key), { force: true }),
});
