import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { snowballStemmers } from '../../adapters/stemmers/snowball-stemmers.ts';
import { createAnalyser, foldText } from './analyse.ts';
import { chancesOf } from './answer-model.ts';
import { indexArticles } from './article-index.ts';
import { createBm25 } from './bm25.ts';
import { finish, trainLeastSquares } from './least-squares.ts';
import { createSimilarity } from './similarity.ts';

const english = createAnalyser(snowballStemmers.en);
const article = (articleId: string, title: string, asks: readonly string[], text: string) => ({
  articleId,
  title,
  asks,
  passages: [
    { anchor: null, heading: null, text },
    { anchor: 'fees', heading: 'Fees', text: `What ${title} costs` },
  ],
});
const index = finish(
  indexArticles(
    english,
    [
      article(
        'deposit',
        'A deposit is missing',
        ['where is my money'],
        'Look for the transaction.',
      ),
      article('closing', 'Close an account', ['delete me', 'leave for good'], 'Empty it first.'),
      article('phone', 'A lost phone', ['authenticator gone'], 'Use a recovery code.'),
    ],
    ['what is the weather', 'tell me a joke'],
  ),
);

describe('terms', () => {
  test('accents, width, case and spelling variants are folded, letters of their own are not', () => {
    assert.equal(foldText('Élève ＷＯＲＤ ё œuf'), 'eleve word е oeuf');
    assert.equal(foldText('مَكْتَبَة'), foldText('مكتبه'));
    assert.equal(foldText('ガラス'), 'ガラス');
    assert.equal(foldText('한국어'), '한국어');
  });

  test('words are stemmed; Han goes by pairs, hangul by single characters too', () => {
    assert.deepEqual(english.words('Withdrawals, withdrawing'), ['withdraw', 'withdraw']);
    assert.deepEqual(english.words('提现手续费'), ['提现', '现手', '手续', '续费']);
    assert.deepEqual(english.grams('출금이'), ['출', '출금', '금', '금이', '이']);
  });
});

describe('scores', () => {
  test('BM25 is the formula', () => {
    const bm25 = createBm25([
      ['a', 'b'],
      ['b', 'b', 'c', 'd'],
    ]);
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
    const [first = 0, second = 0] = bm25.score(['a']);
    // Weights are kept as 32-bit floats.
    assert.ok(Math.abs(first - (idf * 2.2) / (1 + 1.2 * (0.25 + (0.75 * 2) / 3))) < 1e-6);
    assert.equal(second, 0);
  });

  test('a text is most alike to itself', () => {
    const texts = ['my money is gone', 'close my account', 'a lost phone'];
    const similarity = finish(createSimilarity(english, texts));
    texts.forEach((text, at) => {
      const alike = similarity.to(text);
      assert.ok(Math.abs((alike[at] ?? 0) - 1) < 1e-5);
      assert.equal(alike.indexOf(Math.max(...alike)), at);
    });
  });

  test('least squares solves its equations', () => {
    const kernel = [2, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 1];
    const alphas = finish(
      trainLeastSquares({
        kernel: Float64Array.from(kernel),
        labels: Int32Array.from([0, 1, -1]),
        doubt: Float64Array.from([1, 1, 1]),
        classCount: 2,
      }),
    );
    for (const each of [0, 1]) {
      for (let row = 0; row < 3; row += 1) {
        let sum = alphas[each * 3 + row] ?? 0;
        for (let k = 0; k < 3; k += 1) {
          sum += (kernel[row * 3 + k] ?? 0) * (alphas[each * 3 + k] ?? 0);
        }
        assert.ok(Math.abs(sum - (row === each ? 1 : 0)) < 1e-9);
      }
    }
  });

  test('chances lie between 0 and 1, together too, and keep the order of the scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1.5, noNaN: true }), { maxLength: 12 }),
        (all) => {
          const chances = chancesOf(Float64Array.from(all));
          const sum = chances.reduce((total, chance) => total + chance, 0);
          assert.ok(chances.every((chance) => chance >= 0) && sum <= 1 + 1e-9);
          all.forEach((score, at) => {
            all.forEach((other, place) => {
              if (score > other) assert.ok((chances[at] ?? 0) >= (chances[place] ?? 0));
            });
          });
        },
      ),
    );
  });
});

describe('an index of articles', () => {
  test('finds by other words than the title, and hardly anything for a stranger', () => {
    const [first] = index.find('please delete my account', 3);
    assert.equal(first?.article, 1);
    const stranger = index.find('is there a joke about the weather', 3);
    assert.ok((stranger[0]?.score ?? 0) < (first?.score ?? 0) / 2);
  });

  test('gives the passage that fits', () => {
    assert.equal(index.passageOf(0, 'what does it cost'), 1);
    assert.equal(index.passageOf(0, 'transaction'), 0);
  });

  test('no text whatever makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { score } of index.find(text, 3)) assert.ok(score > 0 && score <= 1);
        index.search(text, 3);
        index.passageOf(0, text);
      }),
    );
  });
});
