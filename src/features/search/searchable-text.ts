import type { HeldWords } from '../conversation/index.ts';

/** What a card shows is its values; their names are ours. */
const valuesOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(valuesOf);
};

const cardText = (json: string): string | null => {
  try {
    return valuesOf(JSON.parse(json)).join(' · ');
  } catch {
    return null;
  }
};

/** What words are found by and shown with; null where they can no longer be read. */
export const searchableText = ({
  text,
  isCard,
}: Pick<HeldWords, 'text' | 'isCard'>): string | null =>
  text !== null && isCard ? cardText(text) : text;
