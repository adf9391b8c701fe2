import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createMemoryBlobs } from '../../test/fakes/memory-blobs.ts';
import { startS3Server } from '../../test/fakes/s3-server.ts';
import { createDiskBlobs } from '../adapters/blobs-disk/disk-blobs.ts';
import { createS3Blobs } from '../adapters/blobs-s3/s3-blobs.ts';
import type { Blobs } from './blobs.ts';

/** What every store of blobs must do. */
const obeyContract = async (blobs: Blobs): Promise<void> => {
  const key = 'files/0190a5d4-0000-7000-8000-000000000001/full';
  assert.equal(await blobs.get(key), undefined);
  await blobs.delete(key);
  const bytes = new Uint8Array(randomBytes(300_000));
  await blobs.put(key, bytes);
  assert.deepEqual(new Uint8Array((await blobs.get(key)) ?? []), bytes);
  await blobs.put(key, Uint8Array.of(1, 2));
  assert.deepEqual(new Uint8Array((await blobs.get(key)) ?? []), Uint8Array.of(1, 2));
  await blobs.put('empty', new Uint8Array());
  assert.equal((await blobs.get('empty'))?.byteLength, 0);
  await blobs.delete(key);
  assert.equal(await blobs.get(key), undefined);
  assert.equal((await blobs.get('empty'))?.byteLength, 0);
};

const withFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mainstay-blobs-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test('blobs in memory', () => obeyContract(createMemoryBlobs()));

test('blobs on disk', () => withFolder((folder) => obeyContract(createDiskBlobs(folder))));

test('blobs in an S3 store', async () => {
  const server = await startS3Server('key-id');
  const blobs = createS3Blobs({
    bucket: 'mainstay',
    region: 'us-east-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'key-id', secretAccessKey: 'secret' },
  });
  try {
    await obeyContract(blobs);
    assert.deepEqual(server.complaints, []);
    assert.deepEqual([...server.objects.keys()], ['/mainstay/empty']);
  } finally {
    blobs.close();
    await server.close();
  }
});

test('an S3 store that refuses or is gone is an error, never a missing blob', async () => {
  const server = await startS3Server('other-id');
  const blobs = createS3Blobs({
    bucket: 'mainstay',
    region: 'us-east-1',
    endpoint: server.endpoint,
    credentials: { accessKeyId: 'key-id', secretAccessKey: 'secret' },
  });
  try {
    await assert.rejects(blobs.get('some-key'));
    await server.close();
    await assert.rejects(blobs.put('some-key', Uint8Array.of(1)));
  } finally {
    blobs.close();
  }
});

test('blobs on disk: no key leaves the folder, nothing half-written stays, nobody else may read', () =>
  withFolder(async (folder) => {
    const blobs = createDiskBlobs(folder);
    for (const key of [
      '../up',
      '/etc/passwd',
      'a/../b',
      'a//b',
      '.hidden',
      'A',
      'a\0b',
      'a\\b',
      '',
      'a.b',
    ]) {
      await assert.rejects(blobs.put(key, Uint8Array.of(1)), key);
      await assert.rejects(blobs.get(key), key);
      await assert.rejects(blobs.delete(key), key);
    }
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => blobs.put('same', new Uint8Array(50_000).fill(i))),
    );
    const kept = (await blobs.get('same')) ?? new Uint8Array();
    assert.equal(kept.byteLength, 50_000);
    assert.ok(
      kept.every((byte) => byte === kept[0]),
      'two writers mixed their bytes',
    );
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    assert.deepEqual(
      files.map((file) => file.name),
      ['same'],
    );
    const { mode } = await stat(join(files[0]?.parentPath ?? '', 'same'));
    if (process.platform !== 'win32') assert.equal(mode & 0o077, 0);
  }));
