import { fail, type Outcome, ok } from '../outcome.ts';

/** UTF-16 units, as a text field's `maxlength` counts. */
export const MAX_MESSAGE_CHARACTERS = 8_000;

/** Line ends of other systems, NEL, line and paragraph separators. */
const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
/** Everything that commands a terminal or a parser, and the byte order mark. Tab and line feed stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb]/g;
/**
 * Embeddings, overrides and isolates: they let a text pass for another ("gpj.exe"). Single direction marks (U+200E,
 * U+200F, U+061C) and joiners stay, because Arabic, Persian and emoji are written with them.
 */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Invisible tag letters, except in the emoji of regional flags. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f})|[\u{e0000}-\u{e007f}]/gu;

/** What both a message and a file's name lose. Line ends become `\n`; the result is in NFC. */
export const stripUnwanted = (text: string): string =>
  text
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTION_CONTROLS, '')
    .replace(TAGS, '$1')
    .normalize('NFC');

/**
 * What the intake does to every text of a person, before the secret guard. Markup is left alone: it is text, and shown
 * as text. Idempotent. Failures, all `invalid`: `message_too_long` (details `maxCharacters`), `message_empty`
 * (nothing visible is left), `malformed_text` (half a surrogate pair, which cannot be stored).
 */
export const cleanText = (
  raw: string,
  maxCharacters: number = MAX_MESSAGE_CHARACTERS,
): Outcome<string> => {
  // Cleaning shortens a text, yet a fair message is never mostly unwanted characters.
  if (raw.length > maxCharacters * 2) return fail('invalid', 'message_too_long', { maxCharacters });
  if (!raw.isWellFormed()) return fail('invalid', 'malformed_text');
  const text = stripUnwanted(raw).trim();
  if (!/[^\s\p{Cf}\u115f\u1160\u3164]/u.test(text)) return fail('invalid', 'message_empty');
  if (text.length > maxCharacters) return fail('invalid', 'message_too_long', { maxCharacters });
  return ok(text);
};
