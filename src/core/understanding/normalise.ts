/** What models read of a message, in UTF-16 units: more says nothing new and costs time. */
export const MAX_READ_CHARACTERS = 2_000;

const ADDRESS = /https?:\/\/\S+|www\.\S+/gu;
const MAIL = /\S+@\S+\.\S+/gu;
/** Addresses, transaction ids and keys: their letters are noise, that there is one is not. */
const LONG_CODE = /\b(?=\w*\d)(?=\w*[a-z])[\w-]{12,}\b/gu;
const LONG_NUMBER = /\d{4,}|\d+[.,:]\d[\d.,:]*/gu;
/** Combining marks that a hurried hand leaves out: Latin, Cyrillic and Greek accents, Arabic vowels and hamzas. */
const MARKS = /[\u0300-\u036f\u064b-\u065f\u0670]/gu;
const LETTER_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\u0640/gu, ''], // Arabic tatweel
  [/[\u0649\u06cc]/gu, '\u064a'], // alef maqsura, Persian yeh → yeh
  [/\u0629/gu, '\u0647'], // teh marbuta → heh
  [/\u06a9/gu, '\u0643'], // Persian kaf → kaf
  [/ß/gu, 'ss'],
  [/œ/gu, 'oe'],
  [/æ/gu, 'ae'],
  [/['’‘`´]/gu, ''],
];

/**
 * One form for what people write in several: width, case, accents, apostrophes, long numbers, addresses. Words are
 * separated by single spaces, with one at each end; `?` and `!` are words.
 */
export const normaliseForModels = (text: string): string => {
  let folded = text.slice(0, MAX_READ_CHARACTERS).normalize('NFKC').toLowerCase();
  folded = folded
    .replace(ADDRESS, ' weblink ')
    .replace(MAIL, ' mailaddress ')
    .replace(LONG_CODE, ' longcode ')
    .replace(LONG_NUMBER, ' 0000 ');
  folded = folded.normalize('NFD').replace(MARKS, '').normalize('NFC');
  for (const [pattern, by] of LETTER_FORMS) folded = folded.replace(pattern, by);
  folded = folded.replace(/[?؟]+/gu, ' ? ').replace(/!+/gu, ' ! ');
  return ` ${folded.replace(/[^\p{L}\p{M}\p{N}?!]+/gu, ' ').trim()} `;
};
