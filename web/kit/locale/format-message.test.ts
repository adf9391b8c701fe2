/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES } from '../../../src/core/vocabulary.ts';
import { compileMessage } from './compile-message.ts';
import { formatParts, formatText } from './format-message.ts';

const SAMPLES = [
  'plain words',
  "it''s {name}",
  '{count, plural, =0 {none} one {# line} two {# twice} few {# few} many {# many} other {# lines}} for {name}',
  '{place, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
  '{who, select, agent {from {name}} other {{count, plural, one {one} other {# of {name}}}}}',
];

test('says what the reference formatter says, in every language', () => {
  for (const locale of LOCALES) {
    for (const sample of SAMPLES) {
      for (const count of [0, 1, 2, 3, 5, 11, 21, 100]) {
        for (const who of ['agent', 'customer']) {
          const values = { count, place: count, who, name: 'Ana' };
          const reference = new IntlMessageFormat(
            sample,
            locale === 'ar' ? 'ar-u-nu-latn' : locale,
          ).format(values);
          assert.equal(formatText(compileMessage(sample), locale, values), reference);
        }
      }
    }
  }
});

test('a sentence without arguments is a bare string', () => {
  assert.equal(compileMessage('Hello'), 'Hello');
});

test('elements pass through their sentence', () => {
  const name = { tag: 'bdi' };
  assert.deepEqual(formatParts(compileMessage('With {name} now'), 'en', { name }), [
    'With ',
    name,
    ' now',
  ]);
});

test('a message that cannot be read stops the build', () => {
  assert.throws(() => compileMessage('{count, plural, one {#}}'));
  assert.throws(() => compileMessage('{open'));
});
