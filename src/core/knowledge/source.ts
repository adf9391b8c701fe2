import type { Category, Locale } from '../vocabulary.ts';

/** A file of the articles' folder, read and understood. `Body` is the contract's list of blocks. */
export interface ArticleSource<Body> {
  readonly articleId: string;
  readonly locale: Locale;
  readonly section: Category;
  readonly title: string;
  readonly asks: readonly string[];
  /** 00:00 UTC of the day named by the file, in epoch ms. */
  readonly updatedAt: number;
  readonly blocks: Body;
  /** Articles that its words lead to. */
  readonly links: readonly string[];
  /** The file's path below the folder, for messages. */
  readonly file: string;
}

/** What is wrong with a file, in a sentence for the operator. */
export interface ArticleFault {
  readonly file: string;
  readonly fault: string;
}
