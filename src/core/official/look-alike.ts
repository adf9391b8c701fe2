import { isBait, isInnocentWord, isOrdinaryWord, withoutBait } from './bait-words.ts';
import { foldGlyphs, skeletonOf } from './confusables.ts';
import { slipsBetween } from './edit-distance.ts';
import type { HostParts } from './identity.ts';

/** How a host imitates another. */
export type Imitation =
  /** Letters of another script, or such as are read alike. */
  | 'homoglyph'
  /** A slip of the fingers away. */
  | 'typo'
  /** The name with words added. */
  | 'added_words'
  /** The name, with another suffix. */
  | 'other_suffix'
  /** The name before somebody else's domain. */
  | 'subdomain';

/** A shorter name occurs in words that do not mean it. */
const CONTAINED_FROM = 6;
const SLIPS_FROM = 5;
const SHORTEST_BEFORE = 3;
const MOST_STREWN = 2;
/** Before a domain of somebody else's stand many words; only a long name is not met there by chance. */
const SLIPS_BEFORE_FROM = 7;
/** Suffixes under which everything is found; to share another one with a brand says something. */
const COMMON_SUFFIXES: ReadonlySet<string> = new Set(
  'com net org io co info app dev me xyz online site co.kr co.jp co.uk jp kr ru cn de fr es'.split(
    ' ',
  ),
);
/** Where companies keep their code, help desks and manuals: an account by the very name is mostly the brand's own. */
const ACCOUNTS: ReadonlySet<string> = new Set(
  `github.io gitlab.io zendesk.com freshdesk.com groovehq.com helpscoutdocs.com intercom.help statuspage.io slack.com
   gitbook.io readthedocs.io readme.io atlassian.net`.split(/\s+/),
);

/** A domain that others imitate. */
export interface Brand {
  /** As it was registered: `norvik.com`. */
  readonly domain: string;
  /** Its first label, in ASCII as it is drawn, and as it is read at a glance. */
  readonly name: string;
  readonly skeleton: string;
  readonly suffix: string;
  /** The name is a word of its own right: that it occurs says little. */
  readonly isOrdinary: boolean;
  /** Up to how many slips another word is taken for this name. */
  readonly mostSlips: number;
}

const mostSlipsOf = ({ length }: string): number =>
  length < SLIPS_FROM ? 0 : length < 8 ? 1 : length < 10 ? 1.5 : 2;

export const brandOf = (domain: string): Brand => {
  const [label = '', ...suffix] = domain.split('.');
  const name = foldGlyphs(label);
  const isOrdinary = isOrdinaryWord(name);
  return {
    domain,
    name,
    skeleton: skeletonOf(name),
    suffix: suffix.join('.'),
    isOrdinary,
    mostSlips: isOrdinary ? 0 : mostSlipsOf(name),
  };
};

/** A label in all the ways that it may be read. */
interface Reading {
  readonly isPlain: boolean;
  /** In ASCII, as it is drawn. */
  readonly drawn: string;
  readonly skeleton: string;
  readonly whole: string;
  readonly wholeSkeleton: string;
  readonly pieces: readonly string[];
  /** Whole, in its pieces, and without what was added; each with its skeleton. */
  readonly words: readonly (readonly [string, string])[];
}

/** The piece of a label that is no added word, where there is just one. */
const soleWordsOf = (drawn: string): readonly string[] => {
  const parted = drawn.split(/[-_]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z]{4})/);
  const others = parted.filter((piece) => !isBait(piece));
  return others.length === 1 ? others : [];
};

const readLabel = (label: string): Reading => {
  const drawn = foldGlyphs(label);
  const whole = drawn.replaceAll(/[-_]/g, '');
  const pieces = drawn.split(/[-_]+/).filter(Boolean);
  const words = new Set([whole, ...soleWordsOf(drawn), ...withoutBait(whole, SLIPS_FROM)]);
  return {
    isPlain: drawn === label,
    drawn,
    skeleton: skeletonOf(drawn),
    whole,
    wholeSkeleton: skeletonOf(whole),
    pieces,
    words: [...words]
      .filter((word) => word.length >= SLIPS_FROM && !isInnocentWord(word))
      .map((word) => [word, skeletonOf(word)] as const),
  };
};

/** Every letter of the name in its order, with a few more strewn in. */
const isStrewn = (read: string, { skeleton }: Brand): boolean => {
  if (read.length > skeleton.length + MOST_STREWN) return false;
  let at = 0;
  for (const letter of read) if (letter === skeleton[at]) at += 1;
  return at === skeleton.length;
};

const isTypoOf = ({ words }: Reading, suffix: string, brand: Brand): boolean => {
  const { name, skeleton, mostSlips: most } = brand;
  if (most === 0) return false;
  return words.some(([word, read]) => {
    if (Math.abs(read.length - skeleton.length) > MOST_STREWN) return false;
    // Somebody who types too little types the suffix as it is; with another one it is a word of its own.
    if (suffix !== brand.suffix && name.startsWith(word)) return false;
    if (name.length >= CONTAINED_FROM && isStrewn(read, brand)) return true;
    return slipsBetween(read, skeleton, most) <= most;
  });
};

const containsName = (reading: Reading, { name, skeleton, isOrdinary }: Brand): boolean => {
  const { whole, wholeSkeleton, pieces } = reading;
  if (!isOrdinary && name.length >= CONTAINED_FROM) {
    if (whole.includes(name) || wholeSkeleton.includes(skeleton)) return true;
  }
  const at = isOrdinary ? -1 : whole.indexOf(name);
  if (at >= 0 && isBait(whole.slice(0, at)) && isBait(whole.slice(at + name.length))) return true;
  return pieces.includes(name) && pieces.every((piece) => piece === name || isBait(piece));
};

/** The label that somebody registered against the name of a brand. `suffix`: what follows the label. */
const imitationByName = (reading: Reading, suffix: string, brand: Brand): Imitation | undefined => {
  const { drawn, isPlain, skeleton } = reading;
  if (drawn === brand.name) {
    if (!isPlain) return 'homoglyph';
    return ACCOUNTS.has(suffix) || brand.isOrdinary ? undefined : 'other_suffix';
  }
  if (isOrdinaryWord(drawn)) return undefined;
  if (skeleton === brand.skeleton) return isInnocentWord(drawn) ? undefined : 'homoglyph';
  if (containsName(reading, brand)) return isPlain ? 'added_words' : 'homoglyph';
  const sharesSuffix = suffix === brand.suffix && !COMMON_SUFFIXES.has(suffix);
  if (sharesSuffix && slipsBetween(reading.whole, brand.name, 1) <= 1) return 'typo';
  return isTypoOf(reading, suffix, brand) ? (isPlain ? 'typo' : 'homoglyph') : undefined;
};

/** What stands before somebody else's domain. `run`: its labels with a dot before and behind. */
const imitationBefore = (
  run: string,
  readings: readonly Reading[],
  { suffix, domain }: HostParts,
  brand: Brand,
): Imitation | undefined => {
  if (run.includes(`.${brand.domain}.`)) return 'subdomain';
  if (brand.isOrdinary || (run === `.${brand.name}.` && ACCOUNTS.has(domain ?? '')))
    return undefined;
  const { name } = brand;
  return readings.some(
    (reading) =>
      reading.drawn === name ||
      reading.skeleton === brand.skeleton ||
      (name.length > SHORTEST_BEFORE && containsName(reading, brand)) ||
      (name.length >= SLIPS_BEFORE_FROM && isTypoOf(reading, suffix, brand)),
  )
    ? 'subdomain'
    : undefined;
};

/** The host's domain and what stands before it, by `readable` labels. */
export interface ReadHost {
  readonly parts: HostParts;
  /** The registered name as it is read, without the suffix; null where the host is a suffix. */
  readonly label: string | null;
  readonly subdomain: string;
}

/**
 * Whether a host that is none of the brands' own looks like one of them, and how. Brands come in the order of their
 * worth: the first that fits is named.
 */
export const findImitation = (
  { parts, label, subdomain }: ReadHost,
  brands: readonly Brand[],
): { readonly how: Imitation; readonly brand: Brand } | undefined => {
  const reading = label === null ? undefined : readLabel(label);
  const before = subdomain === '' ? [] : subdomain.split('.').map(readLabel);
  const run = `.${before.map(({ drawn }) => drawn).join('.')}.`;
  for (const brand of brands) {
    const how =
      (reading === undefined ? undefined : imitationByName(reading, parts.suffix, brand)) ??
      imitationBefore(run, before, parts, brand);
    if (how !== undefined) return { how, brand };
  }
  return undefined;
};
