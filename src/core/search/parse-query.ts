import { parseNumber } from '../conversation/number.ts';
import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { stripUnwanted } from '../text/clean-text.ts';
import type { ViewConditions } from '../views/conditions.ts';
import { CATEGORIES, LOCALES, PRIORITIES, STATUSES, TIERS } from '../vocabulary.ts';
import { nextDay, parseDay } from './civil-date.ts';
import type { Term } from './match-terms.ts';
import { type Piece, pairTokens, readText, wordToken } from './read-text.ts';

export const MAX_QUERY_CHARACTERS = 400;
const MAX_TERMS = 16;
const MAX_TOKENS = 24;

/** A query as the index and the lists understand it. */
export interface ParsedQuery {
  /** The number of one conversation: nothing else is looked for. */
  readonly number: string | null;
  /** The exchange's id of the customer. */
  readonly externalId: string | null;
  /** What was typed besides filters, as it was. */
  readonly plain: string;
  /** What must stand in one message. Empty: conversations are looked for by the filters alone. */
  readonly terms: readonly Term[];
  /** What the index is asked for: no hit is without all of them, and not everything with them is a hit. */
  readonly tokens: readonly string[];
  readonly conditions: ViewConditions;
  /** Said from, and before. */
  readonly from: AtMs | null;
  readonly to: AtMs | null;
}

interface Part {
  readonly key: string | null;
  readonly value: string;
  readonly quoted: boolean;
}

const LISTS = {
  status: STATUSES,
  priority: PRIORITIES,
  category: CATEGORIES,
  tier: TIERS,
  locale: LOCALES,
} as const;
type ListKey = keyof typeof LISTS;
const isListKey = (key: string): key is ListKey => Object.hasOwn(LISTS, key);

/** The words before a colon that mean something, for whoever explains them. */
export const SEARCH_KEYS = [
  ...(Object.keys(LISTS) as ListKey[]),
  'tag',
  'team',
  'assignee',
  'customer',
  'number',
  'after',
  'before',
] as const;
const KEYS: ReadonlySet<string> = new Set(SEARCH_KEYS);

const PART = /(?:([a-z]+):)?(?:"([^"]*)"|(\S+))/giu;
const QUOTES = /[“”„«»「」『』＂]/g;

const partsOf = (text: string): Part[] =>
  [...text.replace(QUOTES, '"').matchAll(PART)].map((match) => {
    const [whole, given, quoted, bare] = match;
    const key = given?.toLowerCase() ?? null;
    if (key !== null && !KEYS.has(key)) return { key: null, value: whole, quoted: false };
    return { key, value: (quoted ?? bare ?? '').trim(), quoted: quoted !== undefined };
  });

type Draft = { -readonly [K in keyof ViewConditions]: ViewConditions[K] };

interface Reading {
  readonly conditions: Draft;
  readonly terms: Term[];
  readonly plain: string[];
  number: string | null;
  externalId: string | null;
  from: AtMs | null;
  to: AtMs | null;
}

const badValue = (key: string, allowed: readonly string[] = []) =>
  fail('invalid', 'search_bad_value', { key, allowed });

const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u;

const readDate = (key: string, value: string, into: Reading): Outcome<null> => {
  const day = parseDay(value);
  if (day === undefined) return fail('invalid', 'search_bad_date', { key });
  if (key === 'after') into.from = nextDay(day);
  else into.to = day;
  return ok(null);
};

const readNamed = (key: string, value: string, { conditions }: Reading): Outcome<null> => {
  if (!SLUG.test(value)) return badValue(key);
  if (key === 'tag') conditions.tags = [...(conditions.tags ?? []), value.toLowerCase()];
  else if (key === 'team') conditions.teamIds = [...(conditions.teamIds ?? []), value];
  else conditions.assignee = [...(conditions.assignee ?? []), value];
  return ok(null);
};

const readFilter = (key: string, value: string, into: Reading): Outcome<null> => {
  if (isListKey(key)) {
    const allowed: readonly string[] = LISTS[key];
    const known = value.toLowerCase();
    if (!allowed.includes(known)) return badValue(key, allowed);
    const before = (into.conditions[key] ?? []) as readonly string[];
    Object.assign(into.conditions, { [key]: [...before, known] });
    return ok(null);
  }
  if (key === 'after' || key === 'before') return readDate(key, value, into);
  if (key === 'number') {
    into.number = parseNumber(value) ?? null;
    return into.number === null ? badValue(key) : ok(null);
  }
  if (key === 'customer') {
    into.externalId = value;
    return value === '' ? badValue(key) : ok(null);
  }
  return readNamed(key, value, into);
};

const bare = ({ kind, folded }: Piece): Pick<Piece, 'kind' | 'folded'> => ({ kind, folded });

const readTerm = ({ value, quoted }: Part, into: Reading): void => {
  const pieces = readText(value).map(bare);
  into.plain.push(value);
  if (pieces.length > 0) into.terms.push({ pieces, exact: quoted });
};

const tokensOfTerms = (terms: readonly Term[]): readonly string[] => {
  const words = new Set<string>();
  const pairs = new Set<string>();
  for (const { kind, folded } of terms.flatMap(({ pieces }) => pieces)) {
    if (kind === 'word') words.add(wordToken(folded));
    else for (const pair of pairTokens(folded)) pairs.add(pair);
  }
  return [...words, ...pairs].slice(0, MAX_TOKENS);
};

/**
 * Reads what people type: words and `"words next to each other"`, a conversation's number, and filters such as
 * `status:open tag:vip customer:1042 after:2026-01-31`. A word with a colon that is no filter is a word.
 * Failures, all `invalid`: `search_too_long` (details `maxCharacters`, `maxTerms`), `search_empty`,
 * `search_bad_value` (details `key`, `allowed`), `search_bad_date` (details `key`), `malformed_text`.
 */
export const parseQuery = (raw: string): Outcome<ParsedQuery> => {
  const limits = { maxCharacters: MAX_QUERY_CHARACTERS, maxTerms: MAX_TERMS };
  if (raw.length > MAX_QUERY_CHARACTERS) return fail('invalid', 'search_too_long', limits);
  if (!raw.isWellFormed()) return fail('invalid', 'malformed_text');
  const text = stripUnwanted(raw).trim();
  const into: Reading = {
    conditions: {},
    terms: [],
    plain: [],
    number: parseNumber(text) ?? null,
    externalId: null,
    from: null,
    to: null,
  };
  if (into.number === null) {
    for (const part of partsOf(text)) {
      if (part.key === null) readTerm(part, into);
      else {
        const read = readFilter(part.key, part.value, into);
        if (!read.ok) return read;
      }
    }
  }
  const { terms } = into;
  if (terms.length > MAX_TERMS) return fail('invalid', 'search_too_long', limits);
  const filtered =
    Object.keys(into.conditions).length > 0 || into.from !== null || into.to !== null;
  if (terms.length === 0 && !filtered && into.number === null && into.externalId === null)
    return fail('invalid', 'search_empty');
  return ok({ ...into, plain: into.plain.join(' '), tokens: tokensOfTerms(terms) });
};
