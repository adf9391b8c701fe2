import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPasswordFault } from './password-strength.ts';

const OWN = ['Noor Haddad', 'noor.haddad@example.com', 'Noor'];

test('long and strange will do, in any script, without rules about kinds of characters', () => {
  for (const password of [
    'corral hinge lantern',
    'fjord-lantern-7184',
    'пятьдесят зелёных чашек',
    '雨の日に猫が三匹窓辺で眠る',
    'xq7vz-m2k9p-w4r8t',
    'noor rides seventeen elephants',
  ]) {
    assert.equal(findPasswordFault(password, OWN), undefined, password);
  }
});

test('what is guessed first is refused', () => {
  const faults = {
    'hinge-lanter': undefined,
    'hinge-lante': 'password_too_short',
    ['x1y2z3'.repeat(22)]: 'password_too_long',
    abababababababab: 'password_too_simple',
    'P@ssw0rd1234': 'password_too_simple',
    password123456: 'password_too_simple',
    Qwertyuiop123456: 'password_too_simple',
    'admin-support-1': 'password_too_simple',
    'letmein-letmein': 'password_too_simple',
    NoorHaddad2026: 'password_too_personal',
    'haddad.noor.1': 'password_too_personal',
  };
  for (const [password, fault] of Object.entries(faults)) {
    assert.equal(findPasswordFault(password, OWN), fault, password);
  }
});
