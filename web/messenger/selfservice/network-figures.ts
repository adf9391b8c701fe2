import type { NetworkCheckResult } from '../../../src/core/selfservice/vocabulary.ts';

/** One request to the server and what came of it. Times in milliseconds of the device's own clock. */
export interface Probe {
  readonly sentAt: number;
  /** Null: no answer in time. */
  readonly tookMs: number | null;
  /** The server's clock as its answer said, in whole seconds; null where it said none. */
  readonly serverAt: number | null;
}

/** The value that a share of the sorted ones does not exceed (nearest rank). */
const quantileOf = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;

/**
 * The device's clock less the server's. A `Date` header says only the second, so each answer bounds the difference to
 * one second plus its way there and back; the bounds of all answers together are much tighter. Null when none came.
 */
export const clockOffOf = (probes: readonly Probe[]): number | null => {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const { sentAt, tookMs, serverAt } of probes) {
    if (tookMs === null || serverAt === null) continue;
    // The server wrote it between sending and receiving, and within the second that it names.
    least = Math.max(least, sentAt - (serverAt + 999));
    most = Math.min(most, sentAt + tookMs - serverAt);
  }
  if (!Number.isFinite(least) || !Number.isFinite(most)) return null;
  return Math.round((least + most) / 2);
};

/** The figures of a line from its probes. */
export const figuresOf = (
  probes: readonly Probe[],
  socket: 'open' | 'failed',
  isOnline: boolean,
): NetworkCheckResult => {
  const times = probes.flatMap(({ tookMs }) => tookMs ?? []).sort((a, b) => a - b);
  const rounded = (value: number | null): number | null => value && Math.round(value);
  return {
    samples: probes.length,
    lost: probes.length - times.length,
    medianMs: rounded(quantileOf(times, 0.5)),
    slowMs: rounded(quantileOf(times, 0.9)),
    clockOffMs: clockOffOf(probes),
    socket,
    isOnline,
  };
};
