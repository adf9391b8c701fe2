import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkValue } from './check-value.ts';
import { FIELD_KINDS } from './field.ts';
import { choicesOf, FIELD_OPS, isBare, matchesValue, opsOf } from './match-value.ts';

test('numbers are compared as they are, however long; amounts within one asset alone', () => {
  const least = (wanted: string, value: string) => matchesValue('at_least', [wanted], value);
  assert.equal(least('0.100000000000000001', '0.1'), false);
  assert.equal(least('0.1', '0.100000000000000001'), true);
  assert.equal(least('9', '10'), true, 'not by their letters');
  assert.equal(matchesValue('at_most', ['-2'], '-10'), true);
  assert.equal(matchesValue('equals', ['1.50'], '1.5'), true);
  assert.equal(least('1000 USDT', '1000.5 USDT'), true);
  assert.equal(least('1 BTC', '1000 USDT'), false);
  assert.equal(matchesValue('at_most', ['1 BTC'], '0.1 USDT'), false);
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      assert.equal(matchesValue('at_least', [String(a)], String(b)), b >= a);
      assert.equal(matchesValue('at_most', [String(a)], String(b)), b <= a);
    }),
  );
});

test('words are compared whatever their case and width, dates by the day, choices as one of several', () => {
  assert.equal(matchesValue('contains', ['ＳＡＴＵＲＮ'], 'Bank of Saturn'), true);
  assert.equal(matchesValue('equals', ['bank'], 'Bank of Saturn'), false);
  assert.equal(matchesValue('before', ['2026-03-29'], '2026-03-29'), false);
  assert.equal(matchesValue('before', ['2026-03-29'], '2026-03-28'), true);
  assert.equal(matchesValue('after', ['2026-09-30'], '2026-10-01'), true);
  assert.equal(matchesValue('one_of', ['a', 'b'], 'b'), true);
  assert.equal(matchesValue('one_of', ['a', 'b'], 'c'), false);
});

test('what is not filled in is empty and nothing else', () => {
  for (const op of FIELD_OPS)
    assert.equal(matchesValue(op, ['1'], undefined), op === 'empty', `${op} of nothing`);
  assert.equal(matchesValue('given', [], ''), true, 'there, if not opened');
  assert.equal(matchesValue('empty', [], ''), false);
});

test('every kind of field can be asked about, with a value that it can have', () => {
  const value = {
    text: 'Saturn',
    number: '12.5',
    date: '2026-03-29',
    choice: 'a',
    yes_no: 'yes',
    txid: '0x00000000000000000000000000000000000000000000000000000000000000aa',
    address: 'internal:0123456789',
    amount: '12.5 USDT',
  } as const;
  for (const kind of FIELD_KINDS) {
    const field = { fieldId: 'f', kind, choices: [{ value: 'a', labels: { en: 'A' } }] };
    const kept = checkValue(field, value[kind]);
    assert.ok(kept.ok, kind);
    const [first] = opsOf(kind);
    assert.ok(first !== undefined && !isBare(first));
    const wanted = choicesOf(field) ?? [kept.value];
    const holds = matchesValue(first, wanted, kept.value);
    assert.equal(holds, first !== 'before', kind);
  }
});
