import type { Article } from '../../contract/help.ts';
import { leadOf, type Passage, passagesOf } from '../../core/knowledge/passages.ts';
import { createAnalyser, type Stemmers } from '../../core/retrieval/analyse.ts';
import { type ArticleIndex, createArticleIndex } from '../../core/retrieval/article-index.ts';
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

const bindVolume = (
  rows: readonly TranslationRow[],
  stemmers: Stemmers,
  locale: Locale,
): Volume => {
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
    index: createArticleIndex(createAnalyser(stemmers[locale]), articles),
    fingerprint: fingerprintOf(rows),
  };
};

/** Lets what waits go on between the volumes: binding one takes a while. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const emptyLibrary = (): Library =>
  Object.fromEntries(LOCALES.map((locale) => [locale, bindVolume([], {}, locale)])) as Record<
    Locale,
    Volume
  >;

/** A library of `rows`; volumes whose articles are the same as before are kept. */
export const bindLibrary = async (
  rows: readonly TranslationRow[],
  stemmers: Stemmers,
  before: Library,
): Promise<Library> => {
  const library: Record<Locale, Volume> = { ...before };
  for (const locale of LOCALES) {
    const own = rows.filter((row) => row.locale === locale);
    if (fingerprintOf(own) === before[locale].fingerprint) continue;
    await breathe();
    library[locale] = bindVolume(own, stemmers, locale);
  }
  return library;
};
