import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { started } from '../../../test/models/conversation-model.ts';
import { steps } from '../../../test/models/conversation-steps.ts';
import { is, rule, trialOf } from '../../../test/models/rules.ts';
import { PRIORITIES } from '../vocabulary.ts';
import { circleOf, differences } from './compare-books.ts';
import type { LiveRule } from './rule.ts';
import { type Explored, exploring } from './simulate.ts';

const explore = (...asked: Parameters<typeof exploring>): Explored => {
  const going = exploring(...asked);
  for (;;) {
    const step = going.next();
    if (step.done === true) return step.value;
  }
};

const definition = fc.record({
  events: fc.subarray(['opened', 'customer_wrote', 'priority_changed', 'status_changed'] as const, {
    minLength: 1,
  }),
  values: fc.subarray([...PRIORITIES], { minLength: 1 }),
  to: fc.constantFrom(...PRIORITIES),
  stop: fc.boolean(),
  after: fc.option(fc.integer({ min: 1, max: 90 })),
});

test('a rule that never held makes no difference, whatever the others do', () => {
  fc.assert(
    fc.property(steps, fc.array(definition, { maxLength: 8 }), fc.nat(8), (walk, drafts, place) => {
      const world = started(true);
      for (const step of walk) world.take(step);
      const rules: readonly LiveRule[] = drafts.map(({ events, values, to, stop, after }, index) =>
        rule(`r${index}`, {
          trigger:
            after === null
              ? { kind: 'event', events }
              : { kind: 'time', amount: after, unit: 'minutes', since: 'opened' },
          condition: is('priority', ...values),
          actions: [{ kind: 'priority', to }],
          stop,
        }),
      );
      const left = rules[place % Math.max(1, rules.length)];
      const all = explore(trialOf(rules), world.log);
      if (left === undefined || all.held.has(left.ruleId)) return;
      const others = explore(trialOf(rules.filter((each) => each !== left)), world.log);
      assert.deepEqual(differences(all.found, others.found), []);
      assert.deepEqual(all.stopped, others.stopped);
    }),
    { numRuns: 150 },
  );
});

test('books differ by what the one does and the other does not, in the order of time', () => {
  const would = (ruleId: string, at: number, tag: string) => ({
    ruleId,
    version: 0,
    cause: { kind: 'event', seq: 1 } as const,
    chain: [ruleId],
    at,
    actions: [`tag:+${tag}`],
    refused: [],
  });
  const found = differences(
    [would('a', 1, 'x'), would('a', 3, 'x'), would('b', 3, 'y')],
    [would('a', 1, 'x'), would('c', 2, 'z'), { ...would('b', 3, 'y'), version: 4 }],
  );
  assert.deepEqual(
    found.map(({ ruleId, at, how }) => [ruleId, at, how]),
    [
      ['c', 2, 'less'],
      ['a', 3, 'more'],
    ],
  );
});

test('a circle is told by its rules, each once', () => {
  const stopped = (ruleId: string, ...chain: readonly string[]) =>
    circleOf({ ruleId, chain, why: 'own_effect' });
  assert.deepEqual(stopped('b', 'a', 'b', 'c', 'b', 'c'), ['b', 'c']);
  assert.deepEqual(stopped('a', 'a', 'a'), ['a']);
  assert.deepEqual(stopped('f', 'a', 'b', 'c', 'd', 'e'), ['a', 'b', 'c', 'd', 'e', 'f']);
});
