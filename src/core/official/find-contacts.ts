import { type Answer, classify, type OfficialBook } from './classify.ts';
import { saysSupport } from './fake-support.ts';
import { canonicalHost } from './host.ts';
import { readSubject, type Subject } from './read-subject.ts';

/** A link, address, number or handle in a message, with what is known of it. */
export interface Contact {
  /** UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  readonly subject: Subject;
  readonly answer: Answer;
  /** Where a tap leads; null: inert. Only ours and what is allowed. */
  readonly href: string | null;
  /** Why people are warned; null where there is no reason. */
  readonly warning: 'look_alike' | 'known_phishing' | 'shortener' | 'outside' | null;
}

/** Letters of hosts that are written without a scheme: others are glued to the words around them. */
const LETTER = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{M}\d`;
const HOST = String.raw`(?:[${LETTER}](?:[${LETTER}_-]{0,61}[${LETTER}])?[.．｡])+(?:xn--[a-z\d-]{2,59}|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{2,24})`;
/** Ideographs, kana and Hangul follow an address without a space and do not belong to it. */
const TAIL = String.raw`[^\s<>"'“”«»\u0060\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}，。、！？；：（）「」『』【】《》]`;
const FOUND = new RegExp(
  [
    String.raw`https?:\/\/${TAIL}+`,
    `(?<![${LETTER}._%+-])[${LETTER}._%+-]{1,64}@${HOST}(?![${LETTER}])`,
    `(?<![${LETTER}@._/-])${HOST}(?![${LETTER}@-])(?:[:/?#]${TAIL}*)?`,
    String.raw`(?<![\p{L}\p{N}+.])[+＋]\d(?:[\s().-]{0,2}\d){6,14}(?!\w)`,
    String.raw`(?<![\p{L}\p{N}@./_+-])@[A-Za-z][\w.]{3,31}`,
  ].join('|'),
  'giu',
);
const CLOSERS = /[.,;:!?)\]}'*_~|]+$/;

/** Suffixes that are ends of file names, too: without a scheme or path they are taken for those. */
const FILE_ENDS = /\.(?:zip|mov|md|rs|sh|py|pl|ps|so|app|cab|bin)$/i;

const withoutCloser = (text: string): string => {
  const closer = CLOSERS.exec(text)?.[0] ?? '';
  // A bracket that was opened within the address belongs to it.
  return closer === '' || (closer.startsWith(')') && text.includes('('))
    ? text
    : text.slice(0, -closer.length);
};

/** The text as it is seen: characters that are not drawn would hide a name from the search, and from nobody else. */
const withoutInvisible = (
  text: string,
): { readonly seen: string; readonly placeOf: (at: number) => number } => {
  if (!/\p{Cf}/u.test(text)) return { seen: text, placeOf: (at) => at };
  let seen = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text[at] ?? '';
    if (/\p{Cf}/u.test(unit)) continue;
    places.push(at);
    seen += unit;
  }
  return { seen, placeOf: (at) => places[at] ?? text.length };
};

/** A sentence that goes on without a space after its full stop: `received.It`. */
const isRunOn = (text: string): boolean => /^[^/:?#]*[\p{Ll}\d]\.\p{Lu}\p{Ll}*$/u.test(text);

const isMeant = (book: OfficialBook, text: string, subject: Subject, answer: Answer): boolean => {
  if (subject.kind !== 'link' || /^https?:/i.test(text)) return true;
  const { verdict, reason } = answer;
  if (verdict === 'ours' || reason === 'allowed' || reason === 'known_phishing') return true;
  const { isListed, domain, suffix } = book.hosts.splitHost(subject.host);
  // `norvik.pdf` is a file, not an imitation under another suffix.
  const mayBeHost = isListed || book.hosts.ownBrands.some((brand) => brand.suffix === suffix);
  if (!mayBeHost || domain === null) return false;
  return verdict !== 'unknown' || !(subject.isBare && (FILE_ENDS.test(text) || isRunOn(text)));
};

const hrefOf = (text: string, subject: Subject, answer: Answer): string | null => {
  if (subject.kind !== 'link' || subject.before !== null) return null;
  if (answer.verdict !== 'ours' && answer.reason !== 'allowed') return null;
  const address = /^https?:/i.test(text) ? text : `https://${text}`;
  // What reads as one host here and as another elsewhere is no link.
  const host = /^https?:\/\/([^/?#:\\@]+)(?::\d{1,5})?(?:[/?#][^\\]*)?$/i.exec(address)?.[1];
  return host !== undefined && canonicalHost(host) === subject.host ? address : null;
};

const warningOf = (answer: Answer, isOutside: () => boolean): Contact['warning'] => {
  if (answer.verdict === 'ours' || answer.reason === 'allowed') return null;
  if (answer.reason === 'known_phishing' || answer.reason === 'shortener') return answer.reason;
  if (answer.reason === 'look_alike' || answer.reason === 'no_longer_ours') return 'look_alike';
  return isOutside() ? 'outside' : null;
};

/**
 * All that leads somewhere in a text, in its order. `outside`: warn of whatever is not ours, as where a message speaks
 * for us; else only where the text poses as support.
 */
export const findContacts = (
  book: OfficialBook,
  text: string,
  atMs: number,
  outside: boolean,
): readonly Contact[] => {
  // Most messages name nothing: they are not looked at twice.
  if (!/[.．｡@+＋]/.test(text)) return [];
  let poses: boolean | undefined;
  const isOutside = (): boolean => {
    poses ??= outside || saysSupport(text);
    return poses;
  };
  const contacts: Contact[] = [];
  const { seen, placeOf } = withoutInvisible(text);
  for (const match of seen.matchAll(FOUND)) {
    const found = withoutCloser(match[0]);
    const subject = readSubject(found);
    if (subject === null) continue;
    const answer = classify(book, subject, atMs);
    if (!isMeant(book, found, subject, answer)) continue;
    contacts.push({
      start: placeOf(match.index),
      end: placeOf(match.index + found.length - 1) + 1,
      subject,
      answer,
      href: hrefOf(found, subject, answer),
      warning: warningOf(answer, isOutside),
    });
  }
  return contacts;
};

/** What a message that speaks for us must not name: all that is neither ours nor allowed. */
export const foreignContacts = (contacts: readonly Contact[]): readonly Contact[] =>
  contacts.filter(({ answer }) => answer.verdict !== 'ours' && answer.reason !== 'allowed');
