/** @jsxImportSource preact */
import copy from 'icon:copy';
import type { JSX } from 'preact';
import type { Article } from '../../../src/contract/help.ts';
import type { PortalPage, PortalSite } from '../../../src/contract/portal.ts';
import { addressOf, articlePath } from '../addresses.ts';
import type { Speech } from '../locale/speak.ts';
import { Blocks } from '../parts/blocks.tsx';
import { Breadcrumbs } from '../parts/breadcrumbs.tsx';
import { Document } from '../parts/document.tsx';
import { Icon } from '../parts/icon.tsx';
import { TitleList } from '../parts/lists.tsx';
import { SearchForm } from '../parts/search-form.tsx';
import { StillNeedHelp } from '../parts/still-need-help.tsx';
import { Plain } from '../parts/words.tsx';

type ArticlePage = Extract<PortalPage, { kind: 'article' }>;
interface ArticleProps {
  readonly site: PortalSite;
  readonly speech: Speech;
  readonly page: ArticlePage;
}

/** A list of one heading would only repeat it. */
const LEAST_HEADINGS = 2;

const Contents = ({
  speech,
  article,
}: {
  speech: Speech;
  article: Article;
}): JSX.Element | null => {
  const headings = article.blocks.filter((block) => block.kind === 'heading');
  if (headings.length < LEAST_HEADINGS) return null;
  return (
    <nav class="contents" aria-labelledby="_contents">
      <h2 id="_contents">{speech.t('article.contents')}</h2>
      <ul>
        {headings.map(({ anchor, text }) => (
          <li key={anchor}>
            <a href={`#${encodeURIComponent(anchor)}`}>
              <Plain text={text} locale={article.locale} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Facts = ({ speech, article }: { speech: Speech; article: Article }): JSX.Element => (
  <div class="facts muted">
    <span>
      {speech.rich('article.updated', {
        date: (
          <time dateTime={new Date(article.updatedAt).toISOString().slice(0, 10)}>
            {speech.date(article.updatedAt)}
          </time>
        ),
      })}
    </span>
    <span class="id">
      {speech.t('article.id')} <code dir="ltr">{article.id}</code>
      <button
        type="button"
        class="copy"
        data-copy={article.id}
        data-copied={speech.t('article.copied')}
        aria-label={speech.t('article.copy')}
        title={speech.t('article.copy')}
        hidden
      >
        <Icon d={copy} size={16} />
      </button>
      <span role="status" class="copied" />
    </span>
  </div>
);

const Rating = ({ speech, page }: { speech: Speech; page: ArticlePage }): JSX.Element => (
  <section class="rating" id="_rating" aria-labelledby="_rating-title">
    <h2 id="_rating-title">{speech.t('article.rating')}</h2>
    {page.rated === null ? (
      <form method="post" action={addressOf(page.locale, `${articlePath(page.article.id)}/rating`)}>
        <button type="submit" name="helpful" value="yes">
          {speech.t('article.yes')}
        </button>
        <button type="submit" name="helpful" value="no">
          {speech.t('article.no')}
        </button>
      </form>
    ) : (
      <p role="status">
        {speech.t(page.rated === 'helpful' ? 'article.thanks' : 'article.thanks_no')}
      </p>
    )}
  </section>
);

export const ArticleScreen = ({ site, speech, page }: ArticleProps): JSX.Element => {
  const { article } = page;
  return (
    <Document
      site={site}
      speech={speech}
      page={page}
      title={article.title}
      description={article.lead}
    >
      <div class="width with-side">
        <div class="above">
          <Breadcrumbs speech={speech} section={article.section} />
          <SearchForm speech={speech} />
        </div>
        <article>
          <h1>
            <Plain text={article.title} locale={article.locale} />
          </h1>
          <Facts speech={speech} article={article} />
          <Contents speech={speech} article={article} />
          <div class="text">
            <Blocks article={article} speech={speech} />
          </div>
        </article>
        <div class="after">
          <Rating speech={speech} page={page} />
          <StillNeedHelp speech={speech} article={article} />
          {page.related.length > 0 && (
            <section aria-labelledby="_related">
              <h2 id="_related">{speech.t('article.related')}</h2>
              <TitleList speech={speech} articles={page.related} />
            </section>
          )}
        </div>
      </div>
    </Document>
  );
};
