import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AgentId, DepartmentId, TaskId } from '../ids.ts';
import { allowedVerbs, decideTask, type TaskCommand } from './decide.ts';
import { checkTerms, type DepartmentTerms, type FormField, labelIn } from './department.ts';
import { expect, expectedAt } from './expectation.ts';
import { checkAnswers } from './form.ts';
import { maskId } from './mask-id.ts';
import { isUnderWay, type Task, type TaskActor } from './task.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const agents = ['ana', 'bo', 'cy'] as AgentId[];
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());

const task: Task = {
  taskId: 'task' as TaskId,
  departmentId: 'wallet-operations' as DepartmentId,
  state: 'open',
  ownerId: null,
  openedBy: 'ana' as AgentId,
  sentAt: NOW,
  dueAt: NOW + 4 * HOUR,
  expectedAt: NOW + 4 * HOUR,
  checklist: [
    { itemId: 'found', labels: { en: 'Found' }, required: true, doneAt: null, doneBy: null },
    { itemId: 'noted', labels: { en: 'Noted' }, required: false, doneAt: null, doneBy: null },
  ],
};

const anyActor: fc.Arbitrary<TaskActor> = fc
  .record({
    agentId: fc.constantFrom(...agents),
    isMember: fc.boolean(),
    leads: fc.boolean(),
    seesCase: fc.boolean(),
    hasCase: fc.boolean(),
  })
  .map((actor) => ({ ...actor, seesCase: actor.seesCase || actor.hasCase || actor.leads }));

const expectation = { ms: 2 * HOUR, source: 'default' } as const;
const anyCommand: fc.Arbitrary<TaskCommand> = fc.oneof(
  fc.constantFrom<TaskCommand>(
    { type: 'take' },
    { type: 'say' },
    { type: 'return' },
    { type: 'finish' },
    { type: 'withdraw' },
    { type: 'grant' },
    { type: 'reschedule', dueAt: NOW + 6 * HOUR, expectation },
    { type: 'send_again', dueAt: NOW + 5 * HOUR, expectation },
  ),
  fc.record({
    type: fc.constant('assign' as const),
    to: fc.constantFrom(...agents, null),
    toIsMember: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('check' as const),
    itemId: fc.constantFrom('found', 'noted', 'unknown'),
    done: fc.boolean(),
  }),
);

test('whatever is done, a task under way has one owner or none, and the conversation hears of each beginning and end once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyActor, anyCommand), { maxLength: 30 }), (steps) => {
      let now = task;
      let known = true;
      for (const [actor, command] of steps) {
        const decided = decideTask(now, actor, command, NOW);
        if (!decided.ok) continue;
        const { task: next, parent } = decided.value;
        if (next.state === 'taken') assert.notEqual(next.ownerId, null);
        if (next.state === 'open') assert.equal(next.ownerId, null);
        if (next.state === 'done')
          assert.ok(next.checklist.every(({ required, doneAt }) => !required || doneAt !== null));
        if (parent?.type === 'open_task') {
          assert.equal(known, false);
          known = true;
        }
        if (parent?.type === 'end_task') {
          assert.equal(known, true);
          known = false;
        }
        assert.equal(known, isUnderWay(next.state));
        now = next;
      }
    }),
    { numRuns: 500 },
  );
});

test('what a screen offers is what is allowed, but for ticks that lack', () => {
  fc.assert(
    fc.property(
      anyActor,
      fc.constantFrom<Partial<Task>>(
        {},
        { state: 'taken', ownerId: 'bo' as AgentId },
        { state: 'returned', ownerId: 'bo' as AgentId },
        { state: 'done', ownerId: 'bo' as AgentId },
      ),
      (actor, change) => {
        const verbs = allowedVerbs({ ...task, ...change }, actor, NOW);
        if (!actor.isMember && !actor.leads)
          for (const verb of ['take', 'finish', 'return', 'check', 'assign'] as const)
            assert.ok(!verbs.includes(verb), verb);
        if (change.state === 'done') assert.deepEqual(verbs, []);
      },
    ),
  );
});

test('the customer is never promised what the department never did', () => {
  const measured = { count: 40, medianMs: HOUR, p80Ms: 5 * HOUR };
  assert.deepEqual(expect(measured, HOUR), { ms: 5 * HOUR, source: 'measured' });
  assert.deepEqual(expect({ ...measured, count: 19 }, HOUR), { ms: HOUR, source: 'default' });
  assert.equal(expectedAt(NOW + HOUR, NOW, expect(measured, HOUR)), NOW + 5 * HOUR);
  assert.equal(expectedAt(NOW + 9 * HOUR, NOW, expect(measured, HOUR)), NOW + 9 * HOUR);
  assert.equal(expectedAt(NOW + HOUR, NOW, expect(null, 3 * HOUR)), NOW + HOUR);
});

const field = (kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({
  fieldId: 'it',
  kind,
  labels: { en: 'It' },
  required: false,
  options: [],
  from: null,
  ...more,
});

const options = [
  { optionId: 'a', labels: { en: 'A' } },
  { optionId: 'b', labels: { en: 'B' } },
];

const codeOf = (form: FormField, it: string | boolean | null): string | null => {
  const checked = checkAnswers([form], { it }, sha256);
  return checked.ok ? null : checked.failure.code;
};

test('answers are checked by their kinds', () => {
  const cases: readonly (readonly [FormField, string | boolean | null, string | null])[] = [
    [field('number'), '12.50', null],
    [field('number'), '012', 'answer_not_number'],
    [field('number'), '1e9', 'answer_not_number'],
    [field('number'), '١٢', 'answer_not_number'],
    [field('date'), '2028-02-29', null],
    [field('date'), '2027-02-29', 'answer_not_date'],
    [field('date'), '2100-02-29', 'answer_not_date'],
    [field('date'), '1999-12-31', 'answer_not_date'],
    [field('date'), '2027-04-31', 'answer_not_date'],
    [field('choice', { options }), 'b', null],
    [field('choice', { options }), 'c', 'answer_not_offered'],
    [field('yes_no', { required: true }), false, null],
    [field('yes_no'), 'yes', 'answer_not_yes_no'],
    [field('text'), true, 'answer_missing'],
    [field('text', { required: true }), '  ', 'answer_missing'],
    [field('text'), 'x'.repeat(2_001), 'answer_too_long'],
    [field('address'), '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', null],
    [field('address'), '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', 'answer_not_address'],
    [field('txid'), `0x${'ab'.repeat(32)}`, null],
    [field('txid'), `0x${'ab'.repeat(31)}`, 'answer_not_txid'],
    [field('text', { required: true }), null, 'answer_missing'],
  ];
  for (const [form, it, code] of cases) assert.equal(codeOf(form, it), code, `${form.kind} ${it}`);
});

const terms: DepartmentTerms = {
  names: { en: 'Kitchen' },
  fields: [field('text')],
  checklist: [],
  defaultMinutes: 60,
};

test('impossible departments are refused with the reason and the place', () => {
  const codes = (change: Partial<DepartmentTerms>): string | null => {
    const checked = checkTerms({ ...terms, ...change }, 'en');
    return checked.ok ? null : checked.failure.code;
  };
  assert.equal(codes({}), null);
  assert.equal(codes({ names: { en: ' ' } }), 'department_name_missing');
  assert.equal(codes({ names: { fr: 'Service des clés' } }), 'department_name_missing');
  assert.equal(codes({ defaultMinutes: 0 }), 'default_time_invalid');
  assert.equal(codes({ fields: [field('text'), field('date')] }), 'form_id_twice');
  assert.equal(codes({ fields: [field('choice')] }), 'form_options_missing');
  assert.equal(codes({ fields: [field('text', { options })] }), 'form_options_needless');
  assert.equal(codes({ fields: [field('text', { fieldId: 'Not A Slug' })] }), 'form_id_invalid');
  assert.equal(codes({ fields: [field('text', { labels: {} })] }), 'form_label_missing');
  const many = Array.from({ length: 31 }, (_, at) => field('text', { fieldId: `f${at}` }));
  assert.equal(codes({ fields: many }), 'form_too_long');
});

test('a name missing in a language is shown in the operator’s, then in any', () => {
  const names = { en: 'Keys', fr: 'Clés' };
  assert.equal(labelIn(names, 'fr', 'en'), 'Clés');
  assert.equal(labelIn(names, 'ar', 'fr'), 'Clés');
  assert.equal(labelIn({ zh: '密钥', ru: '' }, 'ru', 'ko'), '密钥');
});

test('of a short id nothing is shown', () => {
  assert.equal(maskId('12345'), '•••');
  assert.equal(maskId('user-000123456789'), '•••6789');
});
