/** @jsxImportSource preact */
import inbox from 'icon:inbox';
import shield from 'icon:shield-check';
import type { ComponentChildren, JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { structuredData } from '../structured-data.ts';
import { Banners } from './banners.tsx';
import { Icon } from './icon.tsx';
import { LanguageMenu } from './language-menu.tsx';

interface DocumentProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: PortalPage;
  readonly title: string;
  readonly description: string;
  readonly children: ComponentChildren;
}

/** Found by search engines: what stays as it is, under one address in each language. */
const isLasting = ({ kind }: PortalPage): boolean =>
  kind === 'home' ||
  kind === 'section' ||
  kind === 'article' ||
  kind === 'verify' ||
  kind === 'status';

/** Which page this is in which language, for search engines. */
const Addresses = ({ site, page }: Pick<DocumentProps, 'site' | 'page'>): JSX.Element => {
  const at = (locale: PortalPage['locale']): string =>
    `${site.origin}${addressOf(locale, page.path)}`;
  const main = page.locales.includes('en') ? 'en' : page.locale;
  return (
    <>
      <link rel="canonical" href={at(page.locale)} />
      {page.locales.map((locale) => (
        <link key={locale} rel="alternate" hreflang={locale} href={at(locale)} />
      ))}
      <link
        rel="alternate"
        hreflang="x-default"
        href={page.kind === 'home' ? `${site.origin}/help` : at(main)}
      />
      <meta property="og:url" content={at(page.locale)} />
    </>
  );
};

const Head = ({ site, speech, page, title, description }: DocumentProps): JSX.Element => {
  const data = structuredData(site, speech, page);
  const siteName = speech.t('title.home', { exchange: site.exchangeName });
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <meta name="color-scheme" content="light dark" />
      <title>
        {page.kind === 'home'
          ? siteName
          : speech.t('title.page', { title, exchange: site.exchangeName })}
      </title>
      <meta name="description" content={description} />
      <link rel="stylesheet" href={site.assets.style} />
      <link rel="icon" href="/portal/icon.svg" type="image/svg+xml" />
      <link
        rel="alternate"
        type="application/atom+xml"
        href={addressOf(page.locale, '/feed.xml')}
        title={siteName}
      />
      {isLasting(page) ? (
        <Addresses site={site} page={page} />
      ) : (
        <meta name="robots" content="noindex" />
      )}
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:site_name" content={siteName} />
      <meta property="og:type" content={page.kind === 'article' ? 'article' : 'website'} />
      <meta property="og:locale" content={page.locale} />
      {data !== undefined && (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which nothing can end the element
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />
      )}
      <script type="module" src={site.assets.script} />
      {/* Where the messenger fills the page, none is offered beside it. */}
      {page.kind !== 'requests' && (
        <script async src="/loader/loader.js" data-locale={page.locale} />
      )}
    </head>
  );
};

const Header = ({ site, speech, page }: DocumentProps): JSX.Element => (
  <header class="top">
    <div class="width">
      <a class="brand" href={addressOf(page.locale, '')}>
        <bdi>{site.exchangeName}</bdi> <span>{speech.t('brand')}</span>
      </a>
      <nav class="sections-nav" aria-label={speech.t('nav')}>
        <a
          href={addressOf(page.locale, '/requests')}
          rel="nofollow"
          aria-current={page.kind === 'requests' ? 'page' : undefined}
        >
          <Icon d={inbox} size={18} />
          {speech.t('requests.link')}
        </a>
      </nav>
      <p class="official">
        <Icon d={shield} size={18} />
        {speech.t('official')}
      </p>
      <LanguageMenu speech={speech} page={page} />
    </div>
  </header>
);

/** The frame of every page. Nothing in it needs a script. */
export const Document = (props: DocumentProps): JSX.Element => {
  const { page, speech, children } = props;
  return (
    <html lang={page.locale} dir={RTL_LOCALES.includes(page.locale) ? 'rtl' : 'ltr'}>
      <Head {...props} />
      <body>
        <a class="skip" href="#_main">
          {speech.t('skip')}
        </a>
        <Header {...props} />
        <Banners speech={speech} page={page} />
        <main id="_main" tabIndex={-1}>
          {children}
        </main>
        <footer class="foot">
          <div class="width">
            <p class="muted">{speech.t('safety.never')}</p>
            <nav aria-label={speech.t('brand')}>
              <a href={addressOf(page.locale, '/verify')}>{speech.t('check.link')}</a>
              <a href={addressOf(page.locale, '/status')}>{speech.t('status.link')}</a>
              <a href={addressOf(page.locale, '/feed.xml')}>{speech.t('feed')}</a>
            </nav>
          </div>
        </footer>
      </body>
    </html>
  );
};
