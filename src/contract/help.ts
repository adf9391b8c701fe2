import { z } from 'zod';
import { CATEGORIES, LOCALES } from '../core/vocabulary.ts';
import { atMs } from './conversation.ts';

/** Inside a paragraph, a step or a cell: words, some of them strong, and links to other articles. No markup. */
export const inline = z.strictObject({
  text: z.string(),
  strong: z.boolean(),
  /** The article that the words lead to; null for plain words. */
  articleId: z.string().nullable(),
});
export type Inline = z.output<typeof inline>;
const inlines = z.array(inline);

/** A piece of an article, as screens draw it. There is no HTML anywhere. */
export const block = z.discriminatedUnion('kind', [
  /** `anchor` names the heading in addresses, for example `what-to-do-first`; unique within the article. */
  z.strictObject({ kind: z.literal('heading'), anchor: z.string(), text: z.string() }),
  z.strictObject({ kind: z.literal('paragraph'), content: inlines }),
  z.strictObject({ kind: z.literal('steps'), items: z.array(inlines) }),
  z.strictObject({ kind: z.literal('list'), items: z.array(inlines) }),
  z.strictObject({
    kind: z.literal('table'),
    head: z.array(inlines),
    rows: z.array(z.array(inlines)),
  }),
]);
export type Block = z.output<typeof block>;

/** One locale's present version of an article. */
export const article = z.strictObject({
  id: z.string(),
  section: z.enum(CATEGORIES),
  locale: z.enum(LOCALES),
  /** 1, 2, 3 …: grows with every change of this locale's text. */
  version: z.number().int().positive(),
  title: z.string(),
  /** The first paragraph: the answer by itself. */
  lead: z.string(),
  blocks: z.array(block),
  updatedAt: atMs,
});
export type Article = z.output<typeof article>;

/** A find of the search. `excerpt`: the passage that fits best, in plain words, 300 characters at most. */
export const articleHit = z.strictObject({
  id: z.string(),
  section: z.enum(CATEGORIES),
  locale: z.enum(LOCALES),
  version: z.number().int().positive(),
  title: z.string(),
  anchor: z.string().nullable(),
  excerpt: z.string(),
});
export type ArticleHit = z.output<typeof articleHit>;

export const articleSearchQuery = z.strictObject({
  q: z.string().max(2_000),
  locale: z.enum(LOCALES),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
export const articleSearchReply = z.strictObject({ hits: z.array(articleHit) });

export const articleParams = z.strictObject({ articleId: z.string().max(80) });
export const articleQuery = z.strictObject({ locale: z.enum(LOCALES) });
export const rateArticle = z.strictObject({ locale: z.enum(LOCALES), helpful: z.boolean() });
