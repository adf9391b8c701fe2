import type { Locale } from '../../../src/core/vocabulary.ts';

/** The public address of an article in the help centre of this origin; `anchor`: at the passage under that heading. */
export const articleAddress = (
  origin: string,
  article: { readonly id: string; readonly locale: Locale; readonly anchor: string | null },
): string => {
  const path = `/help/${article.locale}/articles/${encodeURIComponent(article.id)}`;
  return article.anchor === null
    ? `${origin}${path}`
    : `${origin}${path}#${encodeURIComponent(article.anchor)}`;
};
