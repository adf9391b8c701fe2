import { recogniseAddress } from '../chain/recognise.ts';
import { createAnalyser } from '../retrieval/analyse.ts';
import { sha256 } from '../secrets/sha256.ts';
import { findTransactionIds } from '../selfservice/find-details.ts';
import type { Category } from '../vocabulary.ts';

/** What two requests of one customer are compared by. */
export interface Matter {
  readonly category: Category;
  readonly startedAt: number;
  /** Terms of the customer's own first words. */
  readonly terms: ReadonlySet<string>;
  /** Transaction ids and addresses that the customer named. */
  readonly subjects: ReadonlySet<string>;
}

export const DUPLICATE_REASONS = [
  'same_subject',
  'same_words',
  'same_category',
  'same_day',
] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

export interface DuplicateScore {
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

const analyser = createAnalyser(undefined);
const DAY_MS = 86_400_000;
/** Words in which so large a share is common are called similar. */
const SIMILAR = 0.3;
/** From here on it is worth a look. */
export const SUGGEST_FROM = 0.5;

const RUN = /[0-9A-Za-z]{26,90}/gu;

/** Ids and addresses by their form alone. They are compared with each other, and nothing is looked up by them. */
const subjectsOf = (text: string): ReadonlySet<string> => {
  const runs = text.normalize('NFKC').match(RUN) ?? [];
  const addresses = runs.flatMap((run) => recogniseAddress(run, sha256).normal ?? []);
  return new Set([...findTransactionIds(text).txids, ...addresses]);
};

export const matterOf = (
  category: Category,
  startedAt: number,
  texts: readonly string[],
): Matter => {
  const text = texts.join('\n');
  const subjects = subjectsOf(text);
  const terms = new Set(analyser.words(text.replaceAll(RUN, ' ')));
  return { category, startedAt, terms, subjects };
};

/** The share of terms that both have, of all that either has (Jaccard's coefficient). */
const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const common = [...a].filter((term) => b.has(term)).length;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
};

/**
 * How likely two requests of one customer are about the same thing. Two different ids speak against it, whatever the
 * words: people ask twice about two deposits in the same words.
 */
export const scoreDuplicate = (a: Matter, b: Matter): DuplicateScore => {
  const shared = [...a.subjects].some((subject) => b.subjects.has(subject));
  const different = !shared && a.subjects.size > 0 && b.subjects.size > 0;
  const words = overlap(a.terms, b.terms);
  const sameCategory = a.category === b.category;
  const sameDay = Math.abs(a.startedAt - b.startedAt) < DAY_MS;
  const points =
    (shared ? 0.7 : 0) +
    (different ? -0.4 : 0) +
    Math.min(0.5, words * 0.8) +
    (sameCategory ? 0.2 : 0) +
    (sameDay ? 0.15 : 0);
  const reasons: DuplicateReason[] = [
    ...(shared ? (['same_subject'] as const) : []),
    ...(words >= SIMILAR ? (['same_words'] as const) : []),
    ...(sameCategory ? (['same_category'] as const) : []),
    ...(sameDay ? (['same_day'] as const) : []),
  ];
  return { score: Math.max(0, Math.min(1, points)), reasons };
};
