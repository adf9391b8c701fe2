import { LOCALES, type Locale } from '../vocabulary.ts';
import { languageBearing, languageByScript, type Script } from './language-by-script.ts';

export interface LanguageGuess {
  /** ISO 639-1. */
  readonly language: string;
  /** Greater is likelier; comparable within one list only. */
  readonly score: number;
}

/** Guesses by the statistics of letters, the likeliest first; empty when there is nothing to go by. */
export type GuessLanguages = (text: string) => readonly LanguageGuess[];

export interface DecidedLanguage {
  /** ISO 639-1; null when nothing could be told. */
  readonly language: string | null;
  readonly isSure: boolean;
  /** The language where it is sure and one of ours, else the hint. */
  readonly locale: Locale;
  /** Whose models read the text best: also a neighbour of a language that we have no texts in. */
  readonly nearest: Locale;
}

const isLocale = (language: string): language is Locale =>
  (LOCALES as readonly string[]).includes(language);

/** Languages near enough to one of ours for its models to understand something. All others: English. */
const NEIGHBOURS: Readonly<Record<string, Locale>> = {
  pt: 'es',
  ca: 'es',
  gl: 'es',
  it: 'es',
  eu: 'es',
  uk: 'ru',
  be: 'ru',
  bg: 'ru',
  sr: 'ru',
  mk: 'ru',
  fa: 'ar',
  ur: 'ar',
};
export const nearestLocale = (language: string): Locale =>
  isLocale(language) ? language : (NEIGHBOURS[language] ?? 'en');

const SCRIPT_OF_LOCALE: Readonly<Record<Locale, Script>> = {
  zh: 'han',
  en: 'latin',
  ko: 'hangul',
  ja: 'kana',
  fr: 'latin',
  es: 'latin',
  ru: 'cyrillic',
  ar: 'arabic',
};
const LANGUAGES_OF_SCRIPT: Partial<Record<Script, readonly string[]>> = {
  cyrillic: ['ru', 'uk', 'bg', 'be', 'sr', 'mk', 'kk', 'mn', 'ky', 'tg'],
  devanagari: ['hi', 'mr', 'ne'],
};
/** Fewer words than this say too little where the script leaves several languages. */
const ENOUGH_WORDS = 3;

/**
 * What is added to a guess before it is known: customers write our languages first, then the common ones, and a few
 * letters fit many. Measured on short public sentences; without it Russian of three words is often taken for Belarusian.
 */
const PRIOR_OF_OURS = 0.05;
const PRIOR_OF_COMMON = 0.02;
const COMMON: ReadonlySet<string> = new Set('de it pt tr pl id ms vi nl uk cs ro hu sv'.split(' '));
/** How far the best guess must lead to be sure: the guesser's own measure of doubt; more when words are few. */
const CLEAR_LEAD = 0.01;
const CLEAR_LEAD_OF_FEW_WORDS = 0.05;

/** The models of the hint, unless the script shows that the text is in another language. */
const unsure = (language: string | null, hint: Locale, script: Script): DecidedLanguage => ({
  language,
  isSure: false,
  locale: hint,
  nearest:
    script === 'unknown' || SCRIPT_OF_LOCALE[hint] === script
      ? hint
      : nearestLocale(language ?? 'en'),
});

/**
 * The language of a message. First the script (kana → ja, Hangul → ko, Han → zh …), then letters only one language of
 * the script has, then the guesser among the script's languages. Under three words the hint is
 * believed, and the result not sure, unless the guess leads by far. `text` may be of any length and empty.
 */
export const decideLanguage = (
  text: string,
  hint: Locale,
  guess: GuessLanguages,
): DecidedLanguage => {
  const bearing = languageBearing(text);
  const { script, language } = languageByScript(bearing);
  if (script === 'unknown') return unsure(null, hint, script);
  if (language !== null) {
    return {
      language,
      isSure: true,
      locale: isLocale(language) ? language : hint,
      nearest: nearestLocale(language),
    };
  }
  return decideByGuess(bearing, script, hint, withPrior(guess(bearing), script));
};

const decideByGuess = (
  bearing: string,
  script: Script,
  hint: Locale,
  guesses: readonly LanguageGuess[],
): DecidedLanguage => {
  const hintFits = SCRIPT_OF_LOCALE[hint] === script;
  const [best, second] = guesses;
  if (best === undefined) return unsure(hintFits ? hint : null, hint, script);
  const isShort = (bearing.match(/\p{L}+/gu)?.length ?? 0) < ENOUGH_WORDS;
  const lead = best.score - (second?.score ?? 0);
  if (lead >= (isShort ? CLEAR_LEAD_OF_FEW_WORDS : CLEAR_LEAD)) {
    return {
      language: best.language,
      isSure: true,
      locale: isLocale(best.language) ? best.language : hint,
      nearest: nearestLocale(best.language),
    };
  }
  const isHintNear = guesses.some(
    (each) => each.language === hint && best.score - each.score < CLEAR_LEAD,
  );
  return unsure(hintFits && (isShort || isHintNear) ? hint : best.language, hint, script);
};

const priorOf = (language: string): number => {
  if (isLocale(language)) return PRIOR_OF_OURS;
  return COMMON.has(language) ? PRIOR_OF_COMMON : 0;
};

const withPrior = (guesses: readonly LanguageGuess[], script: Script): readonly LanguageGuess[] => {
  const allowed = LANGUAGES_OF_SCRIPT[script];
  return guesses
    .filter((each) => allowed?.includes(each.language) ?? true)
    .map((each) => ({
      language: each.language,
      score: each.score + priorOf(each.language),
    }))
    .sort((one, other) => other.score - one.score);
};
