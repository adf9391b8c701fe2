import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { entropyToMnemonic } from '@scure/bip39';
import fc from 'fast-check';
import { WORD_LISTS } from '../../adapters/secret-guard-bip39/create-guard.ts';
import { foldWord } from './fold-text.ts';
import { openPackedWords, packWords } from './packed-words.ts';
import { createSecretGuard } from './secret-guard.ts';
import { sha256 } from './sha256.ts';
import { buildWordIndex } from './word-index.ts';

const packed = packWords(WORD_LISTS);
const index = openPackedWords(packed);
const guard = createSecretGuard({ index, sha256 });

test('the digest is SHA-256', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.deepEqual(sha256(bytes), new Uint8Array(hash('sha256', bytes, 'buffer')));
    }),
    { numRuns: 300 },
  );
});

test('a packed index knows every word of every list, and few others', () => {
  const exact = buildWordIndex(WORD_LISTS);
  const bitOf = new Map(index.lists.map(({ name }, bit) => [name, bit]));
  for (const [name, words] of Object.entries(WORD_LISTS)) {
    const bit = bitOf.get(name) ?? -1;
    for (const word of words)
      assert.ok((index.maskOf(foldWord(word)) >> bit) & 1, `${name} ${word}`);
  }
  let wrong = 0;
  const tries = 20_000;
  for (let i = 0; i < tries; i += 1) {
    const word = [...randomBytes(6)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
    if (exact.maskOf(word) === 0 && (index.maskOf(word) >> (bitOf.get('english') ?? 0)) & 1)
      wrong += 1;
  }
  assert.ok(wrong / tries < 0.04, `${wrong} of ${tries}`);
  const chinese = index.lists.find(({ name }) => name === 'chineseTraditional');
  WORD_LISTS.chineseTraditional?.forEach((word, place) => {
    assert.equal(chinese?.placeOf(word), place);
  });
});

test('it is small: seventeen kilobytes and less for ten lists, and five for the Chinese', () => {
  const bytes = packed.sets.reduce((sum, [, gaps]) => sum + (gaps.length * 6) / 8, 0);
  assert.ok(bytes < 17 * 1024, `${bytes}`);
  assert.ok((packed.ideographs.length * 6) / 8 < 6 * 1024);
});

test('its guard finds phrases of every list, also glued, and leaves sentences alone', () => {
  for (const [name, words] of Object.entries(WORD_LISTS)) {
    for (let i = 0; i < 20; i += 1) {
      const phrase = entropyToMnemonic(randomBytes(16 + (i % 5) * 4), [...words]).split(/\s+/u);
      for (const text of [
        phrase.join(' '),
        phrase.map((word, at) => `${at + 1}. ${word}`).join('\n'),
      ]) {
        assert.ok(guard.redact(text).destroyed.includes('seed_phrase'), `${name}: ${text}`);
      }
      if (!name.startsWith('chinese')) {
        assert.ok(guard.redact(phrase.join('')).destroyed.includes('seed_phrase'), name);
      }
    }
  }
  const sentences = [
    'we need to withdraw my coin because they said that the account was not safe and you must help this time',
    'Deposit, withdraw, trade, swap, order, market, limit, cancel, open, close, cash, coin: which have a fee?',
    "Bonjour, j'ai effectué un retrait hier mais il n'est toujours pas arrivé sur mon portefeuille, pouvez-vous m'aider ?",
    'Hola, ayer hice un retiro y todavía no llega a mi billetera, ¿me pueden ayudar con el pedido 4482913?',
    '我的账户被冻结了三天，无法提现，请尽快帮我处理一下这个问题，我已经提交了身份证明和资金来源说明材料',
    '昨日、出金の手続きをしましたが、まだ着金していません。いつごろになりますか。よろしくおねがいします。',
    '어제 출금 신청을 했는데 아직 도착하지 않았습니다. 언제쯤 처리되는지 알려 주시면 감사하겠습니다.',
  ];
  for (const text of sentences) assert.equal(guard.redact(text).text, text);
});
