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
import { packWords } from '../../../src/core/secrets/packed-words.ts';

const NAME = 'words:bip39';
const LISTS = {
  english,
  japanese,
  korean,
  french,
  italian,
  spanish,
  portuguese,
  czech,
  chineseSimplified,
  chineseTraditional,
};

/** Vite plugin: `import words from 'words:bip39'` gives the ten BIP-39 word lists, packed for the guard. */
export const wordsPlugin = () => ({
  name: 'mainstay-words',
  resolveId: (id: string): string | undefined => (id === NAME ? `\0${NAME}` : undefined),
  load: (id: string): string | undefined =>
    id === `\0${NAME}` ? `export default ${JSON.stringify(packWords(LISTS))};` : undefined,
});
