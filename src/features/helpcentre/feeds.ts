import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { HelpSource } from './help-source.ts';

const NEWEST = 50;
const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
// Characters that XML 1.0 cannot hold at all, not even escaped.
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const xml = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? '');

const isoOf = (atMs: number): string => new Date(atMs).toISOString();
const articlePath = (id: string): string => `/articles/${encodeURIComponent(id)}`;

/** Atom (RFC 4287): the articles of one language, those that changed last first. */
export const atomFeed = (
  source: HelpSource,
  origin: string,
  locale: Locale,
  title: string,
): string => {
  const newest = [...source.listArticles(locale)]
    .sort((one, other) => other.updatedAt - one.updatedAt || (one.id < other.id ? -1 : 1))
    .slice(0, NEWEST);
  const home = `${origin}/help/${locale}`;
  const entries = newest.map((article) => {
    const url = xml(`${home}${articlePath(article.id)}`);
    return `<entry><id>${url}</id><title>${xml(article.title)}</title><link href="${url}"/><updated>${isoOf(article.updatedAt)}</updated><category term="${article.section}"/><summary>${xml(article.lead)}</summary></entry>`;
  });
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${xml(home)}</id><title>${xml(title)}</title><link href="${xml(home)}"/><link rel="self" href="${xml(home)}/feed.xml"/><updated>${isoOf(newest[0]?.updatedAt ?? 0)}</updated><author><name>${xml(title)}</name></author>${entries.join('')}</feed>\n`;
};

/** Atom: what was said of incidents, the newest first; each update is an entry of its own. */
export const statusFeed = (
  { status }: HelpSource,
  origin: string,
  locale: Locale,
  title: string,
): string => {
  const home = `${origin}/help/${locale}/status`;
  const { open, past } = status.readStatus(locale);
  const newest = [...open, ...past]
    .flatMap((incident) => incident.updates.map((update) => ({ incident, update })))
    .sort((one, other) => other.update.publishedAt - one.update.publishedAt)
    .slice(0, NEWEST);
  const entries = newest.map(({ incident, update }) => {
    const url = xml(`${home}/${incident.id}`);
    return `<entry><id>urn:uuid:${update.id}</id><title>${xml(incident.title)}</title><link href="${url}"/><updated>${isoOf(update.publishedAt)}</updated><category term="${update.stage}"/><content type="text" xml:lang="${update.locale}">${xml(update.text)}</content></entry>`;
  });
  return `${HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}"><id>${xml(home)}</id><title>${xml(title)}</title><link href="${xml(home)}"/><link rel="self" href="${xml(`${home}.xml`)}"/><updated>${isoOf(newest[0]?.update.publishedAt ?? 0)}</updated><author><name>${xml(title)}</name></author>${entries.join('')}</feed>\n`;
};

/** The list of the sitemaps, one for each language (sitemaps.org). */
export const sitemapIndex = (origin: string): string =>
  `${HEAD}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${LOCALES.map(
    (locale) => `<sitemap><loc>${xml(origin)}/help/${locale}/sitemap.xml</loc></sitemap>`,
  ).join('')}</sitemapindex>\n`;

interface Entry {
  readonly path: string;
  readonly locales: readonly Locale[];
  readonly updatedAt: number | null;
}

const entriesOf = (source: HelpSource, locale: Locale): readonly Entry[] => [
  { path: '', locales: LOCALES, updatedAt: null },
  { path: '/verify', locales: LOCALES, updatedAt: null },
  { path: '/status', locales: LOCALES, updatedAt: null },
  ...source.listSections(locale).map(({ section }) => ({
    path: `/sections/${section}`,
    locales: LOCALES.filter((one) => source.listArticles(one, section).length > 0),
    updatedAt: null,
  })),
  ...source.listArticles(locale).map(({ id, updatedAt }) => ({
    path: articlePath(id),
    locales: LOCALES.filter((one) => source.knowledge.article(id, one) !== undefined),
    updatedAt,
  })),
];

/** All lasting pages of one language, each with its translations. */
export const sitemap = (source: HelpSource, origin: string, locale: Locale): string => {
  const at = (one: Locale, path: string): string => xml(`${origin}/help/${one}${path}`);
  const urls = entriesOf(source, locale).map(({ path, locales, updatedAt }) => {
    const modified = updatedAt === null ? '' : `<lastmod>${isoOf(updatedAt)}</lastmod>`;
    const translations = locales.map(
      (one) => `<xhtml:link rel="alternate" hreflang="${one}" href="${at(one, path)}"/>`,
    );
    return `<url><loc>${at(locale, path)}</loc>${modified}${translations.join('')}</url>`;
  });
  return `${HEAD}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('')}</urlset>\n`;
};

/** What machines may read: the help centre, and nothing that is somebody's own. */
export const robots = (origin: string): string =>
  [
    'User-agent: *',
    'Allow: /help',
    'Allow: /portal/',
    'Disallow: /',
    `Sitemap: ${origin}/help/sitemap.xml`,
    '',
  ].join('\n');
