import type { Redis } from 'ioredis';
import type { LimitRule, Limits, LimitVerdict } from '../../ports/limits.ts';

/**
 * The same algorithm as the in-process limits, in one script, on Redis' own clock: processes whose clocks
 * differ still share one allowance. Returns the milliseconds to wait or,
 * when allowed, those until the allowance is whole again, negative.
 */
const TAKE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
local window = tonumber(ARGV[1])
local at = tonumber(redis.call('GET', KEYS[1]) or '0')
local following = math.max(now, at) + window / tonumber(ARGV[2])
local over = following - now - window
if over > 0.001 then return math.ceil(over) end
redis.call('SET', KEYS[1], string.format('%.3f', following), 'PX', math.ceil(following - now))
return -math.ceil(following - now)
`;

/**
 * Limits shared by all processes. Where Redis is out of reach, `fallback` (the in-process limits) decides:
 * a lost counter must neither open the door nor shut it for everybody.
 */
export const createRedisLimits = (
  redis: Redis,
  fallback: Limits,
  prefix = 'mainstay:limit:',
): Limits => {
  // Without a listener the client writes to the console; the bus reports a lost line, and here it costs nothing.
  redis.on('error', () => undefined);
  return {
    take: async (key: string, rule: LimitRule): Promise<LimitVerdict> => {
      let waitMs: unknown;
      try {
        waitMs = await redis.eval(TAKE, 1, prefix + key, rule.windowMs, rule.max);
      } catch {
        return fallback.take(key, rule);
      }
      if (typeof waitMs !== 'number') return { allowed: true };
      if (waitMs > 0) return { allowed: false, retryAfterMs: waitMs };
      const wholeInMs = -waitMs;
      const remaining = Math.floor(((rule.windowMs - wholeInMs) * rule.max) / rule.windowMs);
      return { allowed: true, left: { remaining, wholeInMs } };
    },
  };
};
