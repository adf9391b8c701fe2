import type { AtMs } from '../ids.ts';
import type { OpenHours } from './open-hours.ts';
import type { SlaTarget } from './policy.ts';

/** From when until when time counted; the last is open while it still does. */
export type Run = readonly [from: AtMs, to: AtMs | null];

/** One promise's time: begun, paused and resumed, ended. */
export interface Span {
  readonly target: SlaTarget;
  /** Unique within the conversation: the target and the event that began it, or the department's task. */
  readonly key: string;
  /** Whose hours count; null for the team that has the case. */
  readonly departmentId: string | null;
  readonly startedAt: AtMs;
  readonly runs: readonly Run[];
  readonly endedAt: AtMs | null;
  /** When it became late, and by which due time. It stays late whatever changes afterwards. */
  readonly late: { readonly at: AtMs; readonly dueAt: AtMs } | null;
  /** As it stood at its end, by what held then: later changes do not touch it. */
  readonly final: {
    readonly dueAt: AtMs | null;
    readonly targetMs: number | null;
    readonly consumedMs: number;
  } | null;
  /** What the log holds of it already. */
  readonly warned: boolean;
  readonly breachTold: boolean;
}

export const isRunning = (span: Span): boolean => span.runs.at(-1)?.[1] === null;

/** Business time used up to an instant, ms. */
export const consumedOf = (runs: readonly Run[], hours: OpenHours, at: AtMs): number =>
  runs.reduce((sum, [from, to]) => sum + hours.between(from, Math.min(to ?? at, at)), 0);

/** The first instant at which `ms` are used up; null while it is paused before that, or beyond the horizon. */
export const dueOf = (runs: readonly Run[], hours: OpenHours, ms: number): AtMs | null => {
  let left = ms;
  for (const [from, to] of runs) {
    if (to === null) return hours.add(from, left);
    const used = hours.between(from, to);
    if (left <= used) return hours.add(from, left);
    left -= used;
  }
  return null;
};

/** Time counts from here on. */
export const resumed = (span: Span, at: AtMs): Span => {
  const last = span.runs.at(-1);
  if (last?.[1] === null) return span;
  // A pause of no length is none.
  const runs: readonly Run[] =
    last?.[1] === at ? [...span.runs.slice(0, -1), [last[0], null]] : [...span.runs, [at, null]];
  return { ...span, runs };
};

/** Time no longer counts. A run of no length leaves nothing. */
export const paused = (span: Span, at: AtMs): Span => {
  const last = span.runs.at(-1);
  if (last === undefined || last[1] !== null) return span;
  const before = span.runs.slice(0, -1);
  return { ...span, runs: last[0] === at ? before : [...before, [last[0], at]] };
};
