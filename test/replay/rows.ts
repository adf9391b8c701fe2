import { readFileSync } from 'node:fs';
import { nearestLocale } from '../../src/core/identity/decide-claims.ts';
import type { Random } from '../../src/core/routing/random.ts';
import { CATEGORIES, type Category, type Locale } from '../../src/core/vocabulary.ts';

/** One question as it was asked. */
export interface Question {
  readonly text: string;
  readonly category: Category;
  /** A language that nobody here speaks is answered in English. */
  readonly locale: Locale;
  readonly language: string;
  readonly urgency: string;
}

/** What labels of collections are called here. */
const CATEGORY_OF: Readonly<Record<string, Category>> = {
  account_login: 'account',
  security_2fa: 'security',
  trading_order: 'trading',
  kyc: 'verification',
  fiat_payment: 'fiat',
  fraud_phishing: 'fraud',
  tax_statement: 'tax',
};

const categoryOf = (label: unknown, line: number): Category => {
  const category = CATEGORIES.find((known) => known === label) ?? CATEGORY_OF[String(label)];
  if (category === undefined)
    throw new Error(`line ${line}: no category is called ${String(label)}`);
  return category;
};

/** Reads lines of JSON with `text`, `lang`, `category` and `urgency`. Throws with the number of a line that is wrong. */
export const readQuestions = (file: string): readonly Question[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const row = JSON.parse(line) as Record<string, unknown>;
      if (typeof row.text !== 'string' || row.text.trim() === '')
        throw new Error(`line ${index + 1}: no text`);
      const language = typeof row.lang === 'string' ? row.lang : 'en';
      const urgency = row.urgency === 'critical' ? 'urgent' : String(row.urgency ?? 'normal');
      return {
        text: row.text,
        category: categoryOf(row.category, index + 1),
        locale: nearestLocale(language),
        language,
        urgency,
      };
    });

/** In an order drawn at random. */
export const shuffle = <T>(list: readonly T[], random: Random): readonly T[] =>
  list
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
