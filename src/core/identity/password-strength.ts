export const MIN_PASSWORD_CHARS = 12;
export const MAX_PASSWORD_CHARS = 128;
const MIN_DISTINCT = 6;
const MIN_OWN_WORD = 4;
/** What must remain when everything that anybody would guess is taken out. */
const MIN_UNGUESSED = 8;

/** Words that lists of leaked passwords begin with; digits that stand for letters are read as those. */
const GUESSED = [
  'password',
  'passwort',
  'qwertyuiop',
  'qwerty',
  'asdfgh',
  'letmein',
  'welcome',
  'iloveyou',
  'dragon',
  'monkey',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'changeme',
  'secret',
  'admin',
  'support',
  'mainstay',
  'bitcoin',
  'ethereum',
  'crypto',
  'exchange',
  '1234567890',
  '123456',
  '987654',
  'abcdef',
];

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

const unmask = (text: string): string =>
  text.replace(/[01345@$]/g, (char) => LOOKALIKES[char] ?? char);

const without = (text: string, word: string): string => text.split(word).join('');

export type PasswordFault =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_too_simple'
  | 'password_too_personal';

/**
 * Length first, and nothing that a list of leaked passwords or a glance at the name would give (NIST SP 800-63B
 * §5.1.1.2: no rules about kinds of characters). `own` are words that belong to the person: name, mail address.
 * Undefined where the password will do.
 */
export const findPasswordFault = (
  password: string,
  own: readonly string[],
): PasswordFault | undefined => {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD_CHARS) return 'password_too_short';
  if (length > MAX_PASSWORD_CHARS) return 'password_too_long';
  const lower = password.toLowerCase();
  if (new Set(lower).size < MIN_DISTINCT) return 'password_too_simple';
  let left = lower;
  for (const word of GUESSED) left = without(left, word);
  left = unmask(left);
  for (const word of GUESSED) left = without(left, word);
  if (left.length < Math.min(MIN_UNGUESSED, lower.length) && left.length < lower.length) {
    return 'password_too_simple';
  }
  const words = own.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  let stranger = lower;
  for (const word of words) if (word.length >= MIN_OWN_WORD) stranger = without(stranger, word);
  return stranger.length < lower.length && stranger.length < MIN_UNGUESSED
    ? 'password_too_personal'
    : undefined;
};
