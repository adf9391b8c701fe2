import { lazyPart } from '../parts/lazy-part.tsx';

/** Reached from home and from a chat. */
export const articlePart = lazyPart(
  async () => (await import('../article/article.tsx')).ArticleScreen,
);
