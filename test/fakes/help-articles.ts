import { splitHost } from '../../src/adapters/public-suffixes/split-host.ts';
import type { Article } from '../../src/contract/help.ts';
import type { OfficialAnswer } from '../../src/contract/official.ts';
import { openBook } from '../../src/core/official/classify.ts';
import { fail, ok } from '../../src/core/outcome.ts';
import { CATEGORIES, LOCALES, type Locale } from '../../src/core/vocabulary.ts';
import type { HelpSource } from '../../src/features/helpcentre/index.ts';
import { verify } from '../../src/features/official/index.ts';

interface Rated {
  readonly articleId: string;
  readonly helpful: boolean;
  readonly ip: string;
}

/** Articles that say `words` wherever an article says anything, one in each section and language. */
export const hostileArticles = (words: string): readonly Article[] =>
  LOCALES.flatMap((locale) =>
    CATEGORIES.map((section) => ({
      id: `about-${section}`,
      section,
      locale,
      version: 1,
      title: words,
      lead: words,
      updatedAt: Date.UTC(2026, 10, 20),
      blocks: [
        { kind: 'heading' as const, anchor: 'first', text: words },
        { kind: 'paragraph' as const, content: [{ text: words, strong: true, articleId: null }] },
        { kind: 'steps' as const, items: [[{ text: words, strong: false, articleId: words }]] },
        { kind: 'list' as const, items: [[{ text: words, strong: false, articleId: null }]] },
        {
          kind: 'table' as const,
          head: [[{ text: words, strong: false, articleId: null }]],
          rows: [[[{ text: words, strong: false, articleId: null }]]],
        },
      ],
    })),
  );

/** A book with one domain of ours. */
const book = openBook(
  {
    identities: [
      { kind: 'domain', network: null, value: 'norvik.example', from: 0, until: null },
      { kind: 'handle', network: 'telegram', value: 'norvik_news', from: 0, until: null },
      { kind: 'phone', network: null, value: '+4721007300', from: 0, until: null },
    ],
    badges: new Set(['M-2041']),
    allowedHosts: new Set(['mempool.space']),
    phishingHosts: new Set(['drain.example']),
    knownServices: { imitated: ['kraken.com'], harmless: [] },
  },
  splitHost,
);
const answerTo = (pasted: string): OfficialAnswer | null => verify(book, pasted, 1);

/** The link of a security mail, good once, and one that is too old. */
export const LOCK_LINK = 'good-once.a2V5.c2lnbmF0dXJl';
export const OLD_LOCK_LINK = 'too-old.a2V5.c2lnbmF0dXJl';

/** What the help pages read, from a list instead of a database; keeps what was rated. */
export const createHelpArticles = (articles: readonly Article[]) => {
  const rated: Rated[] = [];
  const locked: string[] = [];
  const of = (locale: Locale) => articles.filter((article) => article.locale === locale);
  const find = (id: string, locale: Locale) => of(locale).find((article) => article.id === id);
  const source: HelpSource = {
    knowledge: { article: find, find: () => [], passage: () => undefined },
    search: (_query, locale, limit) =>
      of(locale)
        .slice(0, limit)
        .map(({ id, section, version, title, lead }) => ({
          id,
          section,
          locale,
          version,
          title,
          anchor: null,
          excerpt: lead,
        })),
    listSections: (locale) =>
      CATEGORIES.map((section) => ({
        section,
        count: of(locale).filter((article) => article.section === section).length,
      })).filter(({ count }) => count > 0),
    listArticles: (locale, section) =>
      of(locale).filter((article) => section === undefined || article.section === section),
    listPopular: (locale, limit) => of(locale).slice(0, limit),
    listRelated: (id, locale, limit) =>
      of(locale)
        .filter((article) => article.id !== id)
        .slice(0, limit),
    rateArticle: async ({ articleId, locale, helpful, ip }) => {
      if (find(articleId, locale) === undefined) return fail('not_found', 'article_not_found');
      rated.push({ articleId, helpful, ip });
      return ok(undefined);
    },
    verify: (pasted) => answerTo(pasted),
    status: {
      pushKey: 'push-key',
      banners: () => [],
      readStatus: () => ({ overall: 'operational', parts: [], open: [], past: [] }),
      findIncident: () => undefined,
      subscribe: async () => ok(undefined),
      pressLink: async () => false,
    },
    lockByLink: async (token) => {
      if (token === OLD_LOCK_LINK) return fail('unauthorized', 'lock_link_expired');
      if (token !== LOCK_LINK) return fail('unauthorized', 'lock_link_invalid');
      if (locked.length > 0) return fail('unauthorized', 'lock_link_used');
      locked.push(token);
      return ok({ accepted: true });
    },
  };
  return { source, rated, locked };
};
