/** What of a block counts here; the contract's blocks fit it. */
interface Words {
  readonly text: string;
}
export type PlainBlock =
  | { readonly kind: 'heading'; readonly anchor: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Words[] }
  | { readonly kind: 'steps' | 'list'; readonly items: readonly (readonly Words[])[] }
  | {
      readonly kind: 'table';
      readonly head: readonly (readonly Words[])[];
      readonly rows: readonly (readonly (readonly Words[])[])[];
    };

/** What stands under one heading, or before the first. */
export interface Passage {
  /** Null before the first heading. */
  readonly anchor: string | null;
  readonly heading: string | null;
  /** Plain lines: steps as `1. …`, rows of a table with their cells apart, no markup. */
  readonly text: string;
}

export const plainWords = (content: readonly Words[]): string =>
  content.map(({ text }) => text).join('');

const rowLine = (cells: readonly (readonly Words[])[]): string => cells.map(plainWords).join(' · ');

const linesOf = (block: PlainBlock): readonly string[] => {
  switch (block.kind) {
    case 'heading':
      return [];
    case 'paragraph':
      return [plainWords(block.content)];
    case 'steps':
      return block.items.map((item, at) => `${at + 1}. ${plainWords(item)}`);
    case 'list':
      return block.items.map((item) => `• ${plainWords(item)}`);
    case 'table':
      return [block.head, ...block.rows].map(rowLine);
  }
};

/** An article's passages, in their order. A heading without words under it is none. */
export const passagesOf = (blocks: readonly PlainBlock[]): readonly Passage[] => {
  const parts: { anchor: string | null; heading: string | null; lines: string[] }[] = [
    { anchor: null, heading: null, lines: [] },
  ];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      parts.push({ anchor: block.anchor, heading: block.text, lines: [] });
    } else parts.at(-1)?.lines.push(...linesOf(block));
  }
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ anchor, heading, lines }) => ({ anchor, heading, text: lines.join('\n') }));
};

/** The first paragraph: the answer by itself. */
export const leadOf = (blocks: readonly PlainBlock[]): string => {
  const [first] = blocks;
  return first?.kind === 'paragraph' ? plainWords(first.content) : '';
};

/** At most `max` characters, cut between words where there are any. */
export const excerptOf = (text: string, max: number): string => {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= max) return flat;
  const cut = flat
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const space = cut.lastIndexOf(' ');
  return `${space > max * 0.7 ? cut.slice(0, space) : cut}…`;
};
