import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIsBusy } from './event-loop.ts';

const work = (forMs: number): void => {
  const until = performance.now() + forMs;
  while (performance.now() < until);
};

test('a process that works without a pause is busy, and one that waits is not', async () => {
  const isBusy = createIsBusy();
  // The loop has to turn before its time is counted.
  await sleep(5);
  isBusy();
  await sleep(200);
  assert.equal(isBusy(), false);
  for (let turn = 0; turn < 20; turn++) {
    work(10);
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.equal(isBusy(), true);
});
