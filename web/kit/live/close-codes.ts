import type { CLOSE_CODES as Declared } from '../../../src/contract/live.ts';

/** The contract's close codes, written out because the contract's module brings the schema library along. */
export const CLOSE_CODES: typeof Declared = {
  goingAway: 1012,
  tooSlow: 1013,
  unauthorized: 4401,
  forbiddenOrigin: 4403,
  helloTimeout: 4408,
  badFrame: 4400,
  tooManyFrames: 4429,
};
