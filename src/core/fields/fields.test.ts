import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkValue } from './check-value.ts';
import { checkDefinition, type FieldDefinition, type FieldKind } from './field.ts';

const definition: FieldDefinition = {
  kind: 'text',
  categories: [],
  labels: { en: 'Bank' },
  choices: [],
  requiredToSolve: false,
  askedOfCustomer: 'no',
  source: null,
};
const choice = (value: string) => ({ value, labels: { en: value } });

const value = (kind: FieldKind, text: string): string => {
  const choices = kind === 'choice' ? [choice('sepa'), choice('swift')] : [];
  const checked = checkValue({ fieldId: 'f', kind, choices }, text);
  return checked.ok ? checked.value : `! ${checked.failure.code}`;
};

const TXID = '0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060';

test('values are kept in one form, and what does not fit their kind is refused', () => {
  const table: readonly (readonly [FieldKind, string, string])[] = [
    ['number', ' 1 234.50 ', '1234.50'],
    ['number', '１２', '12'],
    ['number', '1e9', '! field_value_wrong'],
    ['number', '9'.repeat(40), '! field_value_wrong'],
    ['amount', '12.5usdt', '12.5 USDT'],
    ['amount', '-1 BTC', '! field_value_wrong'],
    ['amount', 'BTC', '! field_value_wrong'],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2023-02-29', '! field_value_wrong'],
    ['date', '9999-01-01', '! field_value_wrong'],
    ['date', '0000-00-00', '! field_value_wrong'],
    ['yes_no', 'yes', 'yes'],
    ['yes_no', 'maybe', '! field_value_wrong'],
    ['choice', 'sepa', 'sepa'],
    ['choice', 'other', '! field_value_wrong'],
    ['txid', TXID.toUpperCase().replace('0X', '0x'), TXID],
    ['txid', 'hello', '! field_value_wrong'],
    ['address', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
    ['address', '1BoatSLRHtKNngkdXEeobR76b53LETtpyX', '! field_id_mistyped'],
    ['text', 'a'.repeat(1_001), '! field_value_too_long'],
    ['text', '   ', '! field_value_wrong'],
  ];
  for (const [kind, given, kept] of table)
    assert.equal(value(kind, given), kept, `${kind} ${given}`);
});

test('a definition that contradicts itself is refused with the reason', () => {
  const code = (change: Partial<FieldDefinition>, key = 'bank'): string => {
    const checked = checkDefinition(key, { ...definition, ...change });
    return checked.ok ? 'ok' : checked.failure.code;
  };
  assert.equal(code({}), 'ok');
  assert.equal(code({}, 'Bank name'), 'field_key_not_allowed');
  assert.equal(code({ labels: { en: '  ' } }), 'field_without_label');
  assert.equal(code({ kind: 'choice', choices: [choice('a')] }), 'field_choices_missing');
  assert.equal(
    code({ kind: 'choice', choices: [choice('a'), choice('a')] }),
    'field_choices_twice',
  );
  assert.equal(code({ choices: [choice('a'), choice('b')] }), 'field_choices_not_needed');
  assert.equal(code({ kind: 'date', source: 'orders' }), 'field_source_not_fitting');
});
