import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import type { Limits } from '../../ports/limits.ts';
import { createRedisLimits } from './redis-limits.ts';

test('where Redis cannot be reached the limits of the process hold, at once', async () => {
  const asked: string[] = [];
  const fallback: Limits = {
    take: async (key) => {
      asked.push(key);
      return asked.length > 2 ? { allowed: false, retryAfterMs: 7 } : { allowed: true };
    },
  };
  // Port 1 answers nobody.
  const redis = new Redis('redis://127.0.0.1:1', { enableOfflineQueue: false });
  try {
    const limits = createRedisLimits(redis, fallback);
    const begun = performance.now();
    const verdicts = [];
    for (let index = 0; index < 3; index += 1) {
      verdicts.push(await limits.take('k', { max: 2, windowMs: 1_000 }));
    }
    assert.deepEqual(verdicts, [
      { allowed: true },
      { allowed: true },
      { allowed: false, retryAfterMs: 7 },
    ]);
    assert.deepEqual(asked, ['k', 'k', 'k']);
    assert.ok(performance.now() - begun < 1_000);
  } finally {
    redis.disconnect();
  }
});
