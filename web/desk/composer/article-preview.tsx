import { useQuery } from '@tanstack/react-query';
import { Link, TextQuote } from 'lucide-react';
import type { ArticleHit } from '../../../src/contract/help.ts';
import { ArticleLink } from '../articles/article-link.tsx';
import { Blocks } from '../articles/blocks.tsx';
import { passageOf } from '../articles/passage-text.ts';
import { articleQuery } from '../articles/queries.ts';
import { isRightToLeft, useText } from '../locale/text.ts';
import { Button } from '../parts/button.tsx';
import { Failed } from '../parts/failure.tsx';

interface PreviewProps {
  readonly hit: ArticleHit;
  readonly busy: boolean;
  readonly onPassage: () => void;
  readonly onLink: () => void;
}

/** The passage as the customer would get it, and the two ways to put it into the answer. */
export const ArticlePreview = ({ hit, busy, onPassage, onLink }: PreviewProps) => {
  const text = useText();
  const query = useQuery(articleQuery(hit.id, hit.locale));
  const article = query.data;
  return (
    <div className="flex min-h-0 min-w-0 flex-col" data-testid="article-preview">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={text('articles.preview')}
        className="scroll min-h-0 flex-1 px-3 py-2"
      >
        <ArticleLink {...hit} version={article?.version ?? hit.version} />
        {query.isError ? (
          <Failed what="failed.article" thrown={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <div
            lang={hit.locale}
            dir={isRightToLeft(hit.locale) ? 'rtl' : 'ltr'}
            className="mt-1 break-words"
          >
            {article === undefined ? (
              <p>{hit.excerpt}</p>
            ) : (
              <Blocks blocks={passageOf(article, hit.anchor)} />
            )}
          </div>
        )}
      </section>
      <div className="flex flex-wrap gap-2 border-t border-line px-3 py-2">
        <Button
          tone="primary"
          icon={TextQuote}
          busy={busy}
          data-testid="insert-passage"
          onClick={onPassage}
        >
          {text('articles.insert_passage')}
          <kbd aria-hidden className="font-sans text-11 pointer-coarse:hidden">
            ⏎
          </kbd>
        </Button>
        <Button icon={Link} data-testid="insert-link" onClick={onLink}>
          {text('articles.insert_link')}
          <kbd aria-hidden dir="ltr" className="font-sans text-11 text-muted pointer-coarse:hidden">
            ⇧⏎
          </kbd>
        </Button>
      </div>
    </div>
  );
};
