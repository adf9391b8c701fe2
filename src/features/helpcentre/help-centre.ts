import type { PageHandler, PageReply, PageRequest } from '../../contract/page.ts';
import type { PortalPage } from '../../contract/portal.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import { asLocale, chooseLocale } from './choose-locale.ts';
import { atomFeed, robots, sitemap, sitemapIndex, statusFeed } from './feeds.ts';
import { findPage, missingPage, verifyPage } from './find-page.ts';
import type { HelpCentreDeps } from './help-source.ts';
import { lockByForm } from './lock-page.ts';
import { answerStatusForm } from './status-pages.ts';

const HTML = 'text/html; charset=utf-8';
const XML = 'application/xml; charset=utf-8';
/** With the 2 s that articles may be old, a change is on everybody's screen within 5 s. */
const SHORTLY = { 'cache-control': 'public, max-age=2' };
const NEVER = { 'cache-control': 'no-store' };

const redirect = (
  status: 302 | 303 | 308,
  location: string,
  headers: Readonly<Record<string, string>> = {},
): PageReply => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: '',
  headers: { ...NEVER, location, ...headers },
});

/** The parts of a path below `/help`; undefined where they are not properly encoded. */
const partsOf = (path: string): readonly string[] | undefined => {
  try {
    return path
      .slice('/help'.length)
      .split('/')
      .slice(1)
      .map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
};

/** The reader's language, from the address if it names one. */
const localeOf = (request: PageRequest): Locale =>
  asLocale(request.path.split('/')[2]) ?? chooseLocale(request.acceptLanguage);

/** What somebody asked belongs to them. */
const isTheirs = (page: PortalPage): boolean =>
  page.kind === 'search' ||
  page.kind === 'missing' ||
  page.kind === 'lock' ||
  page.kind === 'status-link' ||
  (page.kind === 'status' && page.answered !== null) ||
  (page.kind === 'verify' && page.asked !== '');

const makePages = (deps: HelpCentreDeps) => {
  const { source, portal, publicOrigin } = deps;

  const show = (page: PortalPage): PageReply => ({
    status: page.kind === 'missing' ? 404 : 200,
    contentType: HTML,
    body: portal.render({ ...page, banners: source.status.banners(page.locale) }),
    headers: isTheirs(page) ? NEVER : SHORTLY,
  });

  const sorry = (request: PageRequest, status: number, reference: string): PageReply => ({
    status,
    contentType: HTML,
    body: portal.render({
      kind: 'sorry',
      locale: localeOf(request),
      path: '',
      locales: LOCALES,
      status,
      reference,
    }),
    headers: NEVER,
  });

  const missing = (request: PageRequest): PageReply => show(missingPage(source, localeOf(request)));

  /** Files for machines; undefined where the path names none. */
  const machineFile = (parts: readonly string[]): PageReply | undefined => {
    const [first, second, ...rest] = parts;
    const file = (contentType: string, body: string): PageReply => ({
      status: 200,
      contentType,
      body,
      headers: SHORTLY,
    });
    if (first === 'sitemap.xml' && second === undefined)
      return file(XML, sitemapIndex(publicOrigin));
    const locale = asLocale(first);
    if (locale === undefined || rest.length > 0) return undefined;
    if (second === 'sitemap.xml') return file(XML, sitemap(source, publicOrigin, locale));
    const atom = (feed: string) => file('application/atom+xml; charset=utf-8', feed);
    if (second === 'status.xml')
      return atom(statusFeed(source, publicOrigin, locale, portal.statusTitleOf(locale)));
    if (second !== 'feed.xml') return undefined;
    return atom(atomFeed(source, publicOrigin, locale, portal.titleOf(locale)));
  };

  return { show, sorry, missing, machineFile };
};

/** A reader's yes or no to an article; the answer leads back to it. */
const rate = async (
  deps: HelpCentreDeps,
  request: PageRequest,
  parts: readonly string[],
): Promise<PageReply | undefined> => {
  const [first, kind, articleId = '', what, ...rest] = parts;
  const locale = asLocale(first);
  const said = request.form.get('helpful');
  if (kind !== 'articles' || what !== 'rating' || rest.length > 0) return undefined;
  if (locale === undefined || (said !== 'yes' && said !== 'no')) return undefined;
  const saved = await deps.source.rateArticle({
    articleId,
    locale,
    helpful: said === 'yes',
    principal: { kind: 'public' },
    ip: request.address,
  });
  if (!saved.ok) return undefined;
  const article = `/help/${locale}/articles/${encodeURIComponent(articleId)}`;
  return redirect(303, `${article}?rated=${said}#_rating`);
};

/** A form that asks whether something is ours; undefined for other forms. */
const findChecked = (
  deps: HelpCentreDeps,
  request: PageRequest,
  [first, kind, ...rest]: readonly string[],
): PortalPage | undefined => {
  const locale = asLocale(first);
  if (locale === undefined || kind !== 'verify' || rest.length > 0) return undefined;
  return verifyPage(deps.source, locale, request.form.get('asked') ?? '');
};

/** The button below the link of a security mail; undefined for other forms. */
const findLocked = async (
  { source: { lockByLink } }: HelpCentreDeps,
  request: PageRequest,
  [first, kind, ...rest]: readonly string[],
): Promise<PortalPage | undefined> => {
  const locale = asLocale(first);
  if (locale === undefined || kind !== 'lock' || rest.length > 0) return undefined;
  return lockByLink === null ? undefined : lockByForm(lockByLink, locale, request.form);
};

/** A form of the status page, or the button below the link of a status mail; undefined for other forms. */
const findStatusAnswer = async (
  { source }: HelpCentreDeps,
  { form, address }: PageRequest,
  [first, ...rest]: readonly string[],
): Promise<PortalPage | undefined> => {
  const locale = asLocale(first);
  return locale && answerStatusForm(source, locale, rest, form, address);
};

/** Short enough to be said on the phone and printed in a mail; what stands behind a `#` is kept by the browser. */
const SHORT_ADDRESS = /^\/(verify|lock|status|requests)(\/|$)/;

const SHORT_PATHS = (['verify', 'lock', 'status', 'requests'] as const).flatMap(
  (name) => [`/${name}`, `/${name}/*`] as const,
);

/** The help centre under `/help`, and what tells search engines of it. */
export const createHelpCentre = (deps: HelpCentreDeps): PageHandler => {
  const { show, sorry, missing, machineFile } = makePages(deps);
  const read = (request: PageRequest, parts: readonly string[]): PageReply => {
    const file = machineFile(parts);
    if (file !== undefined) return file;
    const locale = asLocale(parts[0]);
    const page = locale && findPage(deps.source, locale, parts.slice(1), request.query);
    return page === undefined ? missing(request) : show(page);
  };
  const handle = async (request: PageRequest): Promise<PageReply> => {
    const { path, method } = request;
    const isRobots = path === '/robots.txt';
    const [, short] = SHORT_ADDRESS.exec(path) ?? [];
    const parts = isRobots || short !== undefined ? [] : partsOf(path);
    if (parts === undefined) return missing(request);
    if (method === 'POST') {
      const checked = findChecked(deps, request, parts);
      if (checked !== undefined) return show(checked);
      const locked = await findLocked(deps, request, parts);
      if (locked !== undefined) return show(locked);
      const status = await findStatusAnswer(deps, request, parts);
      if (status !== undefined) return show(status);
      return (await rate(deps, request, parts)) ?? missing(request);
    }
    if (short !== undefined) {
      const locale = asLocale(path.split('/')[2]) ?? chooseLocale(request.acceptLanguage);
      return redirect(302, `/help/${locale}/${short}`, { vary: 'accept-language' });
    }
    if (isRobots) {
      const contentType = 'text/plain; charset=utf-8';
      return { status: 200, contentType, body: robots(deps.publicOrigin), headers: SHORTLY };
    }
    if (parts.length === 0) {
      const locale = chooseLocale(request.acceptLanguage);
      return redirect(302, `/help/${locale}`, { vary: 'accept-language' });
    }
    if (parts.at(-1) === '') {
      // Built anew from its parts, so that it cannot lead to another host.
      const kept = parts.filter((part) => part !== '').map(encodeURIComponent);
      const query = request.query.size > 0 ? `?${request.query}` : '';
      return redirect(308, `${['/help', ...kept].join('/')}${query}`);
    }
    return read(request, parts);
  };
  return { paths: ['/help', '/help/*', ...SHORT_PATHS, '/robots.txt'], handle, sorry };
};
