import type { Clock } from '../../ports/clock.ts';
import type { LimitRule, Limits, LimitVerdict } from '../../ports/limits.ts';

/** Where pruning does not help, the keys that were used longest ago give way. */
const MAX_KEYS = 200_000;
const PRUNE_EVERY_MS = 30_000;

/**
 * Limits within one process, by the generic cell rate algorithm (ITU-T I.371): each key keeps only the time
 * at which its allowance is whole again.
 */
export const createMemoryLimits = (clock: Clock, maxKeys = MAX_KEYS): Limits => {
  const wholeAgainAt = new Map<string, number>();
  let prunedAt = clock.now();

  const prune = (now: number): void => {
    prunedAt = now;
    for (const [key, at] of wholeAgainAt) if (at <= now) wholeAgainAt.delete(key);
    for (const key of wholeAgainAt.keys()) {
      if (wholeAgainAt.size <= maxKeys) break;
      wholeAgainAt.delete(key);
    }
  };

  const take = (key: string, rule: LimitRule): LimitVerdict => {
    const now = clock.now();
    if (now - prunedAt > PRUNE_EVERY_MS || wholeAgainAt.size > maxKeys) prune(now);
    const known = wholeAgainAt.get(key) ?? 0;
    // Further ahead than a whole window it cannot be: the clock was set back, and nobody shall wait for it.
    const at = known - now > rule.windowMs ? now : Math.max(now, known);
    const next = at + rule.windowMs / rule.max;
    const overMs = next - now - rule.windowMs;
    // A millionth of a millisecond of rounding must not refuse the last of `max`.
    if (overMs > 1e-6) return { allowed: false, retryAfterMs: Math.ceil(overMs) };
    wholeAgainAt.delete(key);
    wholeAgainAt.set(key, next);
    const wholeInMs = next - now;
    const remaining = Math.floor(((rule.windowMs - wholeInMs) * rule.max) / rule.windowMs + 1e-6);
    return { allowed: true, left: { remaining, wholeInMs: Math.ceil(wholeInMs) } };
  };

  return { take: async (key, rule) => take(key, rule) };
};
