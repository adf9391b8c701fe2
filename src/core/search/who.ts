import { foldText } from '../retrieval/analyse.ts';
import type { Term } from './match-terms.ts';
import { pairTokens, readText, tokensOf, wordToken } from './read-text.ts';

/** What the exchange says of a person, as far as they are looked for by it. */
export interface Who {
  readonly name: string | null;
  readonly email: string | null;
}

const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const mailToken = (mail: string): string => `m:${foldText(mail)}`;
/** Longer ones are no names. */
const MOST_PARTS = 5;
const MOST_TOKENS = 40;

/** What a person is found by: the words of the name and of the address before its `@`, and the address as a whole. */
export const whoTokens = ({ name, email }: Who): readonly string[] => {
  const words = [name ?? '', email?.split('@', 1)[0] ?? ''].flatMap((text) => [...tokensOf(text)]);
  return [...new Set([...(email === null ? [] : [mailToken(email)]), ...words])].slice(
    0,
    MOST_TOKENS,
  );
};

/** How a person is asked for. */
export interface AskedWho {
  /** No person without all of them is meant. */
  readonly tokens: readonly string[];
  /** What must stand in the name or the address. */
  readonly terms: readonly Term[];
}

const partTokens = (part: string): readonly string[] =>
  MAIL.test(part)
    ? [mailToken(part)]
    : readText(part).flatMap(({ kind, folded }) =>
        kind === 'word' ? [wordToken(folded)] : pairTokens(folded),
      );

/** Reads what was typed as a name or an address; null where it can be neither. */
export const askWho = (typed: string): AskedWho | null => {
  const parts = typed.split(/\s+/u).filter((part) => part !== '');
  if (parts.length === 0 || parts.length > MOST_PARTS) return null;
  const tokens = [...new Set(parts.flatMap(partTokens))];
  const terms = parts.map((part) => ({
    pieces: readText(part).map(({ kind, folded }) => ({ kind, folded })),
    exact: false,
  }));
  return tokens.length === 0 || terms.some(({ pieces }) => pieces.length === 0)
    ? null
    : { tokens, terms };
};
