import { useQuery } from '@tanstack/react-query';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { asFailure } from '../api/failure.ts';
import { ArticleLink } from '../articles/article-link.tsx';
import { articleQuery } from '../articles/queries.ts';
import { isRightToLeft, useText } from '../locale/text.ts';
import { Failed } from '../parts/failure.tsx';

/** The article that the customer had read and then asked about. */
export const ReadArticle = ({
  articleId,
  locale,
}: {
  readonly articleId: string;
  readonly locale: Locale;
}) => {
  const text = useText();
  const query = useQuery(articleQuery(articleId, locale));
  const article = query.data;
  const gone = query.isError && asFailure(query.error).status === 404;
  return (
    <section data-testid="read-article" className="border-t border-line px-4 py-3">
      <h3 className="pb-1 text-12 font-semibold">{text('context.read_article')}</h3>
      {article !== undefined && (
        <>
          <ArticleLink {...article} anchor={null} />
          <p
            lang={article.locale}
            dir={isRightToLeft(article.locale) ? 'rtl' : 'ltr'}
            className="mt-1 line-clamp-4 text-12 text-muted"
          >
            {article.lead}
          </p>
        </>
      )}
      {gone && <p className="text-muted">{text('context.article_gone')}</p>}
      {query.isError && !gone && (
        <Failed what="failed.article" thrown={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <span aria-hidden className="late pulse block h-3.5" />}
    </section>
  );
};
