import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LOCALES } from '../vocabulary.ts';
import { decideLanguage, type GuessLanguages } from './decide-language.ts';

const silent: GuessLanguages = () => [];
const saying =
  (...guesses: readonly (readonly [string, number])[]): GuessLanguages =>
  () =>
    guesses.map(([language, score]) => ({ language, score }));

describe('the language of a text', () => {
  it('is told by the script alone where one language writes it', () => {
    for (const [text, language] of [
      ['提现', 'zh'],
      ['出金が遅い', 'ja'],
      ['출금', 'ko'],
      ['حسابي', 'ar'],
      ['برداشت پول', 'fa'],
      ['вывод завис, объясните', 'ru'],
      ['ταμείο', 'el'],
    ] as const) {
      const decided = decideLanguage(text, 'en', saying(['en', 0.9]));
      assert.deepEqual([text, decided.language, decided.isSure], [text, language, true]);
    }
  });

  it('is the hint for two words that the guesser is not clear about', () => {
    const decided = decideLanguage('mon compte', 'fr', saying(['es', 0.5], ['fr', 0.48]));
    assert.deepEqual(decided, { language: 'fr', isSure: false, locale: 'fr', nearest: 'fr' });
  });

  it('reads a text in a language without texts by its neighbour, and answers in the hint', () => {
    const guess = saying(['pt', 0.8], ['es', 0.5]);
    const decided = decideLanguage('onde está o meu depósito agora', 'ru', guess);
    assert.deepEqual(decided, { language: 'pt', isSure: true, locale: 'ru', nearest: 'es' });
    const turkish = decideLanguage('param nerede acaba bilmiyorum', 'zh', saying(['tr', 0.8]));
    assert.equal(turkish.nearest, 'en');
  });

  it('does not read Latin words with the models of a hint in another script', () => {
    assert.equal(decideLanguage('api error', 'zh', silent).nearest, 'en');
    assert.equal(decideLanguage('api error', 'zh', silent).locale, 'zh');
  });

  it('does not take a lone の among Chinese for Japanese', () => {
    const text = '我在优の良品买了东西然后充值一直没有到账请问怎么办';
    assert.equal(decideLanguage(text, 'en', silent).language, 'zh');
  });

  it('says nothing of emoji, digits and addresses', () => {
    for (const text of ['', '🚀🚀', '123 456', 'https://example.com/de/konto', '0xabc123def456']) {
      assert.deepEqual(decideLanguage(text, 'ko', saying(['de', 0.9])), {
        language: null,
        isSure: false,
        locale: 'ko',
        nearest: 'ko',
      });
    }
  });

  it('always gives a locale of ours', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...LOCALES), (text, hint) => {
        const { locale, nearest } = decideLanguage(text, hint, saying(['xx', 0.4]));
        return LOCALES.includes(locale) && LOCALES.includes(nearest);
      }),
    );
  });
});
