import type { Article, ArticleHit } from '../../contract/help.ts';
import { excerptOf } from '../../core/knowledge/passages.ts';
import type { ArticleMatch } from '../../core/retrieval/article-index.ts';
import { CATEGORIES, type Category, type Locale } from '../../core/vocabulary.ts';
import type { Knowledge, PassageHit } from '../../ports/knowledge.ts';
import type { CurrentKnowledge } from './keep-current.ts';
import type { Volume } from './library.ts';

const EXCERPT_CHARACTERS = 300;

const hitOf = (
  volume: Volume,
  { article, passage, score }: ArticleMatch,
): PassageHit | undefined => {
  const found = volume.articles[article];
  const part = volume.passages[article]?.[passage];
  if (found === undefined || part === undefined) return undefined;
  const { id: articleId, section, locale, version, title } = found;
  return {
    articleId,
    section,
    locale,
    version,
    title,
    anchor: part.anchor,
    text: part.text,
    score,
  };
};

/** A way to ask for an article, with its section: what the assistant learns categories from. */
export interface Example {
  readonly locale: Locale;
  readonly section: Category;
  readonly text: string;
}

/** Titles and ways to ask, of all present articles. */
export const listExamples = (current: CurrentKnowledge): readonly Example[] =>
  Object.values(current.library).flatMap(({ articles, asks }) =>
    articles.flatMap(({ locale, section, title }, place) =>
      [title, ...(asks[place] ?? [])].map((text) => ({ locale, section, text })),
    ),
  );

/** The port, on what is in memory now. */
export const readFrom = (current: CurrentKnowledge): Knowledge => ({
  find: (question, locale, limit) => {
    const volume = current.library[locale];
    return volume.index.find(question, limit).flatMap((match) => hitOf(volume, match) ?? []);
  },
  article: (articleId, locale) => {
    const volume = current.library[locale];
    return volume.articles[volume.places.get(articleId) ?? -1];
  },
  passage: (articleId, locale, question) => {
    const volume = current.library[locale];
    const article = volume.places.get(articleId);
    if (article === undefined) return undefined;
    return hitOf(volume, { article, passage: volume.index.passageOf(article, question), score: 1 });
  },
});

export const searchArticles = (
  current: CurrentKnowledge,
  query: string,
  locale: Locale,
  limit: number,
): ArticleHit[] => {
  const volume = current.library[locale];
  return volume.index.search(query, limit).flatMap((match) => {
    const hit = hitOf(volume, match);
    if (hit === undefined) return [];
    const { articleId: id, section, version, title, anchor, text } = hit;
    return [
      { id, section, locale, version, title, anchor, excerpt: excerptOf(text, EXCERPT_CHARACTERS) },
    ];
  });
};

export interface SectionCount {
  readonly section: Category;
  readonly count: number;
}

/** Sections that have articles, in the order of the vocabulary. */
export const countSections = (
  current: CurrentKnowledge,
  locale: Locale,
): readonly SectionCount[] => {
  const { articles } = current.library[locale];
  return CATEGORIES.map((section) => ({
    section,
    count: articles.filter((article) => article.section === section).length,
  })).filter(({ count }) => count > 0);
};

export const listArticles = (
  current: CurrentKnowledge,
  locale: Locale,
  section: Category | undefined,
): readonly Article[] =>
  current.library[locale].articles.filter(
    (article) => section === undefined || article.section === section,
  );

/** Those most readers found helpful, over all locales; before anybody rated, in the order of their ids. */
export const listPopular = (
  current: CurrentKnowledge,
  locale: Locale,
  limit: number,
): readonly Article[] => {
  const liked = new Map<string, number>();
  for (const { articleId, helpful, unhelpful } of current.ratings) {
    liked.set(articleId, (liked.get(articleId) ?? 0) + helpful - unhelpful);
  }
  return [...current.library[locale].articles]
    .sort((a, b) => (liked.get(b.id) ?? 0) - (liked.get(a.id) ?? 0))
    .slice(0, limit);
};

const linksOf = (article: Article): readonly string[] =>
  article.blocks.flatMap((block) => {
    if (block.kind === 'heading') return [];
    const parts =
      block.kind === 'paragraph'
        ? block.content
        : block.kind === 'table'
          ? [...block.head, ...block.rows.flat()].flat()
          : block.items.flat();
    return parts.flatMap(({ articleId }) => articleId ?? []);
  });

/** What an article links to, then those nearest to its title and lead; never itself. */
export const listRelated = (
  current: CurrentKnowledge,
  articleId: string,
  locale: Locale,
  limit: number,
): readonly Article[] => {
  const volume = current.library[locale];
  const self = volume.articles[volume.places.get(articleId) ?? -1];
  if (self === undefined) return [];
  const near = volume.index.find(`${self.title}\n${self.lead}`, limit + 1);
  const ids = new Set([
    ...linksOf(self),
    ...near.flatMap(({ article }) => volume.articles[article]?.id ?? []),
  ]);
  ids.delete(articleId);
  return [...ids]
    .flatMap((id) => volume.articles[volume.places.get(id) ?? -1] ?? [])
    .slice(0, limit);
};
