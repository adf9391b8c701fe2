/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeTxid, readTxid } from './txid-shape.ts';

const EVM = `0x${'8f2d0a5b'.repeat(8)}`;

test('ids of the usual chains are known by their shape', () => {
  assert.ok(looksLikeTxid(EVM));
  assert.ok(looksLikeTxid(EVM.slice(2)));
  assert.ok(looksLikeTxid(EVM.slice(2).toUpperCase()));
  assert.ok(
    looksLikeTxid(
      '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW',
    ),
  );
});

test('addresses, orders and sentences are not taken for ids', () => {
  for (const other of [
    '0x52908400098527886E0F7030069857D2E4169EE7',
    'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
    'order-88121',
    'where is it',
    '',
  ])
    assert.equal(looksLikeTxid(readTxid(other)), false, other);
});

test('what stands around a pasted id is taken off, and no character of it is lost', () => {
  assert.equal(readTxid(`  ${EVM}\n`), EVM);
  assert.equal(readTxid(`https://explorer.example/tx/${EVM}?tab=1`), EVM);
  assert.equal(readTxid(`${EVM.slice(0, 20)} ${EVM.slice(20)}`), EVM);
  assert.equal(readTxid('https://explorer.example/about'), 'https://explorer.example/about');
});
