/** The understanding as the product runs it, for evaluations: content from the repository, models of a cache folder. */
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  createUnderstanding,
  type TrainableUnderstanding,
} from '../src/adapters/understanding-worker/create-understanding.ts';
import { CATEGORIES, LOCALES, type Locale } from '../src/core/vocabulary.ts';

const CONTENT = join(import.meta.dirname, '..', 'content');

const FrontMatter = z.object({
  section: z.enum(CATEGORIES),
  title: z.string(),
  asks: z.array(z.string()),
});

/** Titles of the articles and how people ask for them. */
const readExamples = async () => {
  const examples = [];
  for (const locale of LOCALES) {
    const folder = join(CONTENT, 'articles', locale);
    for (const file of await readdir(folder)) {
      const [, head = ''] = (await readFile(join(folder, file), 'utf8')).split(/^---$/mu);
      const { section, title, asks } = FrontMatter.parse(parse(head));
      for (const text of [title, ...asks]) examples.push({ locale, section, text });
    }
  }
  return examples;
};

export const openWorld = async (): Promise<TrainableUnderstanding> => {
  const understanding = createUnderstanding({
    phrasesFolder: join(CONTENT, 'phrases'),
    rulesFolder: join(CONTENT, 'understanding'),
    cacheFolder: join(tmpdir(), 'mainstay-eval-models'),
    examples: readExamples,
  });
  await understanding.ready();
  return understanding;
};

const OwnRow = z.object({ text: z.string(), locale: z.enum(LOCALES), critical: z.boolean() });

export interface LocaleTally {
  critical: number;
  caught: number;
  calm: number;
  flagged: number;
}

/**
 * Rows that nobody tuned on. `emergencies-development.jsonl` beside it is for looking at mistakes: its figures flatter.
 */
const OWN_SET = join(import.meta.dirname, 'data', 'emergencies.jsonl');

/** The own set of emergencies and what only sounds like one, by locale. */
export const measureOwnSet = async (
  understanding: TrainableUnderstanding,
  file = OWN_SET,
): Promise<ReadonlyMap<Locale, LocaleTally>> => {
  const text = await readFile(file, 'utf8');
  const tallies = new Map<Locale, LocaleTally>();
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const row = OwnRow.parse(JSON.parse(line));
    const tally = tallies.get(row.locale) ?? { critical: 0, caught: 0, calm: 0, flagged: 0 };
    tallies.set(row.locale, tally);
    const isFlagged = (await understanding.understand(row.text, row.locale)).emergency !== null;
    if (row.critical) {
      tally.critical += 1;
      tally.caught += Number(isFlagged);
    } else {
      tally.calm += 1;
      tally.flagged += Number(isFlagged);
    }
  }
  return tallies;
};

/** Figures of the own set over all locales; a line a locale is printed. */
export const ownFigures = (tallies: ReadonlyMap<Locale, LocaleTally>) => {
  const sum = { critical: 0, caught: 0, calm: 0, flagged: 0 };
  for (const [locale, tally] of tallies) {
    const { critical, caught, calm, flagged } = tally;
    console.log(
      `${locale}: ${caught} of ${critical} caught, ${flagged} of ${calm} calm ones flagged`,
    );
    sum.critical += critical;
    sum.caught += caught;
    sum.calm += calm;
    sum.flagged += flagged;
  }
  return {
    own_critical_rows_count: sum.critical,
    own_critical_caught_share: sum.caught / sum.critical,
    own_calm_rows_count: sum.calm,
    own_calm_flagged_share: sum.flagged / sum.calm,
  };
};

export const OWN_GOALS = {
  own_critical_caught_share: { op: '>=', value: 1 },
  own_calm_flagged_share: { op: '<=', value: 0.05 },
} as const;
