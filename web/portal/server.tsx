/** @jsxImportSource preact */
import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { CreatePortal, PortalPage, PortalSite } from '../../src/contract/portal.ts';
import { type Speech, speak } from './locale/speak.ts';
import { ArticleScreen } from './pages/article.tsx';
import { Home } from './pages/home.tsx';
import { Lock } from './pages/lock.tsx';
import { Requests } from './pages/requests.tsx';
import { Search } from './pages/search.tsx';
import { Section } from './pages/section.tsx';
import { Incident, Status, StatusLink } from './pages/status.tsx';
import { Missing, Sorry } from './pages/trouble.tsx';
import { Verify } from './pages/verify.tsx';

const screenOf = (site: PortalSite, speech: Speech, page: PortalPage): JSX.Element => {
  switch (page.kind) {
    case 'home':
      return <Home site={site} speech={speech} page={page} />;
    case 'section':
      return <Section site={site} speech={speech} page={page} />;
    case 'article':
      return <ArticleScreen site={site} speech={speech} page={page} />;
    case 'search':
      return <Search site={site} speech={speech} page={page} />;
    case 'verify':
      return <Verify site={site} speech={speech} page={page} />;
    case 'lock':
      return <Lock site={site} speech={speech} page={page} />;
    case 'requests':
      return <Requests site={site} speech={speech} page={page} />;
    case 'status':
      return <Status site={site} speech={speech} page={page} />;
    case 'incident':
      return <Incident site={site} speech={speech} page={page} />;
    case 'status-link':
      return <StatusLink site={site} speech={speech} page={page} />;
    case 'missing':
      return <Missing site={site} speech={speech} page={page} />;
    case 'sorry':
      return <Sorry site={site} speech={speech} page={page} />;
  }
};

/** The help centre's pages and names; the server imports this as a bundle. */
export const createPortal: CreatePortal = (site) => ({
  render: (page) => `<!doctype html>${renderToString(screenOf(site, speak(page.locale), page))}`,
  titleOf: (locale) => speak(locale).t('title.home', { exchange: site.exchangeName }),
  statusTitleOf: (locale) => speak(locale).t('status.title', { exchange: site.exchangeName }),
});
