/**
 * `npm run eval -- language --data FILE [--json]`: the language of short texts, whole and of their first three words (six
 * characters where words are not apart). FILE: `code⇥text` a line. Goals are on our eight locales; other languages are
 * counted apart. No hint helps: it is English for all.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { guessLanguages } from '../src/adapters/language-eld/guess-languages.ts';
import { decideLanguage } from '../src/core/language/decide-language.ts';
import { LOCALES } from '../src/core/vocabulary.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (args.data === undefined) {
  console.error('No data: give --data FILE.');
  process.exit(2);
}

const rows = (await readFile(args.data, 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [language = '', text = ''] = line.split('\t');
    return { language, text };
  });
const isOurs = (language: string): boolean => (LOCALES as readonly string[]).includes(language);
const beginning = (language: string, text: string): string =>
  ['zh', 'ja', 'ko'].includes(language)
    ? [...text].slice(0, 6).join('')
    : text.split(/\s+/u).slice(0, 3).join(' ');

const measure = (name: string, cut: (language: string, text: string) => string) => {
  const tally = new Map<string, { rows: number; right: number; taken: Map<string, number> }>();
  const startedAt = performance.now();
  for (const { language, text } of rows) {
    const found = decideLanguage(cut(language, text), 'en', guessLanguages).language ?? 'none';
    const of = tally.get(language) ?? { rows: 0, right: 0, taken: new Map<string, number>() };
    tally.set(language, of);
    of.rows += 1;
    if (found === language) of.right += 1;
    else of.taken.set(found, (of.taken.get(found) ?? 0) + 1);
  }
  const tookMs = (performance.now() - startedAt) / rows.length;
  const share = (wanted: (language: string) => boolean): number => {
    const counted = [...tally].filter(([language]) => wanted(language)).map(([, of]) => of);
    const sum = (of: (each: { rows: number; right: number }) => number): number =>
      counted.reduce((total, each) => total + of(each), 0);
    return sum((each) => each.right) / sum((each) => each.rows);
  };
  for (const [language, { rows: count, right, taken }] of tally) {
    const wrong = [...taken].map(([code, times]) => `${code} ${times}`).join(', ');
    console.log(
      `${name} ${language}: ${right} of ${count}${wrong === '' ? '' : `; else ${wrong}`}`,
    );
  }
  const others = [...tally.keys()].some((language) => !isOurs(language));
  return {
    [`${name}_share`]: share(isOurs),
    ...(others && { [`${name}_other_languages_share`]: share((language) => !isOurs(language)) }),
    [`${name}_decide_ms`]: tookMs,
  };
};

for (const { text } of rows.slice(0, 500)) decideLanguage(text, 'en', guessLanguages);
report({
  suite: 'language',
  figures: {
    rows_count: rows.length,
    ...measure('whole', (_, text) => text),
    ...measure('beginning', beginning),
  },
  goals: {
    whole_share: { op: '>=', value: 0.99 },
    beginning_share: { op: '>=', value: 0.95 },
    whole_decide_ms: { op: '<=', value: 0.2 },
  },
  json: args.json,
});
