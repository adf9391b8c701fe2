/**
 * A circuit breaker: after several failures in a row nothing is sent for a while, then one request is tried; whether it
 * succeeds decides for all. So a dead exchange costs nobody a time-out, and one that comes back is not overrun.
 */
export interface Circuit {
  /** Whether a request may be sent now. `probe`: it is the one that decides. */
  enter(nowMs: number): 'closed' | 'probe' | 'open';
  succeeded(): void;
  failed(nowMs: number): void;
  isOpen(): boolean;
}

export interface CircuitPolicy {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
  /** The time doubles with each probe that fails, up to this. */
  readonly maxOpenMs: number;
  /** A probe that was never reported back is given up after this. */
  readonly probeMs: number;
}

export const DEFAULT_CIRCUIT: CircuitPolicy = {
  failures: 5,
  openMs: 1_000,
  maxOpenMs: 5_000,
  probeMs: 5_000,
};

export const createCircuit = (
  policy: CircuitPolicy,
  onChange: (open: boolean) => void,
): Circuit => {
  let inARow = 0;
  let openUntilMs: number | undefined;
  let waitMs = policy.openMs;
  let probeUntilMs = 0;
  return {
    enter: (nowMs) => {
      if (openUntilMs === undefined) return 'closed';
      if (nowMs < openUntilMs || nowMs < probeUntilMs) return 'open';
      probeUntilMs = nowMs + policy.probeMs;
      return 'probe';
    },
    succeeded: () => {
      inARow = 0;
      waitMs = policy.openMs;
      probeUntilMs = 0;
      if (openUntilMs === undefined) return;
      openUntilMs = undefined;
      onChange(false);
    },
    failed: (nowMs) => {
      inARow += 1;
      if (openUntilMs === undefined && inARow < policy.failures) return;
      const wasOpen = openUntilMs !== undefined;
      // Those that were under way when it opened say nothing new.
      if (wasOpen && probeUntilMs === 0) return;
      if (wasOpen) waitMs = Math.min(policy.maxOpenMs, waitMs * 2);
      openUntilMs = nowMs + waitMs;
      probeUntilMs = 0;
      if (!wasOpen) onChange(true);
    },
    isOpen: () => openUntilMs !== undefined,
  };
};
