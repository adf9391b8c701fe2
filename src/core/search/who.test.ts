import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findTerms } from './match-terms.ts';
import { askWho, whoTokens } from './who.ts';

const finds = (typed: string, name: string | null, email: string | null): boolean => {
  const asked = askWho(typed);
  const there = new Set(whoTokens({ name, email }));
  if (asked === null) return false;
  return (
    asked.tokens.every((token) => there.has(token)) &&
    findTerms(`${name ?? ''}\n${email ?? ''}`, asked.terms) !== null
  );
};

test('a person is found by any part of the name and by the whole address, not by what follows its @', () => {
  assert.ok(finds('okafor', 'Daniel Okafor', null));
  assert.ok(finds('OKAFOR daniel', 'Daniel Okafor', null));
  assert.ok(finds('daniel.o@mail.example', null, 'Daniel.O@mail.example'));
  assert.ok(finds('عبد', 'عبد الرحمن', null));
  assert.ok(finds('김민', '김민수', null));
  assert.equal(finds('mail', null, 'daniel@mail.example'), false);
  assert.equal(finds('okafor@', 'Okaf', null), false);
  assert.equal(askWho('one two three four five six'), null);
  assert.equal(askWho(' . '), null);
});

test('whatever somebody is called, their own name finds them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), {
        minLength: 1,
        maxLength: 4,
      }),
      (parts) => {
        const name = parts.join(' ');
        const asked = askWho(name);
        if (asked === null || name.includes('@')) return;
        const there = new Set(whoTokens({ name, email: null }));
        assert.ok(asked.tokens.slice(0, 30).every((token) => there.has(token)));
      },
    ),
    { numRuns: 300 },
  );
});
