import { SECRET_KINDS, type SecretKind } from '../../../src/core/vocabulary.ts';

/** A stretch of a message. Nothing in a message is ever made into a link or into markup. */
export type TextToken =
  | { readonly kind: 'text'; readonly text: string }
  /** The intake destroyed a secret here. */
  | { readonly kind: 'secret'; readonly secret: SecretKind }
  /** An address, hash or id: shown short, copied whole, read from left to right. */
  | { readonly kind: 'code'; readonly text: string }
  /** An amount with its currency: kept in its own direction. */
  | { readonly kind: 'amount'; readonly text: string };

const TOKEN =
  /⟦secret:([a-z_]+)⟧|\b(?=[0-9a-zA-Z]*\d)(?=[0-9a-zA-Z]*[a-zA-Z])([0-9a-zA-Z]{26,})\b|(?<![\w.])(\d[\d.,]*\s?[A-Z]{3,5})\b/g;

const isSecretKind = (kind: string): kind is SecretKind =>
  (SECRET_KINDS as readonly string[]).includes(kind);

const tokenOf = (match: RegExpMatchArray): TextToken => {
  const [whole, secret, code, amount] = match;
  if (secret !== undefined && isSecretKind(secret)) return { kind: 'secret', secret };
  if (code !== undefined) return { kind: 'code', text: code };
  if (amount !== undefined) return { kind: 'amount', text: amount };
  return { kind: 'text', text: whole };
};

export const tokenizeText = (text: string): readonly TextToken[] => {
  const tokens: TextToken[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'text', text: text.slice(end, match.index) });
    tokens.push(tokenOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) });
  return tokens;
};

/** First six and last six. */
export const shorten = (code: string): string => `${code.slice(0, 6)}…${code.slice(-6)}`;

/** For one line of a card: markers as words, the rest as it is. */
export const plainLine = (text: string, nameOf: (kind: SecretKind) => string): string =>
  tokenizeText(text)
    .map((token) => (token.kind === 'secret' ? `[${nameOf(token.secret)}]` : token.text))
    .join('');
