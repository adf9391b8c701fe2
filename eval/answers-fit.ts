/**
 * `npm run eval -- answers-fit [--articles FOLDER] [--phrases FOLDER] [--json]`: fits the constants of
 * src/core/retrieval/answer-model.ts on the content alone. A fifth of each article's asks, of the titles and of the
 * strangers is held out in turn; BASE, SLOPE and SHARPNESS are those under which what was held out is likeliest. Asks were
 * written to be unlike each other and titles are as plain as a question can be: people ask somewhere between, so that all
 * titles weigh as much as all asks, and both together as much as the strangers.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { snowballStemmers } from '../src/adapters/stemmers/snowball-stemmers.ts';
import { passagesOf } from '../src/core/knowledge/passages.ts';
import { createAnalyser } from '../src/core/retrieval/analyse.ts';
import { CONTENDERS, trainAnswers } from '../src/core/retrieval/answer-model.ts';
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
  /** All of a kind together weigh 1. */
  readonly weight: number;
}

const folder = await readFolder(args.articles, await listFolder(args.articles));
if (!folder.ok)
  throw new Error(folder.faults.map(({ file, fault }) => `${file}: ${fault}`).join('\n'));
const strangers = await readStrangers(args.phrases);
const held: Held[] = [];
const { sources } = folder;
const weightOf = {
  ask: 0.5 / sources.reduce((sum, { asks }) => sum + asks.length, 0),
  title: 0.5 / sources.length,
  stranger:
    1 /
    Math.max(
      1,
      Object.values(strangers).reduce((sum, texts) => sum + texts.length, 0),
    ),
};
for (const locale of LOCALES) {
  const own = sources.filter((source) => source.locale === locale);
  const others = strangers[locale] ?? [];
  const analyser = createAnalyser(snowballStemmers[locale]);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeld = (at: number): boolean => at % FOLDS === fold;
    const model = finish(
      trainAnswers(
        analyser,
        own.map(({ title, asks, blocks }, place) => ({
          title: isHeld(place) ? '' : title,
          asks: asks.filter((_, at) => !isHeld(at)),
          passages: passagesOf(blocks).map(({ heading, text }) => `${heading ?? ''}\n${text}`),
        })),
        others.filter((_, at) => !isHeld(at)),
      ),
    );
    own.forEach(({ title, asks }, right) => {
      if (isHeld(right)) {
        held.push({ scores: [...model.scores(title)], right, weight: weightOf.title });
      }
      for (const ask of asks.filter((_, at) => isHeld(at))) {
        held.push({ scores: [...model.scores(ask)], right, weight: weightOf.ask });
      }
    });
    for (const text of others.filter((_, at) => isHeld(at))) {
      held.push({ scores: [...model.scores(text)], right: -1, weight: weightOf.stranger });
    }
  }
}

const strangersCount = held.filter(({ right }) => right < 0).length;
const asksCount = held.length - strangersCount;
const lengthOf = ({ scores }: Held): number =>
  Math.log(
    Math.max(1e-9, Math.sqrt(scores.reduce((sum, score) => sum + Math.max(0, score) ** 2, 0))),
  );
const points = held.map((one) => ({
  x: lengthOf(one),
  known: one.right >= 0,
  weight: one.weight,
}));

/** Logistic regression in one variable by Newton's method, both sides weighing the same. */
let base = 0;
let slope = 1;
for (let turn = 0; turn < 50; turn += 1) {
  const gradient = [0, 0];
  const curve = [0, 0, 0];
  for (const { x, known, weight } of points) {
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

/** As `chancesOf` shares what is known. */
const sharesOf = (scores: readonly number[], sharpness: number): number[] => {
  const least = [...scores].sort((a, b) => a - b).at(-CONTENDERS) ?? 0;
  const raised = scores.map((score) => (score < least ? 0 : Math.max(0, score) ** sharpness));
  const total = raised.reduce((sum, each) => sum + each, 0);
  return raised.map((each) => each / Math.max(1e-12, total));
};
const knownOf = (one: Held): number => 1 / (1 + Math.exp(-(base + slope * lengthOf(one))));

const surprise = (sharpness: number): number =>
  held.reduce((sum, { scores, right, weight }) => {
    if (right < 0) return sum;
    return sum - weight * Math.log(Math.max(0.01, sharesOf(scores, sharpness)[right] ?? 0));
  }, 0);
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
    const best = sharesOf(one.scores, sharpness).sort((p, q) => q - p);
    return knownOf(one) * best.slice(0, 3).reduce((sum, each) => sum + each, 0) >= together;
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
    const shares = sharesOf(one.scores, sharpness);
    const best = Math.max(...shares);
    if (knownOf(one) * best < sure) continue;
    given += 1;
    wrong += Number(shares.indexOf(best) !== one.right);
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
