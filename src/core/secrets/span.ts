import type { SecretKind } from '../vocabulary.ts';

/** UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface SecretSpan extends TextRange {
  readonly kind: SecretKind;
}

/** Sorted and disjoint: overlapping or touching ranges become one, named after the longest of them. */
export const mergeSpans = (spans: readonly SecretSpan[]): readonly SecretSpan[] => {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: (SecretSpan & { readonly longest: number })[] = [];
  for (const span of sorted) {
    const length = span.end - span.start;
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push({ ...span, longest: length });
      continue;
    }
    merged[merged.length - 1] = {
      start: last.start,
      end: Math.max(last.end, span.end),
      kind: length > last.longest ? span.kind : last.kind,
      longest: Math.max(length, last.longest),
    };
  }
  return merged.map(({ start, end, kind }) => ({ start, end, kind }));
};
