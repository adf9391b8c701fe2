import type { SecretSpan } from './span.ts';

/**
 * Names that stand in encrypted key files: Web3 Secret Storage (version 3), EIP-2335, the vaults of browser wallets,
 * Polkadot's exports.
 */
const NAME =
  /\\{0,3}["'“”]?(?:ciphertext|cipherparams|cipher|kdfparams|kdf|dklen|mac|salt|iv|pbkdf2|scrypt|keystore|encseed|encoding|encoded|data)\\{0,3}["'“”]?\s{0,8}[:=](?=\s{0,8}\\{0,3}["'“”]?(?:\{|[0-9a-f]{8}|[0-9]|aes|pbkdf2|scrypt|(?=[a-z+/]{0,16}[0-9])[0-9a-z+/]{20}))/g;
/** Names that stand in key files alone; the others are what every manual on cryptography speaks of. */
const TELLING = new Set(['ciphertext', 'cipherparams', 'kdfparams', 'dklen', 'encseed', 'encoded']);
/** The vault of a browser wallet has just these. */
const VAULT = ['data', 'iv', 'salt'];
const LONG_VALUE = /[0-9a-f]{32}|(?=[a-z+/]*[0-9])[0-9a-z+/]{40}/;
/** So many different names close together are a key file, whole or a part of one. */
const LEAST_NAMES = 3;
/** Names further apart than this (a long value and its line) do not belong together. */
const MAX_GAP = 1_600;
/** How far in front of its first name the object may begin (address, id, version), and how far behind it may end. */
const REACH_BEFORE = 300;
const REACH_BEHIND = 400;

/** Encrypted key files as text: pretty-printed, on one line, cut in two or without their braces. */
export const findKeystores = (lower: string): readonly SecretSpan[] => {
  if (!/ciphertext|kdf|scrypt|pbkdf2|pkcs8|encseed|\biv\b/.test(lower)) return [];
  const spans: SecretSpan[] = [];
  let names: RegExpExecArray[] = [];
  const close = (): void => {
    const span = asKeystore(lower, names);
    if (span !== undefined) spans.push(span);
    names = [];
  };
  for (const match of lower.matchAll(NAME)) {
    const last = names.at(-1);
    if (last !== undefined && match.index - last.index > MAX_GAP) close();
    names.push(match);
  }
  close();
  return spans;
};

const asKeystore = (lower: string, names: readonly RegExpExecArray[]): SecretSpan | undefined => {
  const first = names[0];
  const last = names.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const different = new Set(names.map(([text]) => text.replace(/[^a-z0-9]/g, '')));
  const isTelling = [...different].some((name) => TELLING.has(name));
  const isVault = VAULT.every((name) => different.has(name));
  if (different.size < LEAST_NAMES || !(isTelling || isVault)) return undefined;
  const end = endOf(lower, last.index + last[0].length);
  if (!LONG_VALUE.test(lower.slice(first.index, end))) return undefined;
  return { start: startOf(lower, first.index), end, kind: 'keystore' };
};

/** The outermost brace in front of the first name; without one the name itself. */
const startOf = (lower: string, at: number): number => {
  const from = Math.max(0, at - REACH_BEFORE);
  const brace = lower.slice(from, at).search(/[{[]/);
  return brace < 0 ? at : from + brace;
};

/** Behind the last brace that follows; what was cut off ends with its value. */
const endOf = (lower: string, at: number): number => {
  const behind = lower.slice(at, at + REACH_BEHIND);
  const brace = /^[^{]*?[}\]](?:[\s,"'\\a-z0-9:.-]{0,120}[}\]])*/.exec(behind);
  if (brace !== null) return at + brace[0].length;
  return at + (/^\s*["'“”]?[^\s"'“”,]*["'“”]?/.exec(behind)?.[0].length ?? 0);
};
