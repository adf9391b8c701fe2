import type { PromiseStep } from '../conversation/case.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** By what promises are made. The numbers of the estimate are fitted by `npm run eval -- promises`. */
export interface PromisePolicy {
  /** Of steps like this one, the share that ended in the time that is promised. */
  readonly quantile: number;
  /** How far loads may differ and still be alike, in doublings. */
  readonly loadWidth: number;
  /** What a step of another category counts beside one of the same. */
  readonly otherCategory: number;
  /** With less history than this (steps, weighted by likeness) the policy's default holds. */
  readonly least: number;
  /** Business time, ms, where there is neither history nor a policy. */
  readonly withoutHistory: Readonly<Record<Exclude<PromiseStep, 'customer_move'>, number>>;
}

export const DEFAULT_PROMISE_POLICY: PromisePolicy = {
  quantile: 0.94,
  loadWidth: 0.6,
  otherCategory: 0.1,
  least: 12,
  withoutHistory: {
    first_answer: 30 * MINUTE_MS,
    answer: HOUR_MS,
    department_result: 24 * HOUR_MS,
    decision: 45 * 24 * HOUR_MS,
    resolution: 72 * HOUR_MS,
  },
};
