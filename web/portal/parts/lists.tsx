/** @jsxImportSource preact */
import type { JSX } from 'preact';
import type { ArticleCard, SectionCount } from '../../../src/contract/portal.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { CATEGORY_ICONS } from '../../messenger/parts/category-icons.ts';
import { addressOf, articlePath } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Icon } from './icon.tsx';
import { Plain } from './words.tsx';

/** Titles that lead to articles. */
export const TitleList = ({
  speech,
  articles,
}: {
  speech: Speech;
  articles: readonly ArticleCard[];
}): JSX.Element => (
  <ul class="titles">
    {articles.map(({ id, title }) => (
      <li key={id}>
        <a href={addressOf(speech.locale, articlePath(id))}>
          <Plain text={title} locale={speech.locale} />
        </a>
      </li>
    ))}
  </ul>
);

/** Articles with their first words. */
export const ArticleList = ({
  speech,
  articles,
}: {
  speech: Speech;
  articles: readonly (ArticleCard & { readonly anchor?: string | null })[];
}): JSX.Element => (
  <ul class="articles">
    {articles.map(({ id, title, lead, anchor }) => (
      <li key={id}>
        <h2>
          <a
            href={`${addressOf(speech.locale, articlePath(id))}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`}
          >
            <Plain text={title} locale={speech.locale} />
          </a>
        </h2>
        <p class="muted">
          <Plain text={lead} locale={speech.locale} />
        </p>
      </li>
    ))}
  </ul>
);

export const SectionCards = ({
  speech,
  sections,
}: {
  speech: Speech;
  sections: readonly SectionCount[];
}): JSX.Element => (
  <ul class="sections">
    {sections.map(({ section, articles }) => (
      <li key={section} class="section-card">
        <Icon d={CATEGORY_ICONS[section]} size={22} />
        <div>
          <h3>
            <a href={addressOf(speech.locale, `/sections/${section}`)}>
              {speech.t(`category.${section}`)}
            </a>
          </h3>
          <p class="muted">{speech.t(`section.${section}`)}</p>
          <p class="count">{speech.t('sections.count', { count: articles })}</p>
        </div>
      </li>
    ))}
  </ul>
);

/** All sections in a row, for going on from one to another. */
export const SectionLinks = ({
  speech,
  sections,
  without,
}: {
  speech: Speech;
  sections: readonly SectionCount[];
  without: Category;
}): JSX.Element => (
  <ul class="chips">
    {sections
      .filter(({ section }) => section !== without)
      .map(({ section }) => (
        <li key={section}>
          <a href={addressOf(speech.locale, `/sections/${section}`)}>
            {speech.t(`category.${section}`)}
          </a>
        </li>
      ))}
  </ul>
);
