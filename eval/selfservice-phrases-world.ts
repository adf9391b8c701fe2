import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCALES, type Locale } from '../src/core/vocabulary.ts';

const readRows = <T>(file: string, schema: z.ZodType<T>): readonly T[] =>
  readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));
const locale = z.enum(LOCALES);
const PHRASES = [
  ...readRows('selfservice.jsonl', z.object({ tool: z.string(), locale, text: z.string() })),
  ...readRows(
    'selfservice-takeover.jsonl',
    z.object({ about: z.string(), locale, text: z.string() }),
  ).map(({ about, ...rest }) => ({ ...rest, tool: about })),
];
/** Ways in which people ask about it in a language; none of them was trained on. */
export const phrasesOf = (about: string, of: Locale): readonly string[] =>
  PHRASES.filter((row) => row.tool === about && row.locale === of).map(({ text }) => text);

const Customers = z.array(z.object({ id: z.string(), locale }));
/** The demo exchange's customers. */
export const customers = Customers.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../content/demo/customers.json'), 'utf8')),
);
