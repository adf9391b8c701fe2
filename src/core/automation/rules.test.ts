import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { started } from '../../../test/models/conversation-model.ts';
import { steps } from '../../../test/models/conversation-steps.ts';
import { ids, is, log, rule, trialOf } from '../../../test/models/rules.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import { CATEGORIES, PRIORITIES, STATUSES } from '../vocabulary.ts';
import { compileRules } from './compile-rules.ts';
import { decideRules, MOST_IN_CHAIN } from './decide-rules.ts';
import { happeningsOf } from './moments.ts';
import { ALWAYS, type Condition, RULE_EVENTS } from './rule.ts';
import { simulate } from './simulate.ts';
import { follow, type Situation } from './situation.ts';

test('rules act in their order, up to one that ends the asking', () => {
  assert.deepEqual(ids([rule('a'), rule('b'), rule('c')]), ['a', 'b', 'c']);
  assert.deepEqual(ids([rule('a'), rule('b', { stop: true }), rule('c')]), ['a', 'b']);
  // One that does not hold ends nothing.
  const never = rule('b', { stop: true, condition: is('tier', 'vip') });
  assert.deepEqual(ids([rule('a'), never, rule('c')]), ['a', 'c']);
});

test('what a rule does is news for others, and the chain says who led there', () => {
  const first = rule('first', { actions: [{ kind: 'priority', to: 'urgent' }] });
  const second = rule('second', {
    trigger: { kind: 'event', events: ['priority_changed'] },
    condition: is('priority', 'urgent'),
    actions: [{ kind: 'tag', add: ['hot'], remove: [] }],
  });
  const found = simulate(trialOf([second, first]), log());
  assert.deepEqual(
    found.map(({ chain, actions }) => [chain, actions]),
    [
      [['first'], ['priority:urgent']],
      [['first', 'second'], ['tag:+hot']],
    ],
  );
});

test('rules that lead in a circle end: the same one twice at most, five in all', () => {
  const up = rule('up', {
    trigger: { kind: 'event', events: ['opened', 'priority_changed'] },
    condition: is('priority', 'low', 'normal'),
    actions: [{ kind: 'priority', to: 'high' }],
  });
  const down = rule('down', {
    trigger: { kind: 'event', events: ['priority_changed'] },
    condition: is('priority', 'high'),
    actions: [{ kind: 'priority', to: 'low' }],
  });
  const found = ids([up, down]);
  assert.deepEqual(found, ['up', 'down', 'up', 'down']);
  const noting = rule('noting', {
    trigger: { kind: 'event', events: ['opened', 'note_left'] },
    actions: [{ kind: 'note', words: 'again' }],
  });
  assert.deepEqual(ids([noting]), ['noting', 'noting']);
  const many = Array.from({ length: 9 }, (_, index) =>
    rule(`n${index}`, {
      trigger: { kind: 'event', events: index === 0 ? ['opened'] : ['tags_changed'] },
      condition:
        index === 0 ? ALWAYS : { kind: 'set', field: 'tag', op: 'any', values: [`n${index - 1}`] },
    }),
  );
  const chains = simulate(trialOf(many), log()).map(({ chain }) => chain.length);
  assert.equal(Math.max(...chains), MOST_IN_CHAIN);
});

test('what cannot go on says why', () => {
  const noting = rule('noting', { trigger: { kind: 'event', events: ['rated'] } });
  const [entry] = log();
  assert.ok(entry);
  const situation = follow(undefined, entry);
  const happening = (chain: readonly string[]) => ({
    logged: [
      {
        ...entry,
        event: { type: 'conversation_rated', score: 5, reasons: [], commentId: null },
      } as LoggedEvent,
    ],
    seq: 9,
    chain,
    ruleId: chain.at(-1) ?? null,
  });
  const book = compileRules([noting]);
  const why = (chain: readonly string[]) =>
    decideRules(book, happening(chain), situation).stopped.map((each) => each.why);
  assert.deepEqual(why(['noting']), []);
  assert.deepEqual(why(['noting', 'noting']), ['own_effect']);
  assert.deepEqual(why(['a', 'b', 'c', 'd', 'e']), ['too_deep']);
});

test('rules on time act once, when the time has come and the condition holds then', () => {
  const waits = rule('waits', {
    trigger: { kind: 'time', amount: 2, unit: 'hours', since: 'opened' },
    condition: is('priority', 'normal'),
    actions: [{ kind: 'priority', to: 'high' }],
  });
  const logged = log();
  const opened = logged[0]?.at ?? 0;
  const found = simulate(trialOf([waits]), logged);
  assert.deepEqual(
    found.map(({ at, cause }) => [at, cause]),
    [[opened + 7_200_000, { kind: 'time', dueAt: opened + 7_200_000 }]],
  );
  assert.equal(simulate(trialOf([waits], { to: opened + 7_199_999 }), logged).length, 0);
  const live = { ...waits, liveSince: opened + 7_200_001 };
  assert.equal(simulate(trialOf([live]), logged).length, 0, 'it fell due before the rule was live');
});

test('the index finds what asking every rule finds, and the same log gives the same answer', () => {
  const choice = fc.oneof(
    fc.record({ field: fc.constant('category' as const), values: fc.subarray([...CATEGORIES]) }),
    fc.record({ field: fc.constant('status' as const), values: fc.subarray([...STATUSES]) }),
    fc.record({ field: fc.constant('priority' as const), values: fc.subarray([...PRIORITIES]) }),
    fc.record({ field: fc.constant('team' as const), values: fc.subarray(['wallets', 'general']) }),
  );
  const leaf = fc
    .record({ choice, op: fc.constantFrom('is' as const, 'is_not' as const) })
    .map(({ choice: { field, values }, op }): Condition => ({ kind: 'choice', field, op, values }));
  const condition = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }).map((of): Condition => ({ kind: 'all', of })),
    fc.array(leaf, { minLength: 1, maxLength: 3 }).map((of): Condition => ({ kind: 'any', of })),
    leaf.map((of): Condition => ({ kind: 'not', of })),
  );
  const definition = fc.record({
    condition,
    events: fc.subarray([...RULE_EVENTS], { minLength: 1, maxLength: 12 }),
    stop: fc.boolean(),
  });
  fc.assert(
    fc.property(steps, fc.array(definition, { maxLength: 12 }), (walk, drafts) => {
      const world = started(true);
      for (const step of walk) world.take(step);
      const rules = drafts.map(({ condition: of, events, stop }, index) =>
        rule(`r${index}`, { condition: of, stop, trigger: { kind: 'event', events } }),
      );
      const book = compileRules(rules);
      let situation: Situation | undefined;
      for (const happening of happeningsOf(world.log)) {
        for (const entry of happening.logged) situation = follow(situation, entry);
        const now = situation;
        if (now === undefined) continue;
        const once = decideRules(book, happening, now);
        assert.deepEqual(decideRules(compileRules(rules), happening, now), once);
        const plain = compileRules(
          rules.map((each) => ({
            ...each,
            definition: {
              ...each.definition,
              condition: { kind: 'any', of: [each.definition.condition] },
            },
          })),
        );
        const asked = decideRules(plain, happening, now);
        const named = ({ due, stopped }: typeof once) => [
          due.map((each) => each.rule.ruleId),
          stopped.map((each) => each.ruleId),
        ];
        assert.deepEqual(named(once), named(asked));
      }
    }),
    { numRuns: 60 },
  );
});
