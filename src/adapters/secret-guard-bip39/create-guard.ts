import { hash } from 'node:crypto';
import { wordlist as czech } from '@scure/bip39/wordlists/czech.js';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js';
import { wordlist as chineseSimplified } from '@scure/bip39/wordlists/simplified-chinese.js';
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js';
import { wordlist as chineseTraditional } from '@scure/bip39/wordlists/traditional-chinese.js';
import { createSecretGuard, type SecretGuard } from '../../core/secrets/secret-guard.ts';
import { buildWordIndex } from '../../core/secrets/word-index.ts';

/** The ten BIP-39 word lists, by name, in official order. */
export const WORD_LISTS: Readonly<Record<string, readonly string[]>> = {
  english,
  chineseSimplified,
  chineseTraditional,
  japanese,
  korean,
  french,
  italian,
  spanish,
  portuguese,
  czech,
};

/** The guard of the server's intake: all ten lists, this runtime's SHA-256. Build one per process (some 40 ms). */
export const createServerSecretGuard = (): SecretGuard =>
  createSecretGuard({
    index: buildWordIndex(WORD_LISTS),
    sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  });
