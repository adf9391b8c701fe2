import type { Locale } from '../../src/core/vocabulary.ts';

/** Below the origin. `path` is what the page has in all languages, such as `/sections/fees`. */
export const addressOf = (locale: Locale, path: string): string => `/help/${locale}${path}`;

export const articlePath = (articleId: string): string =>
  `/articles/${encodeURIComponent(articleId)}`;

/** The messenger as a page of its own, beginning with what the reader was reading. */
export const messengerAddress = (locale: Locale, articleId?: string): string => {
  const query = new URLSearchParams({ lang: locale });
  if (articleId !== undefined) query.set('article', articleId);
  return `/messenger/?${query}`;
};

/** The messenger within the page of requests. */
export const framedMessenger = (locale: Locale): string =>
  `/messenger/?${new URLSearchParams({ portal: '', lang: locale })}`;
