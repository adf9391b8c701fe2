import type { Emergency, Manner } from '../core/assistant/reply.ts';
import type { Tool } from '../core/selfservice/vocabulary.ts';
import type { Category, Locale, Priority } from '../core/vocabulary.ts';

export interface CategoryScore {
  readonly category: Category;
  /** 0 to 1; all categories sum to 1. */
  readonly score: number;
}

/** What a message means. Nothing of the message itself is in it, so it may be kept. */
export interface Understood {
  /** The locale to answer in: the message's language where it is sure and one of ours, else the hint. */
  readonly locale: Locale;
  /** ISO 639-1 code of the language found, also of languages that we have no texts in; null when nothing could be told. */
  readonly language: string | null;
  readonly languageIsSure: boolean;
  readonly emergency: Emergency | null;
  /** 0 to 1. */
  readonly emergencyScore: number;
  readonly manner: Manner | null;
  readonly urgency: Priority;
  /** The best first, at most three. */
  readonly categories: readonly CategoryScore[];
  /** Names of the readable rules that decided anything, for the record of the turn. */
  readonly rules: readonly string[];
  /** Tools that may look up what is asked, best first; what is missing to 1 is that none does. */
  readonly tools: readonly { readonly tool: Tool; readonly score: number }[];
}

/** Models trained from content, away from the thread that serves. */
export interface Understanding {
  /** `text` is cleaned and without secrets; `hint` is the locale of the customer's profile or screen. */
  understand(text: string, hint: Locale): Promise<Understood>;
  /** Resolves when the models are trained. Until then `understand` waits for them. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
