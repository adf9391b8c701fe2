/**
 * `npm run eval -- retrieval --docs FILE --data FILE [--locale LOCALE] [--json]`: passages found for questions.
 * --docs: a JSON object a line with `doc` and `text`; --data: one with `question` and the `doc` that answers it.
 * Without --locale the language is told from the documents: by script, or by which stemmer's language they read like.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { eld } from 'eld/large';
import { z } from 'zod';
import { quantile, report } from '../bench/report.ts';
import { snowballStemmers } from '../src/adapters/stemmers/snowball-stemmers.ts';
import { createAnalyser } from '../src/core/retrieval/analyse.ts';
import { analyseQuery, createFusedIndex } from '../src/core/retrieval/fused-index.ts';
import { LOCALES, type Locale } from '../src/core/vocabulary.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: {
    docs: { type: 'string' },
    data: { type: 'string' },
    locale: { type: 'string' },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
if (args.docs === undefined || args.data === undefined) {
  console.error('Give --docs FILE (doc, text) and --data FILE (question, doc).');
  process.exit(2);
}
if (args.locale !== undefined && !LOCALES.some((locale) => locale === args.locale)) {
  console.error(`No such locale: ${args.locale}. There are: ${LOCALES.join(', ')}.`);
  process.exit(2);
}

const Id = z.union([z.string(), z.number()]);
const Doc = z.object({ doc: Id, text: z.string() });
const Question = z.object({ question: z.string(), doc: Id });

const readRows = async <T>(file: string, schema: z.ZodType<T>): Promise<T[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

const docs = await readRows(args.docs, Doc);
const questions = await readRows(args.data, Question);

const languageOf = (text: string): string => {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  if (/\p{Script=Hangul}/u.test(text)) return 'ko';
  if ((text.match(/\p{Script=Han}/gu)?.length ?? 0) * 2 > text.replace(/\s/g, '').length)
    return 'zh';
  return eld.detect(text).language;
};
const sample = docs
  .slice(0, 20)
  .map(({ text }) => text)
  .join('\n');
const language = args.locale ?? languageOf(sample);
const analyser = createAnalyser(snowballStemmers[language as Locale]);

const startedAt = performance.now();
const index = createFusedIndex(
  analyser,
  docs.map(({ text }) => text),
);
const buildMs = performance.now() - startedAt;

const tookMs: number[] = [];
const foundAt = [0, 0, 0];
for (const { question, doc } of questions) {
  const queryAt = performance.now();
  const scores = index.score(analyseQuery(analyser, question));
  tookMs.push(performance.now() - queryAt);
  const best = [...scores.keys()]
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, foundAt.length);
  const rank = best.findIndex((at) => String(docs[at]?.doc) === String(doc));
  if (rank >= 0) foundAt[rank] = (foundAt[rank] ?? 0) + 1;
}
const share = (ranks: number): number =>
  foundAt.slice(0, ranks).reduce((sum, count) => sum + count, 0) / Math.max(1, questions.length);

console.log(`language: ${language}`);
report({
  suite: 'retrieval',
  figures: {
    documents_count: docs.length,
    questions_count: questions.length,
    recall_at_1_share: share(1),
    recall_at_3_share: share(3),
    build_ms: buildMs,
    query_p50_ms: quantile(tookMs, 0.5),
    query_p95_ms: quantile(tookMs, 0.95),
  },
  goals: {
    recall_at_1_share: { op: '>=', value: 0.93 },
    recall_at_3_share: { op: '>=', value: 0.97 },
  },
  json: args.json,
});
