import type { AtMs } from '../ids.ts';
import type { SlaNews } from './news.ts';
import type { SlaTarget } from './policy.ts';
import { countTo, type SlaProgress } from './progress.ts';
import { consumedOf, dueOf, isRunning, type Span } from './span.ts';
import type { Timeline } from './timeline.ts';

/** One promise as it stands now. */
export interface SlaClock {
  readonly target: SlaTarget;
  readonly key: string;
  readonly departmentId: string | null;
  readonly policyId: string;
  readonly startedAt: AtMs;
  readonly endedAt: AtMs | null;
  /** Since when time does not count; null while it does, and at the end. */
  readonly pausedSince: AtMs | null;
  /** Business time used, ms. */
  readonly consumedMs: number;
  readonly targetMs: number;
  /** When it is used up; null while it is paused before that. Of what is late, when it was due. */
  readonly dueAt: AtMs | null;
  /** When a warning is due; null as with `dueAt`. */
  readonly warnAt: AtMs | null;
  /** When it became late; null when it is not. */
  readonly lateAt: AtMs | null;
  readonly state: 'running' | 'paused' | 'met' | 'breached';
}

const PERCENT = 100;

const stateOf = (span: Span): SlaClock['state'] => {
  if (span.late !== null) return 'breached';
  if (span.endedAt !== null) return 'met';
  return isRunning(span) ? 'running' : 'paused';
};

const clockOf = (
  progress: SlaProgress,
  span: Span,
  timeline: Timeline,
  now: AtMs,
): SlaClock | null => {
  const terms = timeline.termsAt(span.endedAt ?? now, progress.facts, span);
  const targetMs = span.final === null ? terms.targetMs : span.final.targetMs;
  // Nothing is promised: there is nothing to show, unless it was once and was not kept.
  if (targetMs === null && span.late === null) return null;
  const open = span.endedAt === null;
  const dueAt = open && targetMs !== null ? dueOf(span.runs, terms.hours, targetMs) : null;
  const warnMs = targetMs === null ? null : (targetMs * terms.policy.warnAtPercent) / PERCENT;
  return {
    target: span.target,
    key: span.key,
    departmentId: span.departmentId,
    policyId: terms.policy.id,
    startedAt: span.startedAt,
    endedAt: span.endedAt,
    pausedSince: open && !isRunning(span) ? (span.runs.at(-1)?.[1] ?? span.startedAt) : null,
    consumedMs: span.final?.consumedMs ?? consumedOf(span.runs, terms.hours, now),
    targetMs: targetMs ?? 0,
    dueAt: span.late?.dueAt ?? span.final?.dueAt ?? dueAt,
    warnAt: open && warnMs !== null ? dueOf(span.runs, terms.hours, Math.ceil(warnMs)) : null,
    lateAt: span.late?.at ?? null,
    state: stateOf(span),
  };
};

/** Every promise of a conversation at a time not before its last event, in the order of their beginnings. */
export const clocksAt = (
  progress: SlaProgress,
  timeline: Timeline,
  now: AtMs,
): readonly SlaClock[] => {
  const counted = countTo(progress, timeline, now);
  return counted.spans
    .map((span) => clockOf(counted, span, timeline, now))
    .filter((clock) => clock !== null);
};

const newsOf = (span: Span, clock: SlaClock | undefined, now: AtMs): SlaNews | null => {
  const { target, key } = span;
  if (span.late !== null)
    return span.breachTold ? null : { kind: 'breached', target, span: key, dueAt: span.late.dueAt };
  if (clock?.state !== 'running' || span.warned) return null;
  const { warnAt, dueAt } = clock;
  return warnAt !== null && dueAt !== null && warnAt <= now
    ? { kind: 'warned', target, span: key, dueAt }
    : null;
};

/** What has come about by now and is not in the log yet: each warning and each breach once. */
export const newsAt = (
  progress: SlaProgress,
  timeline: Timeline,
  now: AtMs,
): readonly SlaNews[] => {
  const counted = countTo(progress, timeline, now);
  const clocks = new Map(clocksAt(counted, timeline, now).map((clock) => [clock.key, clock]));
  return counted.spans
    .map((span) => newsOf(span, clocks.get(span.key), now))
    .filter((news) => news !== null);
};

/** When `newsAt` may next have something to say, should nothing else happen; null for never. */
export const nextNewsAt = (progress: SlaProgress, timeline: Timeline, now: AtMs): AtMs | null => {
  const counted = countTo(progress, timeline, now);
  const clocks = new Map(clocksAt(counted, timeline, now).map((clock) => [clock.key, clock]));
  const times = counted.spans.flatMap((span): AtMs[] => {
    if (span.late !== null) return span.breachTold ? [] : [now];
    const clock = clocks.get(span.key);
    if (clock?.state !== 'running' || clock.dueAt === null || clock.warnAt === null) return [];
    // Late is what is past its due time: the millisecond after it.
    return [span.warned ? clock.dueAt + 1 : Math.min(clock.warnAt, clock.dueAt + 1)];
  });
  return times.length === 0 ? null : Math.max(now, Math.min(...times));
};
