/**
 * `npm run eval -- answers [--data FILE] [--articles FOLDER] [--phrases FOLDER] [--json]`: what the assistant would do
 * with questions, by the same decision. FILE: a JSON object a line with `question`, `locale`, and `articles` (ids, any of
 * which answers) or `none` true for what no article answers. Figures only: the rows are not shown.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile, report } from '../bench/report.ts';
import { snowballStemmers } from '../src/adapters/stemmers/snowball-stemmers.ts';
import { decideOffer } from '../src/core/assistant/decide-offer.ts';
import { passagesOf } from '../src/core/knowledge/passages.ts';
import { createAnalyser } from '../src/core/retrieval/analyse.ts';
import { indexArticles } from '../src/core/retrieval/article-index.ts';
import { finish } from '../src/core/retrieval/least-squares.ts';
import { LOCALES, type Locale } from '../src/core/vocabulary.ts';
import { listFolder, readFolder } from '../src/features/knowledge/read-folder.ts';
import { readStrangers } from '../src/features/knowledge/read-strangers.ts';

const content = resolve(import.meta.dirname, '..', 'content');
const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    data: { type: 'string', default: join(import.meta.dirname, 'data', 'answers.jsonl') },
    articles: { type: 'string', default: join(content, 'articles') },
    phrases: { type: 'string', default: join(content, 'phrases') },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});

const Row = z.object({
  question: z.string(),
  locale: z.enum(LOCALES),
  articles: z.union([z.array(z.string()), z.literal('none'), z.null()]).optional(),
  none: z.boolean().optional(),
});
const rows = (await readFile(args.data, 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Row.parse(JSON.parse(line)));

const folder = await readFolder(args.articles, await listFolder(args.articles));
if (!folder.ok) {
  for (const { file, fault } of folder.faults) console.error(`${file}: ${fault}`);
  process.exit(2);
}
const { sources } = folder;
const strangers = await readStrangers(args.phrases);

const buildMs: number[] = [];
const openIndex = (locale: Locale) => {
  const own = sources.filter((source) => source.locale === locale);
  const startedAt = performance.now();
  const index = finish(
    indexArticles(
      createAnalyser(snowballStemmers[locale]),
      own.map(({ articleId, title, asks, blocks }) => ({
        articleId,
        title,
        asks,
        passages: passagesOf(blocks),
      })),
      strangers[locale] ?? [],
    ),
  );
  buildMs.push(performance.now() - startedAt);
  return { index, ids: own.map(({ articleId }) => articleId) };
};

interface Tally {
  answerable: number;
  first: number;
  offered: number;
  sure: number;
  wrongAndSure: number;
  none: number;
  refused: number;
}
const empty = (): Tally => ({
  answerable: 0,
  first: 0,
  offered: 0,
  sure: 0,
  wrongAndSure: 0,
  none: 0,
  refused: 0,
});
const total = empty();
const tookMs: number[] = [];

for (const locale of LOCALES) {
  const own = rows.filter((row) => row.locale === locale);
  if (own.length === 0) continue;
  const { index, ids } = openIndex(locale);
  const tally = empty();
  for (const { question, articles } of own) {
    const right = Array.isArray(articles) ? articles : [];
    const startedAt = performance.now();
    const candidates = index
      .find(question, 3)
      .map(({ article, score }) => ({ articleId: ids[article] ?? '', score }));
    tookMs.push(performance.now() - startedAt);
    const offer = decideOffer(candidates);
    const shown =
      offer.kind === 'answer'
        ? [offer.articleId]
        : offer.kind === 'clarify'
          ? offer.articleIds
          : [];
    const isRight = shown.some((articleId) => right.includes(articleId));
    if (right.length > 0) {
      tally.answerable += 1;
      tally.first += Number(right.includes(candidates[0]?.articleId ?? ''));
      tally.offered += Number(isRight);
    } else {
      tally.none += 1;
      tally.refused += Number(shown.length === 0);
    }
    tally.sure += Number(offer.kind === 'answer');
    tally.wrongAndSure += Number(offer.kind === 'answer' && !isRight);
  }
  for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key];
  console.log(
    `${locale}: right offered ${tally.offered} of ${tally.answerable}, as certain ${tally.sure} (wrong ${tally.wrongAndSure}), refused ${tally.refused} of ${tally.none}`,
  );
}

report({
  suite: 'answers',
  figures: {
    questions_count: rows.length,
    answerable_count: total.answerable,
    right_first_share: total.first / Math.max(1, total.answerable),
    right_offered_share: total.offered / Math.max(1, total.answerable),
    certain_share: total.sure / Math.max(1, rows.length),
    wrong_as_certain_share: total.wrongAndSure / Math.max(1, rows.length),
    none_count: total.none,
    none_refused_share: total.refused / Math.max(1, total.none),
    index_build_max_ms: Math.max(...buildMs),
    query_p50_ms: quantile(tookMs, 0.5),
    query_p95_ms: quantile(tookMs, 0.95),
  },
  goals: {
    right_offered_share: { op: '>=', value: 0.85 },
    wrong_as_certain_share: { op: '<=', value: 0.03 },
    none_refused_share: { op: '>=', value: 0.95 },
  },
  json: args.json,
});
