import type { Macro } from '../../../src/contract/automation.ts';
import type { CannedResponse } from '../../../src/contract/desk.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';

/** What a canned response may name. */
export interface Variables {
  readonly 'customer.name': string;
  readonly 'agent.name': string;
  readonly 'agent.badge': string;
  readonly 'conversation.number': string;
  readonly 'exchange.name': string;
}

export const VARIABLES: readonly (keyof Variables)[] = [
  'customer.name',
  'agent.name',
  'agent.badge',
  'conversation.number',
  'exchange.name',
];

const PLACE = /\{\{\s*([a-z.]+)\s*\}\}/g;

/** Puts the values in. A name that is not a variable stays as written, so that it is seen. */
export const fillVariables = (text: string, values: Variables): string =>
  text.replace(PLACE, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof Variables] : whole,
  );

/** Names in a text that are no variables. */
export const unknownVariables = (text: string): readonly string[] =>
  [...text.matchAll(PLACE)].flatMap(([, name]) =>
    (VARIABLES as readonly (string | undefined)[]).includes(name) ? [] : (name ?? []),
  );

/** The text in the conversation's language; failing that in English, failing that in any. */
export const textFor = (
  response: Pick<CannedResponse, 'texts'>,
  locale: Locale,
): { readonly text: string; readonly locale: Locale } | null => {
  const candidates: readonly Locale[] = [
    locale,
    'en',
    ...(Object.keys(response.texts) as Locale[]),
  ];
  for (const each of candidates) {
    const text = response.texts[each];
    if (text !== undefined && text !== '') return { text, locale: each };
  }
  return null;
};

/** A saved text that also does something. */
export const isMacro = (response: CannedResponse): response is Macro => 'actions' in response;

const rankOf = (response: CannedResponse, needle: string): number => {
  if (response.shortcut.startsWith(needle)) return 0;
  if (response.shortcut.includes(needle)) return 1;
  return response.title.toLowerCase().includes(needle) ? 2 : 3;
};

/** Those that answer to what was typed after `/`; those of the conversation's category first. */
export const matchCanned = (
  responses: readonly CannedResponse[],
  typed: string,
  category: CannedResponse['category'],
): readonly CannedResponse[] => {
  const needle = typed.toLowerCase();
  const distance = (response: CannedResponse): number =>
    rankOf(response, needle) * 2 + (response.category === category ? 0 : 1);
  return responses
    .filter((response) => rankOf(response, needle) < 3)
    .sort((a, b) => distance(a) - distance(b) || a.shortcut.localeCompare(b.shortcut));
};

/** What is being looked for: the word after a `/` that begins the line before the caret; null for none. */
export const slashWord = (text: string, caret: number): { from: number; word: string } | null => {
  const before = text.slice(0, caret);
  const match = /(?:^|\n)\/([a-z0-9-]*)$/i.exec(before);
  if (match === null) return null;
  const word = match[1] ?? '';
  return { from: caret - word.length - 1, word };
};
