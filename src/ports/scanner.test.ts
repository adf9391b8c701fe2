import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClamdBehaviour, FAKE_MALWARE, startClamd } from '../../test/fakes/clamd.ts';
import { createClamavScanner } from '../adapters/scanner-clamav/clamav-scanner.ts';
import { noScanner } from '../adapters/scanner-none/no-scanner.ts';
import type { Scanner } from './scanner.ts';

const withClamd = async (
  behaviour: ClamdBehaviour,
  work: (scanner: Scanner, scanned: readonly Buffer[]) => Promise<void>,
): Promise<void> => {
  const clamd = await startClamd(behaviour);
  try {
    const scanner = createClamavScanner({ host: '127.0.0.1', port: clamd.port, timeoutMs: 400 });
    await work(scanner, clamd.scanned);
  } finally {
    await clamd.close();
  }
};

test('clamd sees every byte, and its verdict is ours', () =>
  withClamd('scans', async (scanner, scanned) => {
    for (const length of [0, 1, 65_536, 65_537, 3_000_000]) {
      const bytes = new Uint8Array(length).fill(7);
      assert.deepEqual(await scanner.scan(bytes), { verdict: 'clean' });
      assert.deepEqual(new Uint8Array(scanned.at(-1) ?? []), bytes);
    }
    const malware = new TextEncoder().encode(`x${FAKE_MALWARE}`);
    assert.deepEqual(await scanner.scan(malware), {
      verdict: 'infected',
      signature: 'Mainstay.Test',
    });
  }));

test('no clear verdict is an error, so that nothing passes unseen', async () => {
  for (const behaviour of ['refuses', 'hangs', 'hangs_up'] as const) {
    await withClamd(behaviour, async (scanner) => {
      await assert.rejects(scanner.scan(Uint8Array.of(1)), behaviour);
    });
  }
  const gone = createClamavScanner({ host: '127.0.0.1', port: 1, timeoutMs: 400 });
  await assert.rejects(gone.scan(Uint8Array.of(1)));
});

test('without a scanner everything passes, and the name says so', async () => {
  assert.equal(noScanner.name, 'none');
  assert.deepEqual(await noScanner.scan(Uint8Array.of(1)), { verdict: 'clean' });
});
