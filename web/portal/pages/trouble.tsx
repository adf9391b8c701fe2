/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import type { Speech } from '../locale/speak.ts';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { TitleList } from '../parts/lists.tsx';
import { SearchForm } from '../parts/search-form.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

interface TroubleProps<K extends PortalPage['kind']> {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: Extract<PortalPage, { kind: K }>;
}

/** An address that leads nowhere, with ways on. */
export const Missing = ({ site, speech, page }: TroubleProps<'missing'>): JSX.Element => (
  <Document
    site={site}
    speech={speech}
    page={page}
    title={speech.t('missing.title')}
    description={speech.t('missing.lead')}
  >
    <div class="width stack reading">
      <div class="above">
        <Breadcrumbs speech={speech} />
      </div>
      <h1>{speech.t('missing.title')}</h1>
      <p class="muted">{speech.t('missing.lead')}</p>
      <SearchForm speech={speech} large />
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

/** Something failed here; the reference is in the log too. */
export const Sorry = ({ site, speech, page }: TroubleProps<'sorry'>): JSX.Element => (
  <Document
    site={site}
    speech={speech}
    page={page}
    title={speech.t('sorry.title')}
    description={speech.t('sorry.lead')}
  >
    <div class="width stack reading">
      <div class="above">
        <Breadcrumbs speech={speech} />
      </div>
      <h1>{speech.t('sorry.title')}</h1>
      <p>{speech.t('sorry.lead')}</p>
      <p class="muted">
        {speech.rich('sorry.reference', { reference: <code dir="ltr">{page.reference}</code> })}
      </p>
      <StillNeedHelp speech={speech} />
    </div>
  </Document>
);
