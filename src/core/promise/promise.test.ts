import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NEW_CASE } from '../conversation/case.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { TeamId } from '../ids.ts';
import { decidePromise, type OpenStep, type PromiseFacts } from './decide-promise.ts';
import { estimateLeft, type StepSample } from './estimate.ts';
import { grainOf, isNews, roundUp, warnAt } from './grain.ts';
import { DEFAULT_PROMISE_POLICY } from './policy.ts';
import { endOf } from './step.ts';

const MINUTE_MS = 60_000;
const T0 = Date.UTC(2026, 0, 5, 9);
const owner = { kind: 'team', teamId: 'general' as TeamId } as const;
const time = {
  add: (from: number, ms: number) => from + ms,
  between: (a: number, b: number) => b - a,
};
const policy = DEFAULT_PROMISE_POLICY;

const open = (changes: Partial<OpenStep> = {}): OpenStep => ({
  step: 'answer',
  beganAt: T0,
  firstDueAt: T0 + 60 * MINUTE_MS,
  dueAt: T0 + 60 * MINUTE_MS,
  load: 2,
  byHand: false,
  changes: 0,
  warnedFor: null,
  ...changes,
});

const facts = (changes: Partial<PromiseFacts> = {}): PromiseFacts => {
  const step = changes.open === undefined ? open() : changes.open;
  const promise = step && { step: step.step, owner, dueAt: step.dueAt };
  return {
    state: { category: 'deposit', case: { ...NEW_CASE, promise } },
    expected: { step: 'answer', owner, saidFor: null },
    open: step,
    end: null,
    since: [],
    standing: null,
    history: [],
    load: 2,
    time,
    policyMs: 30 * MINUTE_MS,
    policy,
    now: T0 + MINUTE_MS,
    ...changes,
  };
};

const history = (ms: number, load: number, count = 200): readonly StepSample[] =>
  Array.from({ length: count }, (_, i) => ({
    category: 'deposit' as const,
    load,
    ms: ms * (0.5 + i / count),
  }));

test('with little history the policy speaks; with enough, history does, and longer lines take longer', () => {
  const few = decidePromise(facts({ open: null, history: history(MINUTE_MS, 2, 3) }));
  assert.ok(few.kind === 'make' && !few.measured);
  assert.equal(few.promise.dueAt, roundUp(T0 + 31 * MINUTE_MS, T0 + MINUTE_MS));
  const asked = (load: number) =>
    estimateLeft(history(60 * MINUTE_MS, 2), { category: 'deposit', load, elapsedMs: 0 }, policy) ??
    Number.NaN;
  assert.ok(asked(2) > 60 * MINUTE_MS && asked(2) < 90 * MINUTE_MS);
  assert.ok(asked(20) > 4 * asked(2));
  assert.ok(asked(0) < asked(2));
});

test('of a step that has gone on for long, only longer ones say how much is left', () => {
  const left = estimateLeft(
    history(60 * MINUTE_MS, 2),
    { category: 'deposit', load: 2, elapsedMs: 80 * MINUTE_MS },
    policy,
  );
  assert.ok(left !== null && left > 0 && left < 20 * MINUTE_MS);
});

test('a time that is told is never sooner than expected, and no later than its grain', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 * 86_400_000 }), (span) => {
      const told = roundUp(T0 + span, T0);
      assert.ok(told >= T0 + span && told < T0 + span + grainOf(span));
      assert.ok(warnAt(T0, told) <= told && warnAt(T0, told) >= T0);
      assert.ok(Number.isInteger(warnAt(T0 + 1, told)));
    }),
  );
});

test('whatever the facts, time leads on: a wait always ends after now, and a lapse promises what is to come', () => {
  const anyFacts = fc.record({
    passed: fc.integer({ min: 0, max: 400 }),
    load: fc.double({ min: 0, max: 200, noNaN: true }),
    warned: fc.boolean(),
    byHand: fc.boolean(),
    changes: fc.integer({ min: 0, max: 3 }),
    samples: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(anyFacts, ({ passed, load, warned, byHand, changes, samples }) => {
      const now = T0 + passed * MINUTE_MS;
      const step = open({ byHand, changes, warnedFor: warned ? open().dueAt : null });
      const plan = decidePromise(
        facts({ open: step, now, load, history: history(50 * MINUTE_MS, 3, samples) }),
      );
      if (plan.kind === 'wait') assert.ok(plan.nextAt !== null && plan.nextAt > now);
      if (plan.kind === 'lapse' || plan.kind === 'change')
        assert.ok((plan.promise.dueAt ?? 0) > now, plan.kind);
      assert.equal(plan.kind === 'lapse', now > step.dueAt);
      if (plan.kind === 'warn') assert.ok(!warned && now < step.dueAt + 1);
      if (byHand) assert.notEqual(plan.kind, 'change');
    }),
  );
});

test('an answer in time keeps the promise, one after it does not, and the customer’s own words end nothing', () => {
  const dueAt = open().dueAt;
  const ended = (at: number) => decidePromise(facts({ end: { at, by: 'done' }, expected: null }));
  const outcome = (plan: ReturnType<typeof ended>) => plan.kind === 'end' && plan.ended.outcome;
  assert.equal(outcome(ended(dueAt)), 'kept');
  assert.equal(outcome(ended(dueAt + 1)), 'lapsed');
  const said = (actor: LoggedEvent['actor']) =>
    ({ at: T0, actor, event: { type: 'message_sent' } }) as unknown as LoggedEvent;
  const customer = said({ kind: 'customer', id: 'c' as never });
  const agent = said({ kind: 'agent', id: 'a' as never });
  assert.equal(endOf('answer', [customer]), null);
  assert.deepEqual(endOf('answer', [customer, agent]), { at: T0, by: 'done' });
  assert.deepEqual(endOf('resolution', [agent, customer]), { at: T0, by: 'moot' });
});

test('a promise is moved once because of the load, and only where it matters', () => {
  const busy = facts({
    now: T0 + 31 * MINUTE_MS,
    load: 12,
    history: history(50 * MINUTE_MS, 2),
  });
  const plan = decidePromise(busy);
  assert.ok(plan.kind === 'change' && plan.because === 'busier');
  assert.ok((plan.promise.dueAt ?? 0) > open().dueAt);
  const again = decidePromise({ ...busy, open: open({ changes: 1 }) });
  assert.notEqual(again.kind, 'change');
  assert.ok(!isNews(T0 + 61 * MINUTE_MS, T0 + 60 * MINUTE_MS, T0));
});
