/** Far above what a person or an agent's desk sends; a flood is cut off. */
const BURST = 400;
const PER_SECOND = 200;

/** A token bucket of frames for one line. `take` is false when the line floods. */
export const createFrameMeter = (): { take(nowMs: number): boolean } => {
  let tokens = BURST;
  let last = 0;
  return {
    take: (nowMs) => {
      tokens = Math.min(BURST, tokens + ((nowMs - last) / 1_000) * PER_SECOND);
      last = nowMs;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
};
