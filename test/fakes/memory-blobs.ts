import type { Blobs } from '../../src/ports/blobs.ts';

export interface MemoryBlobs extends Blobs {
  readonly kept: Map<string, Uint8Array>;
}

/** Blobs in memory; copies in and out, as a disk would. */
export const createMemoryBlobs = (): MemoryBlobs => {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    put: async (key, bytes) => void kept.set(key, bytes.slice()),
    get: async (key) => kept.get(key)?.slice(),
    delete: async (key) => void kept.delete(key),
  };
};
