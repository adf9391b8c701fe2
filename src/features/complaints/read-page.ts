import type { PrintedLetter } from '../../ports/letters.ts';

type Block = PrintedLetter['blocks'][number];

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
};

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:lt|gt|quot|amp);/g, (each) => ENTITIES[each] ?? each);

const PART = /<(p|h1|blockquote)[^>]*>([\s\S]*?)<\/\1>|<dt>([\s\S]*?)<\/dt><dd>([\s\S]*?)<\/dd>/g;

const blockOf = (found: RegExpMatchArray, isFirst: boolean): Block => {
  const [, tag, inner = '', name = '', value = ''] = found;
  if (tag === undefined)
    return {
      kind: 'fact',
      name: plain(name),
      text: plain(value),
      isId: value.includes('dir="ltr"'),
    };
  if (tag === 'h1') return { kind: 'title', text: plain(inner) };
  if (tag === 'blockquote') return { kind: 'quote', text: plain(inner) };
  return { kind: isFirst ? 'sender' : 'paragraph', text: plain(inner) };
};

/**
 * What the page of a letter says (as `writeLetter` wrote it, whichever version did), so that a file made of it later
 * says the same.
 */
export const readPage = (page: string): PrintedLetter['blocks'] => {
  const body = page.slice(page.indexOf('<body>'));
  return [...body.matchAll(PART)].map((found, index) => blockOf(found, index === 0));
};
