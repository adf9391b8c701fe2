import type { Article } from '../contract/help.ts';
import type { Category, Locale } from '../core/vocabulary.ts';

/** A passage that may answer: what stands under one heading, or before the first. */
export interface PassageHit {
  readonly articleId: string;
  readonly section: Category;
  readonly locale: Locale;
  readonly version: number;
  readonly title: string;
  /** Null for the article's beginning. */
  readonly anchor: string | null;
  /** The passage as plain lines: steps as `1. …`, no markup. */
  readonly text: string;
  /** 0 to 1, the estimated chance that this article answers the question. */
  readonly score: number;
}

/** The help centre's articles, as other slices use them. Reads come from memory and are never older than 2 s. */
export interface Knowledge {
  /** Candidates for a question, one for each article, best first. Never throws for any text. */
  find(question: string, locale: Locale, limit: number): readonly PassageHit[];
  /** The present version; undefined where there is none. */
  article(articleId: string, locale: Locale): Article | undefined;
  /** The passage of an article that fits a question best. */
  passage(articleId: string, locale: Locale, question: string): PassageHit | undefined;
}
