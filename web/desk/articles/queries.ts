import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { getArticle, searchArticles } from '../api/assistant-api.ts';

export const articleQuery = (id: string, locale: Locale) =>
  queryOptions({ queryKey: ['article', id, locale], queryFn: () => getArticle(id, locale) });

/** What was found before stays until the new answer is there. */
export const searchQuery = (words: string, locale: Locale) =>
  queryOptions({
    queryKey: ['articles', locale, words],
    queryFn: ({ signal }) => searchArticles(words, locale, signal),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
