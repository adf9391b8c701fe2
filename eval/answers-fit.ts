/**
 * `npm run eval -- answers-fit [--articles FOLDER] [--phrases FOLDER] [--json]`: fits the constants of
 * src/core/retrieval/answer-model.ts on the content alone. A fifth of each article's asks and of the strangers is held
 * out in turn; BASE, SLOPE and SHARPNESS are those under which what was held out is likeliest, strangers counting as much
 * as asks. Titles and other wordings of real people are easier than held-out asks, each of which was written to be unlike
 * the others: the recall told here is a lower bound.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { snowballStemmers } from '../src/adapters/stemmers/snowball-stemmers.ts';
import { passagesOf } from '../src/core/knowledge/passages.ts';
import { createAnalyser } from '../src/core/retrieval/analyse.ts';
import { trainAnswers } from '../src/core/retrieval/answer-model.ts';
import { finish } from '../src/core/retrieval/least-squares.ts';
import { LOCALES } from '../src/core/vocabulary.ts';
import { listFolder, readFolder } from '../src/features/knowledge/read-folder.ts';
import { readStrangers } from '../src/features/knowledge/read-strangers.ts';

const content = resolve(import.meta.dirname, '..', 'content');
const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    articles: { type: 'string', default: join(content, 'articles') },
    phrases: { type: 'string', default: join(content, 'phrases') },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
const FOLDS = 5;

interface Held {
  readonly scores: readonly number[];
  /** The article that it is of; −1 for a stranger. */
  readonly right: number;
}

const folder = await readFolder(args.articles, await listFolder(args.articles));
if (!folder.ok)
  throw new Error(folder.faults.map(({ file, fault }) => `${file}: ${fault}`).join('\n'));
const strangers = await readStrangers(args.phrases);
const held: Held[] = [];
for (const locale of LOCALES) {
  const own = folder.sources.filter((source) => source.locale === locale);
  const others = strangers[locale] ?? [];
  const analyser = createAnalyser(snowballStemmers[locale]);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeld = (at: number): boolean => at % FOLDS === fold;
    const model = finish(
      trainAnswers(
        analyser,
        own.map(({ title, asks, blocks }) => ({
          title,
          asks: asks.filter((_, at) => !isHeld(at)),
          passages: passagesOf(blocks).map(({ heading, text }) => `${heading ?? ''}\n${text}`),
        })),
        others.filter((_, at) => !isHeld(at)),
      ),
    );
    own.forEach(({ asks }, right) => {
      for (const ask of asks.filter((_, at) => isHeld(at))) {
        held.push({ scores: [...model.scores(ask)], right });
      }
    });
    for (const text of others.filter((_, at) => isHeld(at))) {
      held.push({ scores: [...model.scores(text)], right: -1 });
    }
  }
}

const strangersCount = held.filter(({ right }) => right < 0).length;
const asksCount = held.length - strangersCount;
const lengthOf = ({ scores }: Held): number =>
  Math.log(
    Math.max(1e-9, Math.sqrt(scores.reduce((sum, score) => sum + Math.max(0, score) ** 2, 0))),
  );
const points = held.map((one) => ({ x: lengthOf(one), known: one.right >= 0 }));

/** Logistic regression in one variable by Newton's method, both sides weighing the same. */
let base = 0;
let slope = 1;
for (let turn = 0; turn < 50; turn += 1) {
  const gradient = [0, 0];
  const curve = [0, 0, 0];
  for (const { x, known } of points) {
    const weight = 1 / (known ? asksCount : strangersCount);
    const chance = 1 / (1 + Math.exp(-(base + slope * x)));
    const miss = weight * ((known ? 1 : 0) - chance);
    const spread = weight * chance * (1 - chance);
    gradient[0] = (gradient[0] ?? 0) + miss;
    gradient[1] = (gradient[1] ?? 0) + miss * x;
    curve[0] = (curve[0] ?? 0) + spread;
    curve[1] = (curve[1] ?? 0) + spread * x;
    curve[2] = (curve[2] ?? 0) + spread * x * x;
  }
  const [g0 = 0, g1 = 0] = gradient;
  const [a = 1, b = 0, c = 1] = curve;
  const determinant = a * c - b * b;
  base += (c * g0 - b * g1) / determinant;
  slope += (a * g1 - b * g0) / determinant;
}

const surprise = (sharpness: number): number =>
  held.reduce((sum, { scores, right }) => {
    if (right < 0) return sum;
    const raised = scores.map((score) => Math.max(1e-4, score) ** sharpness);
    const total = raised.reduce((all, each) => all + each, 0);
    return sum - Math.log((raised[right] ?? 0) / total);
  }, 0) / asksCount;
let sharpness = 0.5;
for (let tried = 0.5; tried <= 5; tried += 0.05) {
  if (surprise(tried) < surprise(sharpness)) sharpness = tried;
}

const rankOf = ({ scores, right }: Held): number =>
  scores.filter((score) => score > (scores[right] ?? 0)).length;
const asks = held.filter(({ right }) => right >= 0);
const below = (limit: number): number =>
  asks.filter((one) => rankOf(one) < limit).length / Math.max(1, asksCount);

for (const together of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
  const passes = (one: Held): boolean => {
    const known = 1 / (1 + Math.exp(-(base + slope * lengthOf(one))));
    const raised = one.scores.map((score) => Math.max(0, score) ** sharpness).sort((p, q) => q - p);
    const total = raised.reduce((sum, each) => sum + each, 0);
    const three = raised.slice(0, 3).reduce((sum, each) => sum + each, 0);
    return (known * three) / Math.max(1e-12, total) >= together;
  };
  const refused = held.filter((one) => one.right < 0 && !passes(one)).length / strangersCount;
  const offered = asks.filter((one) => rankOf(one) < 3 && passes(one)).length / asksCount;
  console.log(
    `three together ≥ ${together}: strangers refused ${refused.toFixed(3)}, right among three ${offered.toFixed(3)}`,
  );
}
for (const sure of [0.4, 0.5, 0.6, 0.7, 0.8]) {
  let given = 0;
  let wrong = 0;
  for (const one of held) {
    const known = 1 / (1 + Math.exp(-(base + slope * lengthOf(one))));
    const raised = one.scores.map((score) => Math.max(0, score) ** sharpness);
    const total = raised.reduce((sum, each) => sum + each, 0);
    const best = Math.max(...raised);
    if ((known * best) / Math.max(1e-12, total) < sure) continue;
    given += 1;
    wrong += Number(raised.indexOf(best) !== one.right);
  }
  console.log(
    `best ≥ ${sure}: given as certain ${(given / held.length).toFixed(3)}, wrong of all ${(wrong / held.length).toFixed(3)}`,
  );
}
report({
  suite: 'answers-fit',
  figures: {
    asks_count: asksCount,
    strangers_count: strangersCount,
    held_out_right_first_share: below(1),
    held_out_right_in_three_share: below(3),
    base,
    slope,
    sharpness,
  },
  goals: {},
  json: args.json,
});
