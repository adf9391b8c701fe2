/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import { fillVariables, matchCanned, slashWord, textFor, unknownVariables } from './variables.ts';

const VALUES = {
  'customer.name': 'Mina {{agent.name}}',
  'agent.name': 'Ana',
  'agent.badge': 'M-2041',
  'conversation.number': '4827-1935-6',
  'exchange.name': 'Norvik',
};
const response = (shortcut: string, change: Partial<CannedResponse> = {}): CannedResponse => ({
  id: shortcut,
  shortcut,
  title: shortcut,
  category: null,
  texts: { en: 'Hello' },
  ...change,
});

test('values go in once; a value that looks like a variable stays as it is', () => {
  assert.equal(
    fillVariables('Hi {{customer.name}}, {{ agent.name }} ({{agent.badge}})', VALUES),
    'Hi Mina {{agent.name}}, Ana (M-2041)',
  );
});

test('a name that is no variable stays to be seen, and is told of', () => {
  assert.equal(fillVariables('{{constructor}} {{balance}}', VALUES), '{{constructor}} {{balance}}');
  assert.deepEqual(unknownVariables('{{agent.name}} {{balance}}'), ['balance']);
});

test('the conversation’s language, then English, then any', () => {
  const texts = { ko: '안녕하세요', en: 'Hello', fr: 'Bonjour' };
  assert.deepEqual(textFor({ texts }, 'ko'), { text: '안녕하세요', locale: 'ko' });
  assert.deepEqual(textFor({ texts }, 'ar'), { text: 'Hello', locale: 'en' });
  assert.deepEqual(textFor({ texts: { fr: 'Bonjour' } }, 'ar'), { text: 'Bonjour', locale: 'fr' });
  assert.equal(textFor({ texts: {} }, 'ar'), null);
});

test('a slash counts at the start of a line only', () => {
  assert.deepEqual(slashWord('/he', 3), { from: 0, word: 'he' });
  assert.deepEqual(slashWord('Hello\n/tx', 9), { from: 6, word: 'tx' });
  assert.equal(slashWord('5/6', 3), null);
  assert.equal(slashWord('/he llo', 7), null);
  assert.deepEqual(slashWord('/he', 1), { from: 0, word: '' });
});

test('shortcuts that begin so come first, those of the category before others', () => {
  const all = [
    response('thanks'),
    response('fee-tiers', { title: 'About the fees' }),
    response('later', { title: 'fee question later' }),
    response('fees', { category: 'fees' }),
  ];
  assert.deepEqual(
    matchCanned(all, 'fee', 'fees').map((each) => each.shortcut),
    ['fees', 'fee-tiers', 'later'],
  );
  assert.equal(matchCanned(all, '', 'tax').length, 4);
});
