import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryHere, sharedBuffersMb } from './buffers.ts';

const GB = 2 ** 30;

test('the cache is an eighth of the memory, within bounds', () => {
  assert.deepEqual([0.5 * GB, 4 * GB, 64 * GB].map(sharedBuffersMb), [128, 512, 1_024]);
});

test('the memory here is known', () => {
  assert.ok(memoryHere() > 2 ** 27);
});
