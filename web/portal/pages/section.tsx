/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { CATEGORY_ICONS } from '../../messenger/parts/category-icons.ts';
import type { Speech } from '../locale/speak.ts';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';
import { ArticleList, SectionLinks } from '../parts/lists.tsx';
import { SearchForm } from '../parts/search-form.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';

interface SectionProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: Extract<PortalPage, { kind: 'section' }>;
}

export const Section = ({ site, speech, page }: SectionProps): JSX.Element => {
  const title = speech.t(`category.${page.section}`);
  const description = speech.t(`section.${page.section}`);
  return (
    <Document site={site} speech={speech} page={page} title={title} description={description}>
      <div class="width stack reading">
        <div class="above">
          <Breadcrumbs speech={speech} />
          <SearchForm speech={speech} />
        </div>
        <div class="section-head">
          <Icon d={CATEGORY_ICONS[page.section]} size={28} />
          <div>
            <h1>{title}</h1>
            <p class="muted">{description}</p>
          </div>
        </div>
        <ArticleList speech={speech} articles={page.articles} />
        <section aria-labelledby="_others">
          <h2 id="_others">{speech.t('sections.other')}</h2>
          <SectionLinks speech={speech} sections={page.sections} without={page.section} />
        </section>
        <StillNeedHelp speech={speech} />
      </div>
    </Document>
  );
};
