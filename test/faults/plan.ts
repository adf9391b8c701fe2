import type { Random } from '../../src/core/routing/random.ts';
import type { FaultKind } from './target.ts';

/** When what breaks, from the beginning of the run. */
export interface PlannedFault {
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Which server, way or signal; taken modulo what there is. */
  readonly which: number;
  readonly forMs: number;
}

const GAP_MS = 1_300;
/** Longer than any lease. */
export const PAST_LEASE_MS = 9_500;

const shuffled = <T>(list: readonly T[], random: Random): T[] =>
  list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);

/**
 * The faults of a run, the same for the same seed: first each kind once, in some order, then at random. The long stop
 * comes once in every twenty seconds at most, and none in the last second.
 */
export const planFaults = (
  kinds: readonly FaultKind[],
  totalMs: number,
  random: Random,
): readonly PlannedFault[] => {
  const plan: PlannedFault[] = [];
  let bag: FaultKind[] = [];
  let longAllowedAt = 0;
  for (let atMs = GAP_MS / 2; atMs < totalMs - 1_000; atMs += GAP_MS * (0.4 + random() * 1.2)) {
    if (bag.length === 0) bag = shuffled(kinds, random);
    let kind = bag.pop() as FaultKind;
    const long = kind === 'stop_server_past_lease';
    if (long && (atMs < longAllowedAt || atMs + PAST_LEASE_MS > totalMs)) kind = 'stop_server';
    else if (long) longAllowedAt = atMs + 20_000;
    const forMs = kind === 'stop_server_past_lease' ? PAST_LEASE_MS : 300 + random() * 2_500;
    plan.push({ atMs, kind, which: Math.floor(random() * 1_000), forMs });
  }
  return plan;
};
