import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { is, KNOWN, log, rule } from '../../../test/models/rules.ts';
import { TIERS } from '../vocabulary.ts';
import { checkRule } from './check-rules.ts';
import { compileCondition } from './condition.ts';
import type { Condition, LiveRule } from './rule.ts';
import { clashOfWays, waysOf } from './satisfy.ts';
import { follow, type Situation } from './situation.ts';

const codes = (ruleId: string, ...rules: readonly LiveRule[]): readonly string[] =>
  checkRule(ruleId, rules, KNOWN).map(({ code, at }) => `${code} ${at}`);

test('a condition is said never to hold only where nothing can meet it', () => {
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc
      .record({
        values: fc.subarray([...TIERS], { minLength: 1 }),
        op: fc.constantFrom('is' as const, 'is_not' as const),
      })
      .map(({ values, op }): Condition => ({ kind: 'choice', field: 'tier', op, values })),
    fc
      .record({
        value: fc.constantFrom(1, 2, 3, 4, 5),
        op: fc.constantFrom('at_least' as const, 'at_most' as const),
      })
      .map(({ value, op }): Condition => ({ kind: 'number', field: 'rating', op, value })),
    fc
      .record({
        values: fc.subarray(['x', 'y'], { minLength: 1 }),
        op: fc.constantFrom('any' as const, 'all' as const, 'none' as const),
      })
      .map(({ values, op }): Condition => ({ kind: 'set', field: 'tag', op, values })),
    fc.boolean().map((value): Condition => ({ kind: 'flag', field: 'has_files', value })),
    fc
      .record({
        values: fc.subarray(['a', 'b'], { minLength: 1 }),
        op: fc.constantFrom('one_of' as const, 'given' as const, 'empty' as const),
      })
      .map(({ values, op }): Condition => ({ kind: 'field', fieldId: 'f', op, values })),
  );
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }).map((of): Condition => ({ kind: 'all', of })),
      fc.array(tie('tree'), { maxLength: 3 }).map((of): Condition => ({ kind: 'any', of })),
      tie('tree').map((of): Condition => ({ kind: 'not', of })),
    ),
  }));
  const [entry] = log();
  assert.ok(entry);
  const base = follow(undefined, entry);
  const situations: readonly Situation[] = TIERS.flatMap((tier) =>
    [null, 1, 2, 3, 4, 5].flatMap((rating) =>
      [[], ['x'], ['y'], ['x', 'y']].flatMap((tags) =>
        [true, false].flatMap((hasFiles) =>
          [null, 'a', 'b', 'c'].map((given) => ({
            state: { ...base.state, tier, rating, case: { ...base.state.case, tags } },
            memory: { ...base.memory, hasFiles },
            fields: new Map(given === null ? [] : [['f', given]]),
          })),
        ),
      ),
    ),
  );
  fc.assert(
    fc.property(tree, (condition) => {
      const holds = compileCondition(condition);
      const possible = situations.some((situation) => holds(situation, 0));
      const clash = clashOfWays(waysOf(condition, 'condition'));
      if (possible) assert.equal(clash, null);
    }),
    { numRuns: 1_000 },
  );
});

test('a rule that can never hold is refused with the rows that keep it from it', () => {
  const both = rule('r', {
    condition: { kind: 'all', of: [is('tier', 'vip'), is('locale', 'en'), is('tier', 'plus')] },
  });
  const [problem] = checkRule('r', [both], KNOWN);
  assert.deepEqual(
    [problem?.severity, problem?.code, problem?.at, problem?.with],
    ['error', 'never_holds', 'condition.2', 'condition.0'],
  );
  const untold = rule('r', { condition: is('status', 'closed') });
  assert.deepEqual(codes('r', untold), ['never_holds condition']);
  const high = rule('r', {
    condition: {
      kind: 'all',
      of: [
        { kind: 'number', field: 'passes', op: 'at_least', value: 4 },
        { kind: 'number', field: 'passes', op: 'at_most', value: 3 },
      ],
    },
  });
  assert.deepEqual(codes('r', high), ['never_holds condition.1']);
});

test('what cannot be done, is not there or is set twice is refused with its row', () => {
  const rated = rule('r', {
    trigger: { kind: 'event', events: ['rated'] },
    actions: [
      { kind: 'tag', add: ['x'], remove: [] },
      { kind: 'team', teamId: 'wallets' },
    ],
  });
  assert.deepEqual(codes('r', rated), ['action_not_allowed actions.1']);
  const after = rule('r', {
    actions: [
      { kind: 'status', to: 'solved' },
      { kind: 'snooze', hours: 2 },
    ],
  });
  assert.deepEqual(codes('r', after), ['action_not_allowed actions.1']);
  const twice = rule('r', {
    actions: [
      { kind: 'priority', to: 'high' },
      { kind: 'priority', to: 'low' },
    ],
  });
  assert.deepEqual(codes('r', twice), ['set_twice actions.1']);
  const gone = rule('r', {
    condition: is('team', 'nowhere'),
    actions: [{ kind: 'assign', agentId: 'nobody-we-know' }],
  });
  assert.deepEqual(codes('r', gone), ['unknown_id condition', 'unknown_id actions.0']);
  const empty = rule('r', { trigger: { kind: 'event', events: [] }, actions: [] });
  assert.deepEqual(codes('r', empty), ['no_events trigger', 'no_actions actions']);
  const late = rule('r', {
    trigger: { kind: 'time', amount: 0, unit: 'hours', since: 'opened' },
  });
  assert.deepEqual(codes('r', late), ['out_of_range trigger']);
});

test('two rules that set the same thing differently are warned of, unless they never meet', () => {
  const one = rule('one', { actions: [{ kind: 'priority', to: 'high' }] });
  const other = rule('other', { actions: [{ kind: 'priority', to: 'low' }] });
  assert.deepEqual(codes('other', one, other), ['contradicts actions.0']);
  const [both] = checkRule('other', [one, other], KNOWN);
  assert.deepEqual([both?.ruleIds, both?.about], [['one'], 'priority'], 'the other one is named');
  const adds = rule('one', { actions: [{ kind: 'tag', add: ['x'], remove: [] }] });
  const removes = rule('other', { actions: [{ kind: 'tag', add: ['y'], remove: ['x'] }] });
  assert.deepEqual(codes('other', adds, removes), ['contradicts actions.0']);
  const ending = rule('one', { ...one.definition, stop: true, condition: is('tier', 'vip') });
  assert.deepEqual(codes('other', ending, other), []);
  const vip = rule('one', { ...one.definition, condition: is('tier', 'vip') });
  const rest = rule('other', { ...other.definition, condition: is('tier', 'plus') });
  assert.deepEqual(codes('other', vip, rest), []);
  const all = rule('one', { ...one.definition, stop: true });
  assert.deepEqual(codes('other', all, other), ['never_reached trigger']);
});

test('circles are found before they are published, and only such as can go on', () => {
  const changed = { kind: 'event', events: ['priority_changed'] } as const;
  const up = rule('up', {
    trigger: changed,
    condition: is('priority', 'low'),
    actions: [{ kind: 'priority', to: 'high' }],
  });
  const down = rule('down', {
    trigger: changed,
    condition: is('priority', 'high'),
    actions: [{ kind: 'priority', to: 'low' }],
  });
  const [problem] = checkRule('up', [up, down], KNOWN).filter(({ code }) => code === 'loop');
  assert.deepEqual(problem?.ruleIds, ['up', 'down']);
  assert.equal(problem?.severity, 'warning');
  // Setting what is set brings about nothing.
  const same = rule('same', { trigger: changed, actions: [{ kind: 'priority', to: 'high' }] });
  assert.deepEqual(codes('same', same), []);
  const noting = rule('noting', {
    trigger: { kind: 'event', events: ['note_left'] },
    actions: [{ kind: 'note', words: 'Seen.' }],
  });
  assert.deepEqual(codes('noting', noting), ['loop actions']);
});
