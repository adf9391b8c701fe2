/**
 * `npm run eval -- questions --data FILE [--json]`: category and emergency of real questions, and the own set of
 * emergencies. FILE: a JSON object a line with `text`, `lang`, `category`, `urgency` (critical, high, normal, low). Only
 * counts are printed, never a row. No hint helps: it is English for all.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile, report } from '../bench/report.ts';
import { CATEGORIES, type Category } from '../src/core/vocabulary.ts';
import { measureOwnSet, OWN_GOALS, openWorld, ownFigures } from './understanding-world.ts';

const { values: args } = parseArgs({
  args: process.argv.slice(3),
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
if (args.data === undefined) {
  console.error('No data: give --data FILE.');
  process.exit(2);
}

/** Other names of our categories in public sets. */
const ALIASES: Readonly<Record<string, Category>> = {
  account_login: 'account',
  security_2fa: 'security',
  trading_order: 'trading',
  kyc: 'verification',
  fiat_payment: 'fiat',
  fraud_phishing: 'fraud',
  tax_statement: 'tax',
};
const Row = z.object({
  text: z.string(),
  lang: z.string(),
  category: z
    .string()
    .transform((name) => ALIASES[name] ?? name)
    .pipe(z.enum(CATEGORIES)),
  urgency: z.enum(['critical', 'urgent', 'high', 'normal', 'low']),
});
const rows = (await readFile(args.data, 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Row.parse(JSON.parse(line)));

const understanding = await openWorld();
for (const row of rows.slice(0, 50)) await understanding.understand(row.text, 'en');

interface Count {
  rows: number;
  right: number;
  readonly taken: Map<string, number>;
}
const counts = { category: new Map<string, Count>(), language: new Map<string, Count>() };
const count = (by: Map<string, Count>, key: string, isRight: boolean, taken: string): void => {
  const of = by.get(key) ?? { rows: 0, right: 0, taken: new Map<string, number>() };
  by.set(key, of);
  of.rows += 1;
  of.right += Number(isRight);
  if (!isRight) of.taken.set(taken, (of.taken.get(taken) ?? 0) + 1);
};
const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);

const tookMs: number[] = [];
const tally = {
  right: 0,
  amongThree: 0,
  foreign: 0,
  foreignRight: 0,
  language: 0,
  critical: 0,
  caught: 0,
  high: 0,
  highFlagged: 0,
  calm: 0,
  calmFlagged: 0,
};
for (const row of rows) {
  const startedAt = performance.now();
  const understood = await understanding.understand(row.text, 'en');
  tookMs.push(performance.now() - startedAt);
  const guess = understood.categories[0]?.category ?? 'other';
  const isRight = guess === row.category;
  tally.right += Number(isRight);
  tally.amongThree += Number(
    understood.categories.some(({ category }) => category === row.category),
  );
  tally.language += Number(understood.language === row.lang);
  if (row.lang !== 'en') {
    tally.foreign += 1;
    tally.foreignRight += Number(isRight);
  }
  count(counts.category, row.category, isRight, guess);
  count(counts.language, row.lang, isRight, guess);
  const isFlagged = Number(understood.emergency !== null);
  if (row.urgency === 'critical' || row.urgency === 'urgent') {
    tally.critical += 1;
    tally.caught += isFlagged;
  } else if (row.urgency === 'high') {
    tally.high += 1;
    tally.highFlagged += isFlagged;
  } else {
    tally.calm += 1;
    tally.calmFlagged += isFlagged;
  }
}
for (const by of [counts.category, counts.language]) {
  for (const [key, { rows: all, right, taken }] of by) {
    const wrong = [...taken].map(([name, times]) => `${name} ${times}`).join(', ');
    console.log(`${key}: ${right} of ${all}${wrong === '' ? '' : `; else ${wrong}`}`);
  }
}
const own = ownFigures(await measureOwnSet(understanding));
await understanding.close();

report({
  suite: 'questions',
  figures: {
    rows_count: rows.length,
    category_share: tally.right / rows.length,
    category_among_three_share: tally.amongThree / rows.length,
    category_not_english_share: share(tally.foreignRight, tally.foreign),
    language_share: tally.language / rows.length,
    critical_rows_count: tally.critical,
    critical_caught_share: share(tally.caught, tally.critical),
    high_flagged_share: share(tally.highFlagged, tally.high),
    normal_and_low_flagged_share: share(tally.calmFlagged, tally.calm),
    ...own,
    understand_p50_ms: quantile(tookMs, 0.5),
    understand_p95_ms: quantile(tookMs, 0.95),
  },
  goals: {
    category_share: { op: '>=', value: 0.8 },
    ...(tally.foreign > 0 && { category_not_english_share: { op: '>=', value: 0.7 } }),
    ...(tally.critical > 0 && { critical_caught_share: { op: '>=', value: 1 } }),
    normal_and_low_flagged_share: { op: '<=', value: 0.1 },
    ...OWN_GOALS,
    understand_p95_ms: { op: '<=', value: 3 },
  },
  json: args.json,
});
