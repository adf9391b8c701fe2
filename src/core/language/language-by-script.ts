const KANA = /[\p{scx=Hiragana}\p{scx=Katakana}]/u;
/** Shared by Hiragana and Katakana in the Unicode tables, yet used in Chinese and as plain punctuation too. */
const SHARED_MARKS =
  /[\u3001\u3002\u3003-\u301f\u3030-\u3037\u303c-\u303f\u30fb\ufe45\ufe46\uff61-\uff65]/gu;

/** One letter of each script that decides, or narrows, the language. */
const SCRIPTS = [
  ['han', /\p{Script=Han}/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['latin', /\p{Script=Latin}/u],
  ['greek', /\p{Script=Greek}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['thai', /\p{Script=Thai}/u],
  ['georgian', /\p{Script=Georgian}/u],
  ['armenian', /\p{Script=Armenian}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
] as const;
export type Script = (typeof SCRIPTS)[number][0] | 'kana' | 'unknown';

/** A word of a CJK script has about two characters, so each of them counts for more than a letter. */
const WEIGHT: Partial<Record<Script, number>> = { kana: 3, han: 3, hangul: 2 };

const scriptOf = (letter: string): Script => {
  if (KANA.test(letter)) return 'kana';
  for (const [script, pattern] of SCRIPTS) if (pattern.test(letter)) return script;
  return 'unknown';
};

/** What is not language: addresses, e-mail, handles, hexadecimal keys, codes that mix letters and digits. */
const NOT_LANGUAGE =
  /https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|(?<![\p{L}\p{N}])[@#][\w-]+|\b(?=\w*\d)\w{4,}\b/giu;

/** The text without what tells nothing of its language, at most `limit` UTF-16 units of it. */
export const languageBearing = (text: string, limit = 1_000): string =>
  text
    .slice(0, limit * 2)
    .replace(NOT_LANGUAGE, ' ')
    .slice(0, limit);

/** How much of the text is in which script: letters, weighted; punctuation, digits and emoji count for nothing. */
export const countScripts = (text: string): ReadonlyMap<Script, number> => {
  const counts = new Map<Script, number>();
  for (const [letter] of text.replace(SHARED_MARKS, ' ').matchAll(/\p{L}/gu)) {
    const script = scriptOf(letter);
    counts.set(script, (counts.get(script) ?? 0) + (WEIGHT[script] ?? 1));
  }
  return counts;
};

/** Letters that Persian and Urdu use and Arabic does not. */
const PERSIAN_LETTERS = /[\u067e\u0686\u0698\u06a9\u06af\u06cc]/u;
const URDU_LETTERS = /[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]/u;
const UKRAINIAN_LETTERS = /[іїєґ]/iu;
const RUSSIAN_LETTERS = /[ыэё]/iu;

const ONLY_LANGUAGE: Partial<Record<Script, string>> = {
  hangul: 'ko',
  greek: 'el',
  hebrew: 'he',
  thai: 'th',
  georgian: 'ka',
  armenian: 'hy',
};

/**
 * What the script alone says. `language`: ISO 639-1 code, null where the script is written by several languages (Latin,
 * Devanagari, Cyrillic without a telling letter). Kana anywhere beside Han is Japanese.
 */
export const languageByScript = (
  text: string,
): { readonly script: Script; readonly language: string | null } => {
  const counts = countScripts(text);
  const cjk = (counts.get('han') ?? 0) + (counts.get('kana') ?? 0);
  let script: Script = 'unknown';
  let most = 0;
  for (const [candidate, count] of counts) {
    const weight = candidate === 'han' || candidate === 'kana' ? cjk : count;
    if (candidate !== 'unknown' && weight > most) {
      script = candidate;
      most = weight;
    }
  }
  if (script === 'han' || script === 'kana') {
    // Chinese forums borrow の and a Japanese name now and then; a Japanese sentence has kana all over.
    const isJapanese = (counts.get('kana') ?? 0) * 12 >= cjk;
    return { script: isJapanese ? 'kana' : 'han', language: isJapanese ? 'ja' : 'zh' };
  }
  return { script, language: ONLY_LANGUAGE[script] ?? byTellingLetters(script, text) };
};

const byTellingLetters = (script: Script, text: string): string | null => {
  if (script === 'arabic') {
    if (URDU_LETTERS.test(text)) return 'ur';
    return PERSIAN_LETTERS.test(text) ? 'fa' : 'ar';
  }
  if (script === 'cyrillic') {
    if (UKRAINIAN_LETTERS.test(text)) return 'uk';
    return RUSSIAN_LETTERS.test(text) ? 'ru' : null;
  }
  return null;
};
