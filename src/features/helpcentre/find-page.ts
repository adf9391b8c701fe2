import type { Article } from '../../contract/help.ts';
import { LONGEST_QUESTION } from '../../contract/official.ts';
import type { ArticleCard, PortalPage, SectionCount } from '../../contract/portal.ts';
import { CATEGORIES, LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { HelpSource } from './help-source.ts';
import { lockPage } from './lock-page.ts';
import { statusPage, statusSubpage } from './status-pages.ts';

/** What everybody should have read before they trust anybody; shown where these articles exist. */
const SAFETY_ARTICLES = ['recognise-scams', 'account-taken-over'] as const;
/** What most who come are looking for; those that readers found most helpful fill the list. */
const FIRST_ARTICLES = [
  'deposit-not-arrived',
  'withdrawal-pending',
  'sign-in-fails',
  'lost-authenticator',
  'verify-identity',
  'bank-deposit-missing',
  'withdrawal-on-hold',
  'order-not-filled',
] as const;
const FIRST = 8;
const RELATED = 5;
const HITS = 8;
/** Longer ones are cut: nobody asks so much in one sentence, and the address has to hold it. */
const MOST_QUERY_CHARS = 500;

const toCard = ({ id, section, title, lead }: Article): ArticleCard => ({
  id,
  section,
  title,
  lead,
});

const firstOf = (source: HelpSource, locale: Locale): readonly ArticleCard[] => {
  const chosen = FIRST_ARTICLES.flatMap((id) => source.knowledge.article(id, locale) ?? []);
  const popular = source.listPopular(locale, 2 * FIRST);
  const others = popular.filter(({ id }) => !chosen.some((one) => one.id === id));
  return [...chosen, ...others].slice(0, FIRST).map(toCard);
};

const sectionsOf = (source: HelpSource, locale: Locale): readonly SectionCount[] =>
  source.listSections(locale).map(({ section, count: articles }) => ({ section, articles }));

const home = (source: HelpSource, locale: Locale): PortalPage => ({
  kind: 'home',
  locale,
  path: '',
  locales: LOCALES,
  sections: sectionsOf(source, locale),
  first: firstOf(source, locale),
  safety: SAFETY_ARTICLES.flatMap((id) => source.knowledge.article(id, locale) ?? []).map(toCard),
});

const section = (source: HelpSource, locale: Locale, name: string): PortalPage | undefined => {
  const found = CATEGORIES.find((category) => category === name);
  const articles = found === undefined ? [] : source.listArticles(locale, found).map(toCard);
  if (found === undefined || articles.length === 0) return undefined;
  return {
    kind: 'section',
    locale,
    path: `/sections/${found}`,
    locales: LOCALES.filter((one) => source.listArticles(one, found).length > 0),
    section: found,
    articles,
    sections: sectionsOf(source, locale),
  };
};

const RATED = new Map([
  ['yes', 'helpful'],
  ['no', 'not_helpful'],
] as const);

const article = (
  source: HelpSource,
  locale: Locale,
  id: string,
  query: URLSearchParams,
): PortalPage | undefined => {
  const found = source.knowledge.article(id, locale);
  if (found === undefined) return undefined;
  return {
    kind: 'article',
    locale,
    path: `/articles/${encodeURIComponent(found.id)}`,
    locales: LOCALES.filter((one) => source.knowledge.article(id, one) !== undefined),
    article: found,
    related: source.listRelated(id, locale, RELATED).map(toCard),
    rated: RATED.get(query.get('rated') as 'yes' | 'no') ?? null,
  };
};

const search = (source: HelpSource, locale: Locale, query: URLSearchParams): PortalPage => {
  const given = [...(query.get('q') ?? '').replace(/\p{Cc}+/gu, ' ').trim()];
  const text = given.slice(0, MOST_QUERY_CHARS).join('');
  return {
    kind: 'search',
    locale,
    path: '/search',
    locales: LOCALES,
    query: text,
    wasCut: given.length > MOST_QUERY_CHARS,
    hits: text === '' ? [] : source.search(text, locale, HITS),
    first: firstOf(source, locale),
  };
};

/** Whether something is ours. `pasted`: what a form gave, or nothing yet. */
export const verifyPage = (source: HelpSource, locale: Locale, pasted: string): PortalPage => {
  const asked = pasted
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUESTION);
  return {
    kind: 'verify',
    locale,
    path: '/verify',
    locales: LOCALES,
    asked: asked.toWellFormed(),
    answer: asked === '' ? null : source.verify(asked),
  };
};

const REQUEST_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const REQUESTS_PLACES: ReadonlySet<string> = new Set(['new', 'notices']);

/** The page of one's own requests, of one of them, or of where that one stands; undefined for any other place in it. */
const requestsPage = (locale: Locale, place: readonly string[]): PortalPage | undefined => {
  const [name, steps, ...rest] = place;
  const isRequest = name !== undefined && REQUEST_ID.test(name);
  const isKnown =
    rest.length === 0 &&
    (steps === undefined
      ? name === undefined || isRequest || REQUESTS_PLACES.has(name)
      : isRequest && steps === 'steps');
  if (!isKnown) return undefined;
  const path = ['/requests', ...place].join('/');
  return { kind: 'requests', locale, path, locales: LOCALES };
};

/** The page under `/help/<locale>/<parts>`; undefined where there is none. */
export const findPage = (
  source: HelpSource,
  locale: Locale,
  parts: readonly string[],
  query: URLSearchParams,
): PortalPage | undefined => {
  const [kind, name, ...rest] = parts;
  if (kind === 'requests') return requestsPage(locale, parts.slice(1));
  if (rest.length > 0) return undefined;
  if (kind === undefined) return home(source, locale);
  if (kind === 'search' && name === undefined) return search(source, locale, query);
  if (kind === 'verify' && name === undefined) return verifyPage(source, locale, '');
  if (kind === 'lock' && name === undefined && source.lockByLink !== null)
    return lockPage(locale, 'ready');
  if (kind === 'status')
    return name === undefined
      ? statusPage(source, locale)
      : statusSubpage(source, locale, name, query);
  if (name === undefined) return undefined;
  if (kind === 'sections') return section(source, locale, name);
  return kind === 'articles' ? article(source, locale, name, query) : undefined;
};

/** An address that leads nowhere, in the reader's language. */
export const missingPage = (source: HelpSource, locale: Locale): PortalPage => ({
  kind: 'missing',
  locale,
  path: '',
  locales: LOCALES,
  first: firstOf(source, locale),
});
