/** Nonces that were used, for one process. Several processes that answer for one exchange share a store instead. */
export interface NonceMemory {
  /** False when it is remembered already. Both times in ms since the Unix epoch. */
  take(nonce: string, untilMs: number, nowMs: number): boolean;
  readonly size: number;
}

/** How many are added between two sweeps: the memory holds no more than what one window brings, twice. */
const SWEEP_EVERY = 1_024;

export const createNonceMemory = (): NonceMemory => {
  const until = new Map<string, number>();
  let added = 0;
  const sweep = (nowMs: number): void => {
    for (const [nonce, endMs] of until) if (endMs < nowMs) until.delete(nonce);
  };
  return {
    take: (nonce, untilMs, nowMs) => {
      const known = until.get(nonce);
      if (known !== undefined && known >= nowMs) return false;
      until.set(nonce, untilMs);
      added += 1;
      if (added % SWEEP_EVERY === 0) sweep(nowMs);
      return true;
    },
    get size() {
      return until.size;
    },
  };
};
