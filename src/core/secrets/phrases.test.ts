import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { entropyToMnemonic } from '@scure/bip39';
import fc from 'fast-check';
import {
  createServerSecretGuard,
  WORD_LISTS,
} from '../../adapters/secret-guard-bip39/create-guard.ts';

const guard = createServerSecretGuard();
const phraseOf = (list: readonly string[], entropy: Uint8Array): string[] =>
  entropyToMnemonic(entropy, [...list]).split(/\s+/u);

const randomPhrase = fc
  .record({
    name: fc.constantFrom(...Object.keys(WORD_LISTS)),
    entropy: fc
      .constantFrom(16, 20, 24, 28, 32)
      .chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
  })
  .map(({ name, entropy }) => ({ name, words: phraseOf(WORD_LISTS[name] ?? [], entropy) }));

const SEPARATORS = [
  ' ',
  '\n',
  ', ',
  ',',
  '  ',
  ' - ',
  '\u3000',
  '、',
  ' | ',
  '\r\n',
  '; ',
  '_',
  '/',
  '\u00a0',
  ' \u200b',
  '. ',
];
const STYLES: ((word: string, place: number) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => word.slice(0, 1).toUpperCase() + word.slice(1),
  (word, place) => `${place + 1}. ${word}`,
  (word, place) => `${place + 1})${word}`,
  (word, place) => `#${place + 1}: ${word}`,
  (word, place) => `${place + 1}${word}`,
  (word) => `"${word}"`,
  (word) => word.normalize('NFC'),
  (word) => word.normalize('NFD'),
  (word) =>
    word.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
  (word) => [...word].join('\u200b'),
  (word) => `\u2066${word}\u2069`,
];

test('any phrase of any list, however it is written down, is destroyed', () => {
  const written = fc.record({
    phrase: randomPhrase,
    separator: fc.constantFrom(...SEPARATORS),
    style: fc.constantFrom(...STYLES),
    before: fc.constantFrom(
      '',
      'my wallet words: ',
      '助记词是：',
      'Hola, no funciona: ',
      'シードフレーズは「',
    ),
    behind: fc.constantFrom('', ' .', '\n\nis it ok?', '」です', '，谢谢'),
  });
  fc.assert(
    fc.property(written, ({ phrase, separator, style, before, behind }) => {
      const words = phrase.words.map(style);
      const { text, destroyed } = guard.redact(`${before}${words.join(separator)}${behind}`);
      assert.ok(destroyed.includes('seed_phrase'), `kept (${phrase.name})`);
      const rest = text
        .replace(/⟦secret:[a-z_]+⟧/gu, '')
        .replace(before, '')
        .replace(behind, '');
      const left = words.filter(
        (word, place) => rest.includes(word) && words.indexOf(word) === place && word.length > 2,
      );
      assert.deepEqual(left, [], `left (${phrase.name}): ${JSON.stringify(text)}`);
    }),
    { numRuns: 1_500, unbiased: true },
  );
});

test('phrases written without any separator are destroyed', () => {
  fc.assert(
    fc.property(
      randomPhrase,
      fc.constantFrom('', 'seed: ', 'こちらです：', '助记词：'),
      ({ name, words }, before) => {
        const result = guard.redact(before + words.join(''));
        // Chinese sentences are made of the same characters: phrases of very frequent ones cannot be told from them.
        if (name.startsWith('chinese')) return;
        assert.ok(result.destroyed.includes('seed_phrase'), `kept (${name}): ${words.join('')}`);
        assert.ok(!result.text.includes(words.slice(-3).join('')), name);
      },
    ),
    { numRuns: 800, unbiased: true },
  );
});

test('glued Chinese phrases: at least 99 of 100 random ones', () => {
  for (const list of [WORD_LISTS.chineseSimplified ?? [], WORD_LISTS.chineseTraditional ?? []]) {
    let kept = 0;
    for (let i = 0; i < 1_000; i += 1) {
      const words = phraseOf(list, randomBytes(16 + (i % 5) * 4));
      if (
        guard.redact(
          i % 2 === 0 ? `我的助记词是：${words.join('')}，帮我看看` : `你好\n${words.join('')}\n`,
        ).destroyed.length === 0
      )
        kept += 1;
    }
    assert.ok(kept <= 10, `${kept} of 1000 kept`);
  }
});

test('a phrase with one typing error, a wrong checksum or four-letter words is destroyed all the same', () => {
  fc.assert(
    fc.property(randomPhrase, fc.nat(), ({ name, words }, seed) => {
      if (name.startsWith('chinese')) return;
      const at = seed % words.length;
      const wrong = words.map((word, place) =>
        place === at ? `${word.slice(0, 2)}xq${word.slice(2)}` : word,
      );
      const result = guard.redact(`my seed: ${wrong.join(' ')}`);
      assert.ok(result.destroyed.includes('seed_phrase'), `kept (${name}): ${wrong.join(' ')}`);
      const left = result.text.replace(/⟦secret:[a-z_]+⟧/gu, '').replace('my seed', '');
      assert.ok(!left.includes(words[(at + 5) % words.length] ?? '?'), result.text);
    }),
    { numRuns: 500, unbiased: true },
  );
  const abbreviated = phraseOf(WORD_LISTS.english ?? [], randomBytes(32))
    .map((word) => word.slice(0, 4))
    .join(' ');
  assert.equal(guard.redact(`plate: 1/2 ${abbreviated}`).text, 'plate: 1/2 ⟦secret:seed_phrase⟧');
});

test('phrases in pieces, unfinished, with words between, in tags, spelled out or with foreign letters', () => {
  const words =
    'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit'.split(' ');
  const written = [
    `the first six: ${words.slice(0, 6).join(' ')}\nHere are the others.\n${words.slice(6).join(' ')}`,
    `my seed is ${words.slice(0, 11).join(' ')}`,
    words.slice(1).join(' '),
    words.map((word, at) => `${at + 1}th word is ${word}`).join(', '),
    words.join(' and '),
    `<ol>${words.map((word) => `<li class="word">${word}</li>`).join('')}</ol>`,
    words.map((word) => [...word].join(' ')).join('  '),
    words
      .map((word) => word.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о'))
      .join(' '),
    words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(''),
    JSON.stringify(words),
    words.toReversed().join(' '),
  ];
  for (const text of written) {
    const left = guard.redact(text).text;
    assert.ok(left.includes('⟦secret:seed_phrase⟧'), text);
    assert.deepEqual(
      words.filter((word) => left.includes(word)),
      [],
      left,
    );
  }
});

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(
      randomPhrase,
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      ({ words }, noise) => {
        const once = guard.redact(`${noise} ${words.join(' ')}\nmy code: 482913`).text;
        assert.equal(guard.redact(once).text, once);
      },
    ),
    { numRuns: 200 },
  );
});
