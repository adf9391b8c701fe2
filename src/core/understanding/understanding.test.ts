import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../routing/random.ts';
import { ConceptsError, openConcepts, readConcepts } from './concepts.ts';
import { openEmergencyRules, readEmergencyRules } from './emergency-rules.ts';
import { openExtractor } from './extract-features.ts';
import { scoreClasses, toProbabilities, trainLinear } from './linear-model.ts';
import { MaterialError, readQuestions } from './material.ts';
import { normaliseForModels } from './normalise.ts';
import { stackRows, trainSvm } from './train-svm.ts';
import { buildVocabulary, openVectoriser } from './vocabulary.ts';

const dense = (...values: readonly number[]) => ({
  index: Int32Array.from(values.keys()),
  value: Float32Array.from(values),
});

describe('the support vector machine', () => {
  it('finds the optimum of its objective', () => {
    const vectors = [
      dense(1, 0.2),
      dense(0.8, -0.4),
      dense(-0.6, 0.3),
      dense(-1, -0.5),
      dense(0.1, 1),
    ];
    const signs = [1, 1, -1, -1, -1];
    const cost = 2;
    const weights = trainSvm(
      stackRows(vectors),
      Int32Array.from(vectors.keys()),
      (row) => signs[row] === 1,
      { cost, featureCount: 2, random: seededRandom(7) },
    );
    const objective = (w: readonly number[]): number => {
      const [one = 0, two = 0, bias = 0] = w;
      const losses = vectors.map(({ value: [a = 0, b = 0] }, row) => {
        const margin = (signs[row] ?? 1) * (one * a + two * b + bias);
        return Math.max(0, 1 - margin) ** 2;
      });
      const length = (one * one + two * two + bias * bias) / 2;
      return length + cost * losses.reduce((sum, each) => sum + each, 0);
    };
    const found = objective([...weights]);
    // Convex: no step in any direction may be much better.
    for (let axis = 0; axis < 3; axis += 1) {
      for (const by of [-0.2, -0.05, 0.05, 0.2]) {
        const moved = [...weights];
        moved[axis] = (moved[axis] ?? 0) + by;
        assert.ok(objective(moved) > found * 0.98, `axis ${axis} by ${by}`);
      }
    }
  });

  it('gives the same model for the same texts', () => {
    const vectors = [dense(1, 0), dense(0, 1), dense(0.9, 0.1), dense(0.2, 0.8)];
    const labels = Int32Array.from([0, 1, 0, 1]);
    const train = () => trainLinear(vectors, labels, 2, { featureCount: 2, folds: 2 });
    assert.deepEqual(train(), train());
    const scores = scoreClasses(train(), dense(1, 0.1));
    assert.ok((scores[0] ?? 0) > (scores[1] ?? 0));
    const sum = toProbabilities(scores, 3).reduce((total, each) => total + each, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
  });
});

describe('the features of a text', () => {
  const extract = openExtractor([{ name: 'greeting', phrases: ['hello'] }]);

  it('are the same for what people write in several forms', () => {
    assert.equal(normaliseForModels('Où est-il ?'), normaliseForModels('ou EST il?'));
    assert.equal(normaliseForModels('ＡＰＩ　key'), normaliseForModels('api key'));
    assert.equal(normaliseForModels('إيداع'), normaliseForModels('ايداع'));
    assert.equal(normaliseForModels('нашёл'), normaliseForModels('нашел'));
    assert.equal(normaliseForModels("can't"), normaliseForModels('cant'));
  });

  it('are limited by the length that is read, and none for a text without words', () => {
    const long = extract('hello norvik '.repeat(2_000));
    assert.ok(long.characters.length <= 10_050);
    assert.equal(extract('🚀 …').words.length, 0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        extract(text);
      }),
    );
  });

  it('become vectors whose blocks weigh the same, whatever the length', () => {
    const texts = ['hello there', 'hello again', 'nothing there', 'again nothing'].map(extract);
    const vectorise = openVectoriser(buildVocabulary(texts));
    for (const text of texts.slice(2)) {
      const squares = vectorise(text).value.reduce((sum, each) => sum + each * each, 0);
      assert.ok(Math.abs(squares - 1) < 1e-6);
    }
    const empty = vectorise(extract(''));
    assert.equal(empty.index.length, 0);
  });
});

describe('concepts and rules', () => {
  const table =
    '# remark\nphone\ten\tphone, sim$\nlost\ten\tlost\nlost\tzh\t丢\nasking\ten\thow do i';
  const concepts = readConcepts('concepts.tsv', table);
  const find = openConcepts(concepts);
  const rules = openEmergencyRules(
    readEmergencyRules('rules.tsv', 'phone-lost\tphone_lost\tphone lost\tasking', concepts),
    concepts,
  );
  const fired = (text: string): readonly string[] =>
    rules(find(normaliseForModels(text))).map((rule) => rule.name);

  it('match where words begin, whole words where asked, and anywhere in Chinese', () => {
    const names = (text: string) =>
      find(normaliseForModels(text)).map((each) => concepts[each.concept]?.name);
    assert.deepEqual(names('my phones'), ['phone']);
    assert.deepEqual(names('a simple microphone'), []);
    assert.deepEqual(names('SIM!'), ['phone']);
    assert.deepEqual(names('手机丢了'), ['lost']);
  });

  it('hold when both concepts stand near and no other forbids', () => {
    assert.deepEqual(fired('I lost my phone'), ['phone-lost']);
    assert.deepEqual(fired('how do I report a lost phone'), []);
    assert.deepEqual(fired(`lost ${'and so on '.repeat(12)} phone`), []);
  });

  it('name the file and the line of what cannot be read', () => {
    assert.throws(() => readConcepts('c.tsv', 'phone\ten'), /c\.tsv:1/);
    assert.throws(() => readConcepts('c.tsv', 'phone\ten\ta,,b'), ConceptsError);
    assert.throws(
      () => readEmergencyRules('r.tsv', 'x\tphone_lost\tphone moon\t', concepts),
      /moon/,
    );
    assert.throws(() => readQuestions('q.tsv', 'deposit\tnormal\n'), /q\.tsv:1/);
    assert.throws(() => readQuestions('q.tsv', 'cheese\tnormal\ttext'), MaterialError);
  });
});
