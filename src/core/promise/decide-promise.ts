import type { CasePromise, PromiseReason } from '../conversation/case.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import type { AtMs } from '../ids.ts';
import { estimateLeft, type StepSample } from './estimate.ts';
import { isNews, roundUp, warnAt } from './grain.ts';
import { loadRatio } from './load.ts';
import type { PromisePolicy } from './policy.ts';
import { reasonOfOwner, reasonOfStep } from './reason.ts';
import type { ExpectedStep, StepEnd } from './step.ts';

/** Business time of whoever owes a step. */
export interface OpenTime {
  /** Null beyond any calendar. */
  add(from: AtMs, ms: number): AtMs | null;
  between(from: AtMs, to: AtMs): number;
}

/** A step that was promised and goes on. */
export interface OpenStep {
  readonly step: Exclude<CasePromise['step'], 'customer_move'>;
  readonly beganAt: AtMs;
  readonly firstDueAt: AtMs;
  readonly dueAt: AtMs;
  readonly load: number;
  /** An agent set it: no estimate moves it. */
  readonly byHand: boolean;
  /** How often the time was moved. */
  readonly changes: number;
  readonly warnedFor: AtMs | null;
}

export interface PromiseFacts {
  readonly state: Pick<Conversation, 'category' | 'case'>;
  readonly expected: ExpectedStep | null;
  readonly open: OpenStep | null;
  /** How `open` ended; null while it goes on. */
  readonly end: StepEnd | null;
  /** The log since the promise that stands was made. */
  readonly since: readonly LoggedEvent[];
  /** A promise of the same step that talk came between, and that still holds. */
  readonly standing: AtMs | null;
  /** Ended steps like the expected one. */
  readonly history: readonly StepSample[];
  readonly load: number;
  readonly time: OpenTime;
  /** Business time that the policy promises for the step, ms; null: nothing. */
  readonly policyMs: number | null;
  readonly policy: PromisePolicy;
  readonly now: AtMs;
}

export interface Ended extends StepEnd {
  /** What the log says of it. */
  readonly outcome: 'kept' | 'lapsed' | 'moot';
}

export type PromisePlan =
  /** All is as it was said; `nextAt`: when to look again. */
  | { readonly kind: 'wait'; readonly nextAt: AtMs | null }
  | { readonly kind: 'end'; readonly ended: Ended }
  /** Another step than before. */
  | {
      readonly kind: 'make';
      readonly ended: Ended | null;
      readonly promise: CasePromise;
      readonly because: PromiseReason;
      readonly measured: boolean;
    }
  /** The same step, by somebody else or at another time. */
  | { readonly kind: 'change'; readonly promise: CasePromise; readonly because: PromiseReason }
  | { readonly kind: 'warn'; readonly dueAt: AtMs }
  | { readonly kind: 'lapse'; readonly promise: CasePromise };

const MINUTE_MS = 60_000;
/** A new promise after a lapse is not made for the next moment, and whoever has waited long is not told so each hour. */
const LEAST_AFTER_LAPSE_MS = 15 * MINUTE_MS;
const LEAST_AFTER_LAPSE_SHARE = 0.5;
/** A load must have changed by half before a promise is weighed anew. */
const LOAD_CHANGED = 1.5;
/** From this share of the promised time on it is worth a look whether it will be kept. */
const LOOK_AT_SHARE = 0.5;

interface Due {
  readonly at: AtMs;
  readonly measured: boolean;
}

/** When the step should come about; `elapsedMs` of it have passed. */
const dueFrom = (facts: PromiseFacts, step: OpenStep['step'], elapsedMs: number): Due => {
  const { history, state, load, policy, policyMs, time, now } = facts;
  const measured = estimateLeft(history, { category: state.category, load, elapsedMs }, policy);
  const byPolicy = Math.max(0, (policyMs ?? policy.withoutHistory[step]) - elapsedMs);
  const ms = measured ?? byPolicy;
  const at = time.add(now, Math.max(MINUTE_MS, ms)) ?? now + ms;
  return { at: roundUp(at, now), measured: measured !== null };
};

const endedAs = ({ dueAt }: OpenStep, end: StepEnd): Ended => {
  if (end.by === 'moot') return { ...end, outcome: 'moot' };
  return { ...end, outcome: end.at <= dueAt ? 'kept' : 'lapsed' };
};

/** How the step that was open ended, if it did. One that is no longer expected is no longer needed. */
const endOfOpen = ({ open, end, expected, now }: PromiseFacts): Ended | null => {
  if (open === null) return null;
  if (end !== null) return endedAs(open, end);
  return expected?.step === open.step ? null : { at: now, by: 'moot', outcome: 'moot' };
};

const newStep = (facts: PromiseFacts, expected: ExpectedStep, ended: Ended | null): PromisePlan => {
  const { step, owner, saidFor } = expected;
  const { now, standing, state, since } = facts;
  const because = reasonOfStep(state.case.promise, expected, since);
  if (step === 'customer_move')
    return { kind: 'make', ended, promise: { step, owner, dueAt: null }, because, measured: false };
  if (saidFor !== null && saidFor > now)
    return {
      kind: 'make',
      ended,
      promise: { step, owner, dueAt: saidFor },
      because,
      measured: false,
    };
  if (standing !== null && standing > now)
    return {
      kind: 'make',
      ended,
      promise: { step, owner, dueAt: standing },
      because,
      measured: false,
    };
  const { at: dueAt, measured } = dueFrom(facts, step, 0);
  return { kind: 'make', ended, promise: { step, owner, dueAt }, because, measured };
};

const changedOwner = (
  facts: PromiseFacts,
  open: OpenStep,
  expected: ExpectedStep,
): PromisePlan | null => {
  const before = facts.state.case.promise;
  if (before === null) return null;
  const because = reasonOfOwner(before, expected, facts.since);
  if (because === null) return null;
  const { owner } = expected;
  const begins = because === 'transferred' || because === 'escalated';
  const due = begins && !open.byHand ? dueFrom(facts, open.step, 0).at : open.dueAt;
  // Whoever gets it may be quicker, but nobody is hurried by that.
  const dueAt = due > open.dueAt && isNews(due, open.dueAt, facts.now) ? due : open.dueAt;
  return { kind: 'change', promise: { step: open.step, owner, dueAt }, because };
};

/** Whoever owes it named another time. */
const saidAnew = (
  facts: PromiseFacts,
  open: OpenStep,
  { owner, saidFor }: ExpectedStep,
): PromisePlan | null => {
  if (saidFor === null || saidFor === open.dueAt || open.byHand) return null;
  if (saidFor <= facts.now || !isNews(saidFor, open.dueAt, facts.now)) return null;
  const because = saidFor > open.dueAt ? 'department_later' : 'quieter';
  return { kind: 'change', promise: { step: open.step, owner, dueAt: saidFor }, because };
};

/** Once in a step, while it waits in a team's queue: another load than the one it was promised by. */
const weighedAnew = (
  facts: PromiseFacts,
  open: OpenStep,
  { owner }: ExpectedStep,
): PromisePlan | null => {
  const { now, load, time } = facts;
  if (open.byHand || open.changes > 0 || owner.kind !== 'team') return null;
  const ratio = loadRatio(load, open.load);
  if (now < lookAt(open) || (ratio < LOAD_CHANGED && ratio > 1 / LOAD_CHANGED)) return null;
  const { at: dueAt, measured } = dueFrom(facts, open.step, time.between(open.beganAt, now));
  if (!measured || !isNews(dueAt, open.dueAt, now) || dueAt > open.dueAt !== ratio > 1) return null;
  const because = dueAt > open.dueAt ? 'busier' : 'quieter';
  return { kind: 'change', promise: { step: open.step, owner, dueAt }, because };
};

const lookAt = ({ beganAt, dueAt }: OpenStep): AtMs =>
  beganAt + Math.round((dueAt - beganAt) * LOOK_AT_SHARE);

/**
 * What is promised where the last promise was not kept: what is left by history, and time enough to do something.
 * `owner`: whoever has it from now on.
 */
export const promiseAfterLapse = (
  facts: PromiseFacts,
  open: OpenStep,
  owner: CasePromise['owner'],
): CasePromise => {
  const { time, now } = facts;
  const elapsedMs = time.between(open.beganAt, now);
  const left = dueFrom(facts, open.step, elapsedMs).at;
  const leastMs = Math.max(LEAST_AFTER_LAPSE_MS, Math.round(LEAST_AFTER_LAPSE_SHARE * elapsedMs));
  const least = roundUp(time.add(now, leastMs) ?? now + leastMs, now);
  return { step: open.step, owner, dueAt: Math.max(left, least) };
};

const nextLook = (open: OpenStep, owner: CasePromise['owner'], now: AtMs): AtMs => {
  const times = [
    owner.kind === 'team' && open.changes === 0 && !open.byHand ? lookAt(open) : now,
    open.warnedFor === open.dueAt ? now : warnAt(open.beganAt, open.dueAt),
    // In time is what meets the due time; late is what is past it.
    open.dueAt + 1,
  ];
  return Math.min(...times.filter((time) => time > now));
};

const sameStep = (facts: PromiseFacts, open: OpenStep, expected: ExpectedStep): PromisePlan => {
  const { now } = facts;
  if (now > open.dueAt)
    return { kind: 'lapse', promise: promiseAfterLapse(facts, open, expected.owner) };
  const changed =
    changedOwner(facts, open, expected) ??
    saidAnew(facts, open, expected) ??
    weighedAnew(facts, open, expected);
  if (changed !== null) return changed;
  if (open.warnedFor !== open.dueAt && now >= warnAt(open.beganAt, open.dueAt))
    return { kind: 'warn', dueAt: open.dueAt };
  return { kind: 'wait', nextAt: nextLook(open, expected.owner, now) };
};

/**
 * What has to be said to the customer, or done, about the promise of a case now. Pure: made again from the same facts
 * it is the same, so that whoever was interrupted begins anew.
 */
export const decidePromise = (facts: PromiseFacts): PromisePlan => {
  const { expected, open, state } = facts;
  const before = state.case.promise;
  const ended = endOfOpen(facts);
  if (expected === null) {
    if (ended !== null) return { kind: 'end', ended };
    return before === null
      ? { kind: 'wait', nextAt: null }
      : { kind: 'end', ended: { at: facts.now, by: 'moot', outcome: 'moot' } };
  }
  if (ended !== null) return newStep(facts, expected, ended);
  if (open !== null) return sameStep(facts, open, expected);
  if (expected.step === 'customer_move' && before?.step === 'customer_move')
    return { kind: 'wait', nextAt: null };
  return newStep(facts, expected, null);
};
