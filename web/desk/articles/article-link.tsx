import { BookOpen } from 'lucide-react';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { useText } from '../locale/text.ts';
import { articleAddress } from './article-address.ts';

interface ArticleLinkProps {
  readonly id: string;
  readonly locale: Locale;
  readonly anchor: string | null;
  readonly title: string;
  readonly version: number;
}

/** An article by title and version; leads to the help centre in a window of its own. */
export const ArticleLink = ({ id, locale, anchor, title, version }: ArticleLinkProps) => {
  const text = useText();
  return (
    <a
      href={articleAddress('', { id, locale, anchor })}
      target="_blank"
      rel="noopener"
      data-testid="article-link"
      title={text('article.open_hint')}
      className="inline-flex min-h-6 max-w-full items-center gap-1.5 text-12 text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      <BookOpen aria-hidden size={13} className="shrink-0" />
      <bdi className="min-w-0 break-words">{title}</bdi>
      <span aria-hidden className="text-muted">
        ·
      </span>
      <bdi dir="ltr" className="shrink-0 text-muted tabular-nums">
        {text('article.version', { version })}
      </bdi>
    </a>
  );
};
