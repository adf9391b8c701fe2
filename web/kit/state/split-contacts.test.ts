/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ContactNote } from '../../../src/contract/conversation.ts';
import { openable, splitContacts, warningsIn } from './split-contacts.ts';

const note = (start: number, end: number, more: Partial<ContactNote> = {}): ContactNote => ({
  start,
  end,
  href: null,
  verdict: 'unknown',
  warning: null,
  nearest: null,
  ...more,
});

test('no character of a message is lost or added, whatever the notes say', () => {
  const places = fc.record({ start: fc.integer(), end: fc.integer() });
  fc.assert(
    fc.property(fc.string(), fc.array(places), (text, found) => {
      const stretches = splitContacts(
        text,
        found.map(({ start, end }) => note(start % 20, end % 20)),
      );
      assert.equal(stretches.map((stretch) => stretch.text).join(''), text);
    }),
  );
});

test('only addresses of the web are opened', () => {
  assert.equal(openable(note(0, 1, { href: 'https://norvik.example' })), 'https://norvik.example');
  assert.equal(openable(note(0, 1, { href: 'javascript:alert(1)' })), null);
  assert.equal(openable(note(0, 1)), null);
});

test('each contact is warned of once', () => {
  const text = 'a.io b.io a.io';
  const contacts = [
    note(0, 4, { warning: 'look_alike', nearest: 'o.example' }),
    note(5, 9, { warning: 'look_alike' }),
    note(10, 14, { warning: 'look_alike', nearest: 'o.example' }),
  ];
  assert.deepEqual(warningsIn(text, contacts), [
    { why: 'look_alike', shown: 'a.io', nearest: 'o.example' },
    { why: 'no_longer_ours', shown: 'b.io', nearest: null },
  ]);
});
