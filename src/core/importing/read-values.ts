import type { AtMs } from '../ids.ts';
import { CATEGORIES, type Category, LOCALES, type Locale } from '../vocabulary.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Undefined for anything that is no object of named fields. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Text without what is around it; null where there is none. */
export const textOf = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
};

/** Other systems write ids as numbers or as text. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  const text = textOf(value);
  return text !== null && text.length <= 200 ? text : null;
};

/** 2000-01-01: nothing of a support system is older. */
const EARLIEST = 946_684_800_000;

const isTime = (at: number, now: AtMs): boolean =>
  Number.isFinite(at) && at >= EARLIEST && at <= now;

/** An ISO time with its zone, or seconds since 1970; undefined where it is none, before 2000, or still to come. */
export const timeOf = (value: unknown, now: AtMs): AtMs | undefined => {
  if (typeof value === 'number') {
    const at = Math.round(value * 1_000);
    return isTime(at, now) ? at : undefined;
  }
  const text = textOf(value);
  if (text === null) return undefined;
  if (/^\d{9,11}(\.\d+)?$/.test(text)) return timeOf(Number(text), now);
  try {
    const at = Temporal.Instant.from(text).epochMilliseconds;
    return isTime(at, now) ? at : undefined;
  } catch {
    return undefined;
  }
};

/** By the first part of a language tag; English where it is none of ours. */
export const localeOf = (value: unknown): Locale => {
  const tag = textOf(value)?.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === tag) ?? 'en';
};

/** The first tag or label that is one of our categories. */
export const categoryOf = (tags: readonly unknown[]): Category => {
  for (const tag of tags) {
    const found = CATEGORIES.find((category) => category === textOf(tag)?.toLowerCase());
    if (found !== undefined) return found;
  }
  return 'other';
};
