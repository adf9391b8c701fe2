import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LOCALES } from '../../core/vocabulary.ts';
import { chooseLocale } from './choose-locale.ts';

test('the language that is wanted most and that we have', () => {
  assert.equal(chooseLocale('ko-KR,ko;q=0.9,en;q=0.8'), 'ko');
  assert.equal(chooseLocale('de, nl;q=0.9, fr-CA;q=0.5, en;q=0.4'), 'fr');
  assert.equal(chooseLocale('en;q=0.2, AR-eg ; q=0.7'), 'ar');
  assert.equal(chooseLocale('zh;q=0, ru;q=0.1'), 'ru');
  assert.equal(chooseLocale('es;q=7, ja;q=0.1'), 'ja');
  for (const none of [null, '', '*', 'de', 'q=1', ';;;', 'e n'])
    assert.equal(chooseLocale(none), 'en');
});

test('whatever is sent, the answer is one of ours', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (header) =>
      LOCALES.includes(chooseLocale(header)),
    ),
  );
});
