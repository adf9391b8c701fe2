/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conflictOf,
  isSingleKey,
  keycaps,
  latinKey,
  resolveKeys,
  sequenceOfPress,
  worksInEditable,
} from './key-map.ts';

const press = (key: string, code = '', change: object = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

test('our own keys do not stand in each other’s way', () => {
  const map = resolveKeys({});
  for (const [id, sequences] of map) {
    for (const sequence of sequences) assert.equal(conflictOf(map, sequence, id), null, sequence);
  }
});

test('someone’s own key replaces ours, and null switches it off', () => {
  const map = resolveKeys({ solve: 'x', reply: null });
  assert.deepEqual(map.get('solve'), ['x']);
  assert.deepEqual(map.get('reply'), []);
  assert.deepEqual(map.get('note'), ['n']);
});

test('a sequence conflicts with its own beginning', () => {
  const map = resolveKeys({});
  assert.equal(conflictOf(map, 'g', 'solve'), 'go_inbox');
  assert.equal(conflictOf(map, 'r x', 'solve'), 'reply');
  assert.equal(conflictOf(map, 'R', 'solve'), 'reply');
  assert.equal(conflictOf(map, 'y', 'solve'), null);
});

test('keys that are letters of a text are known as such', () => {
  assert.equal(isSingleKey('g i'), true);
  assert.equal(isSingleKey('Shift+f'), true);
  assert.equal(isSingleKey('[Shift]+?'), true);
  assert.equal(isSingleKey('$mod+k'), false);
  assert.equal(isSingleKey('$mod+Shift+Enter'), false);
});

test('only keys with Control or Command send from the field', () => {
  assert.equal(worksInEditable('send', '$mod+Enter'), true);
  assert.equal(worksInEditable('send', 's'), false);
  assert.equal(worksInEditable('solve', '$mod+e'), false);
});

test('presses get their names on both kinds of keyboard', () => {
  assert.equal(sequenceOfPress(press('k', 'KeyK', { ctrlKey: true }), false), '$mod+k');
  assert.equal(sequenceOfPress(press('k', 'KeyK', { metaKey: true }), true), '$mod+k');
  assert.equal(sequenceOfPress(press('?', 'Slash', { shiftKey: true }), false), '[Shift]+?');
  assert.equal(sequenceOfPress(press('F', 'KeyF', { shiftKey: true }), false), 'Shift+f');
  assert.equal(sequenceOfPress(press('Shift', 'ShiftLeft', { shiftKey: true }), false), null);
  assert.equal(sequenceOfPress(press(' ', 'Space'), false), 'Space');
});

test('on a keyboard of another script the place of the key counts', () => {
  assert.equal(latinKey(press('ㅓ', 'KeyJ')), 'j');
  assert.equal(latinKey(press('о', 'KeyJ')), 'j');
  assert.equal(latinKey(press('a', 'KeyQ')), null);
  assert.equal(sequenceOfPress(press('ㅓ', 'KeyJ'), false), 'j');
});

test('keycaps', () => {
  assert.deepEqual(keycaps('$mod+Shift+Enter', false), [['Ctrl', 'Shift', '⏎']]);
  assert.deepEqual(keycaps('g i', true), [['G'], ['I']]);
  assert.deepEqual(keycaps('[Shift]+?', false), [['?']]);
});
