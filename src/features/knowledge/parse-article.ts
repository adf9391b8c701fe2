import { parse } from 'yaml';
import { z } from 'zod';
import type { Block } from '../../contract/help.ts';
import type { ArticleSource } from '../../core/knowledge/source.ts';
import { stripUnwanted } from '../../core/text/clean-text.ts';
import { CATEGORIES, type Locale } from '../../core/vocabulary.ts';
import { parseBody } from './parse-body.ts';

export type SourceArticle = ArticleSource<readonly Block[]>;

export type ParsedArticle =
  | { readonly ok: true; readonly source: SourceArticle }
  | { readonly ok: false; readonly faults: readonly string[] };

const MIN_ASKS = 5;
const MAX_ASKS = 20;
const ARTICLE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)([\s\S]*)$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const line = (max: number) =>
  z.string().trim().min(1, 'is empty').max(max, `is longer than ${max} characters`);

const isDay = (day: string): boolean => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return DAY.test(day) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
};

const frontMatter = z.strictObject({
  id: line(80).regex(ARTICLE_ID, 'has other characters than a–z, 0–9 and single hyphens'),
  section: z.enum(CATEGORIES, `is none of ${CATEGORIES.join(', ')}`),
  title: line(200),
  asks: z
    .array(line(300), 'is not a list of questions')
    .min(MIN_ASKS, `has fewer than ${MIN_ASKS} questions`)
    .max(MAX_ASKS, `has more than ${MAX_ASKS} questions`),
  updated: z.string().refine(isDay, 'is no day such as 2026-01-31'),
});

const readYaml = (text: string): { readonly value: unknown } | { readonly fault: string } => {
  try {
    // The plain schema: every value stays the words that were written, and `no` is an answer, not a boolean.
    return { value: parse(text, { schema: 'failsafe', maxAliasCount: 0 }) };
  } catch (error) {
    const [first = 'it cannot be read'] = error instanceof Error ? error.message.split('\n') : [];
    return { fault: `the front matter is broken: ${first}` };
  }
};

const explain = ({ path, code, message, ...rest }: z.core.$ZodIssue): string => {
  if (code === 'unrecognized_keys' && 'keys' in rest) {
    return `the front matter has unknown entries: ${(rest.keys as string[]).map((key) => JSON.stringify(key)).join(', ')}`;
  }
  const [field, at] = path;
  if (field === undefined) return 'the front matter is no list of entries';
  const where = typeof at === 'number' ? `${String(field)}, entry ${at + 1}` : String(field);
  return `${where} ${/^Invalid input/.test(message) ? 'is missing or not text' : message}`;
};

const doublesIn = (asks: readonly string[]): readonly string[] =>
  asks
    .filter((ask, at) => asks.indexOf(ask) !== at)
    .map((ask) => `asks has ${JSON.stringify(ask)} twice`);

/**
 * One file → one article in one locale. `articleId` is the file's name without `.md`. Never throws; every fault is a
 * sentence for the operator.
 */
export const parseArticle = (
  raw: string,
  { articleId, locale, file }: { articleId: string; locale: Locale; file: string },
): ParsedArticle => {
  const [, head, body] = FRONT_MATTER.exec(stripUnwanted(raw)) ?? [];
  if (head === undefined || body === undefined) {
    return { ok: false, faults: ['it does not begin with front matter between two lines of ---'] };
  }
  const read = readYaml(head);
  const { blocks, links, faults: bodyFaults } = parseBody(body);
  if ('fault' in read) return { ok: false, faults: [read.fault, ...bodyFaults] };
  const parsed = frontMatter.safeParse(read.value);
  if (!parsed.success) {
    return { ok: false, faults: [...parsed.error.issues.map(explain), ...bodyFaults] };
  }
  const { id, section, title, asks, updated } = parsed.data;
  const faults = [
    ...(id === articleId ? [] : [`its id is ${id}, but a file of that id is named ${id}.md`]),
    ...doublesIn(asks),
    ...bodyFaults,
  ];
  if (faults.length > 0) return { ok: false, faults };
  const updatedAt = Date.parse(`${updated}T00:00:00Z`);
  return {
    ok: true,
    source: { articleId, locale, section, title, asks, updatedAt, blocks, links, file },
  };
};
