import type { AtMs } from '../ids.ts';

/** How long a department's finished tasks took, in milliseconds, from sending to the end. */
export interface Measured {
  readonly count: number;
  readonly medianMs: number;
  readonly p80Ms: number;
}

/** With fewer finished tasks than this a percentile says little. */
export const ENOUGH_TASKS = 20;

export interface Expectation {
  readonly ms: number;
  /** `measured`: four of five tasks were done by then; `default`: what the department is set to. */
  readonly source: 'measured' | 'default';
}

/** How long a task of a department takes: what its own past says, and until there is one, what was set. */
export const expect = (measured: Measured | null, defaultMs: number): Expectation =>
  measured === null || measured.count < ENOUGH_TASKS
    ? { ms: defaultMs, source: 'default' }
    : { ms: measured.p80Ms, source: 'measured' };

/**
 * What the customer is told. Whoever asks may want it sooner than the department ever did it; the customer is not
 * promised that.
 */
export const expectedAt = (dueAt: AtMs, sentAt: AtMs, expectation: Expectation): AtMs =>
  expectation.source === 'measured' ? Math.max(dueAt, sentAt + expectation.ms) : dueAt;
