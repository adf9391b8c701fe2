/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import type { Speech } from '../locale/speak.ts';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { ArticleList, TitleList } from '../parts/lists.tsx';
import { SearchForm } from '../parts/search-form.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

type SearchPage = Extract<PortalPage, { kind: 'search' }>;
interface SearchProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: SearchPage;
}

const Heading = ({ speech, page }: Omit<SearchProps, 'site'>): JSX.Element => {
  if (page.query === '') return <h1>{speech.t('search.title')}</h1>;
  const query = <bdi>{page.query}</bdi>;
  return page.hits.length === 0 ? (
    <h1>{speech.rich('search.none', { query })}</h1>
  ) : (
    <h1>{speech.rich('search.found', { query, count: page.hits.length })}</h1>
  );
};

export const Search = ({ site, speech, page }: SearchProps): JSX.Element => (
  <Document
    site={site}
    speech={speech}
    page={page}
    title={speech.t('search.title')}
    description={speech.t('home.description', { exchange: site.exchangeName })}
  >
    <div class="width stack reading">
      <div class="above">
        <Breadcrumbs speech={speech} />
      </div>
      <SearchForm speech={speech} query={page.query} large />
      <Heading speech={speech} page={page} />
      {page.wasCut && (
        <p class="muted">{speech.t('search.cut', { count: [...page.query].length })}</p>
      )}
      {page.hits.length > 0 ? (
        <ArticleList
          speech={speech}
          articles={page.hits.map(({ excerpt, ...hit }) => ({ ...hit, lead: excerpt }))}
        />
      ) : (
        <>
          <p class="muted">{speech.t(page.query === '' ? 'search.empty' : 'search.none_more')}</p>
          <section aria-labelledby="_first">
            <h2 id="_first">{speech.t('first.title')}</h2>
            <div class="columns">
              <TitleList speech={speech} articles={page.first} />
            </div>
          </section>
        </>
      )}
      <StillNeedHelp speech={speech} />
    </div>
  </Document>
);
