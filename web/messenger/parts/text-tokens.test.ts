/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainLine, tokenizeText } from './text-tokens.ts';

const textOf = (text: string): string =>
  tokenizeText(text)
    .map((token) => (token.kind === 'secret' ? `⟦secret:${token.secret}⟧` : token.text))
    .join('');

test('no character of a message is lost or added', () => {
  const piece = fc.constantFrom(
    '⟦secret:wif⟧',
    '⟦secret:nonsense⟧',
    '1.20 BTC',
    'مرحبا',
    ' ',
    '<b>',
    'a1'.repeat(16),
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const text = pieces.join('');
      assert.equal(textOf(text), text);
    }),
  );
});

test('secrets, addresses and amounts are told from words', () => {
  const address = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';
  assert.deepEqual(
    tokenizeText(`my phrase ⟦secret:seed_phrase⟧ to ${address} for 1.20 BTC`).map(
      ({ kind }) => kind,
    ),
    ['text', 'secret', 'text', 'code', 'text', 'amount'],
  );
});

test('an unknown marker and a long word stay text', () => {
  assert.deepEqual(
    tokenizeText('⟦secret:nothing⟧').map(({ kind }) => kind),
    ['text'],
  );
  assert.equal(tokenizeText('pneumonoultramicroscopicsilicovolcanoconiosis')[0]?.kind, 'text');
});

test('a line of a card names what was removed', () => {
  assert.equal(
    plainLine('see ⟦secret:wif⟧', (kind) => `removed ${kind}`),
    'see [removed wif]',
  );
});
