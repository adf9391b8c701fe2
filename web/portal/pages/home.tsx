/** @jsxImportSource preact */
import shield from 'icon:shield-check';
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { addressOf } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';
import { SectionCards, TitleList } from '../parts/lists.tsx';
import { SearchForm } from '../parts/search-form.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

interface HomeProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: Extract<PortalPage, { kind: 'home' }>;
}

export const Home = ({ site, speech, page }: HomeProps): JSX.Element => {
  const { exchangeName: exchange } = site;
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={speech.t('title.home', { exchange })}
      description={speech.t('home.description', { exchange })}
    >
      <div class="hero">
        <div class="width">
          <h1>{speech.t('home.title')}</h1>
          <SearchForm speech={speech} large />
        </div>
      </div>
      <div class="width stack">
        <section class="safety" aria-labelledby="_safety">
          <Icon d={shield} size={24} />
          <div>
            <h2 id="_safety">{speech.t('safety.title', { exchange })}</h2>
            <p>{speech.t('safety.never')}</p>
            <a class="check-link" href={addressOf(speech.locale, '/verify')}>
              {speech.t('check.link')}
            </a>
            <TitleList speech={speech} articles={page.safety} />
          </div>
        </section>
        <section aria-labelledby="_topics">
          <h2 id="_topics">{speech.t('sections.title')}</h2>
          <SectionCards speech={speech} sections={page.sections} />
        </section>
        <section aria-labelledby="_first">
          <h2 id="_first">{speech.t('first.title')}</h2>
          <div class="columns">
            <TitleList speech={speech} articles={page.first} />
          </div>
        </section>
        <StillNeedHelp speech={speech} />
      </div>
    </Document>
  );
};
