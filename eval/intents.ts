/**
 * `npm run eval -- intents --train FILE [--test FILE] [--oos-train FILE] [--oos FILE] [--seed N] [--json]`: the text
 * classifier on a public set of intents. Files: a JSON object a line with `text` and `intent`. Without --test a tenth of
 * the training file, drawn by seed, is held out. --oos: texts of no intent, to be told apart by the score of the best
 * class; --oos-train: such texts to train on, as a class of their own.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile, report } from '../bench/report.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import { openExtractor } from '../src/core/understanding/extract-features.ts';
import { dealFolds, scoreClasses, trainLinear } from '../src/core/understanding/linear-model.ts';
import { buildVocabulary, openVectoriser } from '../src/core/understanding/vocabulary.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    oos: { type: 'string' },
    'oos-train': { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
if (args.train === undefined) {
  console.error('No data: give --train FILE.');
  process.exit(2);
}

const Row = z.object({ text: z.string(), intent: z.string() });
type Row = z.infer<typeof Row>;
const readRows = async (file: string): Promise<readonly Row[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Row.parse(JSON.parse(line)));

const split = (rows: readonly Row[], seed: number): readonly [readonly Row[], readonly Row[]] => {
  const names = [...new Set(rows.map((row) => row.intent))];
  const labels = Int32Array.from(rows, (row) => names.indexOf(row.intent));
  const fold = dealFolds(labels, 10, seededRandom(seed));
  return [rows.filter((_, at) => fold[at] !== 0), rows.filter((_, at) => fold[at] === 0)];
};

/** The chance that a text with an intent scores above one without; ties count half. */
const areaUnderCurve = (inside: readonly number[], outside: readonly number[]): number => {
  const all = [
    ...inside.map((score) => ({ score, isInside: true })),
    ...outside.map((score) => ({ score, isInside: false })),
  ].sort((one, other) => one.score - other.score);
  let below = 0;
  let sum = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    let tiedInside = 0;
    let tiedOutside = 0;
    while (end < all.length && all[end]?.score === all[at]?.score) {
      if (all[end]?.isInside) tiedInside += 1;
      else tiedOutside += 1;
      end += 1;
    }
    sum += tiedInside * (below + tiedOutside / 2);
    below += tiedOutside;
    at = end;
  }
  return sum / (inside.length * outside.length);
};

const given = await readRows(args.train);
const seed = Number(args.seed);
const [train, test] =
  args.test === undefined ? split(given, seed) : [given, await readRows(args.test)];
if (args.test === undefined) {
  console.log(
    `No --test: a tenth of the training file is held out by seed ${seed}: ${train.length} rows to train, ${test.length} to test.`,
  );
}
const strangers = args['oos-train'] === undefined ? [] : await readRows(args['oos-train']);
const intents = [...new Set(train.map((row) => row.intent))].sort();

/** Without our concepts: the set is about other things. */
const extractFeatures = openExtractor([]);

const startedAt = performance.now();
const raw = [...train, ...strangers].map((row) => extractFeatures(row.text));
const vocabulary = buildVocabulary(raw, { minimumTexts: 1 });
const vectorise = openVectoriser(vocabulary);
const model = trainLinear(
  raw.map(vectorise),
  Int32Array.from([
    ...train.map((row) => intents.indexOf(row.intent)),
    ...strangers.map(() => intents.length),
  ]),
  intents.length + (strangers.length > 0 ? 1 : 0),
  { featureCount: vocabulary.rarity.length, folds: 0, seed },
);
const trainSeconds = (performance.now() - startedAt) / 1_000;

const tookMs: number[] = [];
/** The best intent and how far it leads: by its own score, less what the class of strangers has. */
const ask = (text: string): { readonly ranked: readonly number[]; readonly score: number } => {
  const from = performance.now();
  const scores = scoreClasses(model, vectorise(extractFeatures(text)));
  const ranked = intents
    .map((_, at) => at)
    .sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0))
    .slice(0, 3);
  tookMs.push(performance.now() - from);
  const best = scores[ranked[0] ?? 0] ?? 0;
  return { ranked, score: best - Math.max(0, scores[intents.length] ?? -1) };
};
for (const row of test.slice(0, 200)) ask(row.text);
tookMs.length = 0;

const tally = { right: 0, amongThree: 0 };
const inside: number[] = [];
for (const row of test) {
  const { ranked, score } = ask(row.text);
  const wanted = intents.indexOf(row.intent);
  tally.right += Number(ranked[0] === wanted);
  tally.amongThree += Number(ranked.includes(wanted));
  inside.push(score);
}
const outside =
  args.oos === undefined ? [] : (await readRows(args.oos)).map((row) => ask(row.text).score);

report({
  suite: 'intents',
  figures: {
    intents_count: intents.length,
    train_rows_count: train.length,
    test_rows_count: test.length,
    features_count: vocabulary.rarity.length,
    accuracy_share: tally.right / test.length,
    among_three_share: tally.amongThree / test.length,
    ...(outside.length > 0 && {
      out_of_scope_rows_count: outside.length,
      out_of_scope_auroc: areaUnderCurve(inside, outside),
    }),
    train_s: trainSeconds,
    query_p50_ms: quantile(tookMs, 0.5),
    query_p95_ms: quantile(tookMs, 0.95),
  },
  goals: {
    ...(outside.length > 0
      ? { out_of_scope_auroc: { op: '>=', value: 0.95 } }
      : { accuracy_share: { op: '>=', value: 0.91 } }),
    query_p95_ms: { op: '<=', value: 1 },
    train_s: { op: '<=', value: 60 },
  },
  json: args.json,
});
