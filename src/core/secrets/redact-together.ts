import type { SecretKind } from '../vocabulary.ts';
import { type SecretGuard, secretMarker } from './secret-guard.ts';

export interface JoinedRedaction {
  readonly text: string;
  /** What was destroyed in this text; empty when it stays as it is. */
  readonly destroyed: readonly SecretKind[];
}

const BETWEEN = '\n';
const MARKER = secretMarker('seed_phrase');
/** Behind a destroyed part, the rest of the phrase may come within so many messages. */
const LOOK_BACK = 3;

/**
 * A phrase that is spread over several texts of one person, oldest first: what only the texts together show. Each comes
 * back as it was or with its part destroyed. Undefined where nothing reaches from the others into the last one.
 */
export const redactTogether = (
  guard: SecretGuard,
  texts: readonly string[],
): readonly JoinedRedaction[] | undefined => {
  const last = texts.at(-1) ?? '';
  const isRest =
    texts.slice(-1 - LOOK_BACK, -1).some((text) => text.includes(MARKER)) && guard.isPart(last);
  if (isRest) {
    return texts.map((text, at) =>
      at === texts.length - 1
        ? { text: MARKER, destroyed: ['seed_phrase'] }
        : { text, destroyed: [] },
    );
  }
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length + BETWEEN.length;
  }
  const spans = guard
    .redact(texts.join(BETWEEN))
    .spans.filter(({ kind }) => kind === 'seed_phrase');
  const newest = starts.at(-1) ?? 0;
  if (!spans.some(({ end }) => end > newest)) return undefined;
  return texts.map((text, at) => {
    const from = starts[at] ?? 0;
    // A list word at the edge of a sentence beside the phrase is no part of it.
    const parts = (guard.mayBePart(text) ? spans : [])
      .map(({ start, end }) => ({
        start: Math.max(0, start - from),
        end: Math.min(text.length, end - from),
      }))
      .filter(({ start, end }) => end > start);
    const left = parts.reduceRight(
      (rest, { start, end }) =>
        rest.slice(0, start) + secretMarker('seed_phrase') + rest.slice(end),
      text,
    );
    return { text: left, destroyed: parts.length > 0 ? ['seed_phrase'] : [] };
  });
};
