import type { Article } from '../../contract/help.ts';
import { leadOf, type Passage, passagesOf } from '../../core/knowledge/passages.ts';
import { createAnalyser, type Stemmers } from '../../core/retrieval/analyse.ts';
import { type ArticleIndex, indexArticles } from '../../core/retrieval/article-index.ts';
import { finish, type Steps } from '../../core/retrieval/least-squares.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { TranslationRow } from './store.ts';

export interface Volume {
  readonly articles: readonly Article[];
  /** By place in `articles`. */
  readonly passages: readonly (readonly Passage[])[];
  /** How people ask for each, by place in `articles`. */
  readonly asks: readonly (readonly string[])[];
  readonly places: ReadonlyMap<string, number>;
  readonly index: ArticleIndex;
  /** Equal fingerprints: the same articles in the same versions. */
  readonly fingerprint: string;
}

/** All present articles in memory, by locale. */
export type Library = Readonly<Record<Locale, Volume>>;

const toArticle = (row: TranslationRow): Article => ({
  id: row.articleId,
  section: row.section,
  locale: row.locale,
  version: row.version,
  title: row.title,
  lead: leadOf(row.blocks),
  blocks: [...row.blocks],
  updatedAt: row.updatedAt,
});

const fingerprintOf = (rows: readonly TranslationRow[]): string =>
  JSON.stringify(
    rows.map((row) => [row.articleId, row.version, row.section, row.updatedAt, row.asks]),
  );

/** Messages of each locale that no article answers. */
export type Strangers = Readonly<Partial<Record<Locale, readonly string[]>>>;

export interface Binding {
  readonly stemmers: Stemmers;
  readonly strangers: Strangers;
}

function* bindVolume(
  rows: readonly TranslationRow[],
  { stemmers, strangers }: Binding,
  locale: Locale,
): Steps<Volume> {
  const passages = rows.map((row) => passagesOf(row.blocks));
  const articles = rows.map((row, at) => ({
    articleId: row.articleId,
    title: row.title,
    asks: row.asks,
    passages: passages[at] ?? [],
  }));
  return {
    articles: rows.map(toArticle),
    passages,
    asks: rows.map((row) => row.asks),
    places: new Map(rows.map((row, at) => [row.articleId, at])),
    index: yield* indexArticles(
      createAnalyser(stemmers[locale]),
      articles,
      strangers[locale] ?? [],
    ),
    fingerprint: fingerprintOf(rows),
  };
}

/** Binding a volume takes some tenths of a second in all: whatever waits goes first, every few milliseconds. */
const finishPolitely = async <T>(steps: Steps<T>): Promise<T> => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
};

export const emptyLibrary = (): Library => {
  const empty = (locale: Locale) => finish(bindVolume([], { stemmers: {}, strangers: {} }, locale));
  return Object.fromEntries(LOCALES.map((locale) => [locale, empty(locale)])) as Record<
    Locale,
    Volume
  >;
};

/** A library of `rows`; volumes whose articles are the same as before are kept. */
export const bindLibrary = async (
  rows: readonly TranslationRow[],
  binding: Binding,
  before: Library,
): Promise<Library> => {
  const library: Record<Locale, Volume> = { ...before };
  for (const locale of LOCALES) {
    const own = rows.filter((row) => row.locale === locale);
    if (fingerprintOf(own) === before[locale].fingerprint) continue;
    library[locale] = await finishPolitely(bindVolume(own, binding, locale));
  }
  return library;
};
