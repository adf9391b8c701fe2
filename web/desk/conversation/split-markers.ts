import { SECRET_KINDS, type SecretKind } from '../../../src/core/vocabulary.ts';

export type Piece = string | { readonly secret: SecretKind };

const MARKER = /⟦secret:([a-z_]+)⟧/gu;

const isKind = (value: string | undefined): value is SecretKind =>
  (SECRET_KINDS as readonly (string | undefined)[]).includes(value);

/** A stored text as pieces: words, and the places where the intake destroyed a secret. */
export const splitMarkers = (text: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKER)) {
    if (!isKind(match[1])) continue;
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({ secret: match[1] });
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
};
