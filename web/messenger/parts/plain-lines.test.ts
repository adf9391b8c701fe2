/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { arrangePlain, type PlainPiece } from './plain-lines.ts';

const linesOf = (piece: PlainPiece): readonly string[] =>
  piece.kind === 'words' ? piece.text.split('\n') : piece.items;

test('paragraphs, steps and points are told apart', () => {
  assert.deepEqual(
    arrangePlain('First look.\nThen act.\n\n1. Open it\n2. Press it\n\n- one\n- two\nDone.'),
    [
      { kind: 'words', text: 'First look.\nThen act.' },
      { kind: 'steps', first: 1, items: ['Open it', 'Press it'] },
      { kind: 'points', items: ['one', 'two'] },
      { kind: 'words', text: 'Done.' },
    ],
  );
});

test('steps that begin anew are another list, and a passage may begin in the middle', () => {
  assert.deepEqual(arrangePlain('3. c\n\n4. d\n1. a'), [
    { kind: 'steps', first: 3, items: ['c', 'd'] },
    { kind: 'steps', first: 1, items: ['a'] },
  ]);
});

test('an amount or a year at the beginning of a line is no step', () => {
  assert.deepEqual(
    arrangePlain('1.20 BTC\n2026. A year').map(({ kind }) => kind),
    ['words'],
  );
});

test('no line that says something gets lost', () => {
  const line = fc.constantFrom('1. a', '2. b', '9) z', '- p', '• q', 'words', '', '  ', '3.5 ETH');
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const said = lines
        .filter((each) => each.trim() !== '')
        .map((each) => each.replace(/^(?:\d[.)]|[-•])\s+/, ''));
      assert.deepEqual(arrangePlain(lines.join('\n')).flatMap(linesOf), said);
    }),
  );
});
