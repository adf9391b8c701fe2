import type { Article, Block, Inline } from '../../../src/contract/help.ts';

/**
 * The blocks of an article under a heading, without the heading; for null those before the first heading. An anchor
 * that this version no longer has gives the beginning.
 */
export const passageOf = (
  article: Pick<Article, 'blocks'>,
  anchor: string | null,
): readonly Block[] => {
  const { blocks } = article;
  const heading = blocks.findIndex((block) => block.kind === 'heading' && block.anchor === anchor);
  const rest = blocks.slice(heading + 1);
  const end = rest.findIndex((block) => block.kind === 'heading');
  return end < 0 ? rest : rest.slice(0, end);
};

const plain = (content: readonly Inline[]): string => content.map(({ text }) => text).join('');

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'paragraph':
      return plain(block.content);
    case 'steps':
      return block.items.map((item, at) => `${at + 1}. ${plain(item)}`).join('\n');
    case 'list':
      return block.items.map((item) => `• ${plain(item)}`).join('\n');
    case 'table':
      return block.rows
        .map((row) =>
          row.map((cell, at) => `${plain(block.head[at] ?? [])}: ${plain(cell)}`).join('; '),
        )
        .join('\n');
  }
};

/** A passage as plain words for a message: numbered steps, points, and a line for each row of a table. */
export const passageText = (blocks: readonly Block[]): string => blocks.map(blockText).join('\n\n');

/** Puts words into a text in place of what is selected; a passage stands in lines of its own. */
export const insertInto = (
  text: string,
  selection: { readonly from: number; readonly to: number },
  words: string,
  inLines: boolean,
): { readonly text: string; readonly caret: number } => {
  const before = text.slice(0, selection.from);
  const after = text.slice(selection.to);
  const [gap, endsApart, beginsApart] = inLines
    ? ['\n', /(^|\n)$/, /^(\n|$)/]
    : [' ', /(^|\s)$/, /^(\s|$)/];
  const lead = endsApart.test(before) ? '' : gap;
  const trail = beginsApart.test(after) ? '' : gap;
  const put = `${before}${lead}${words}${trail}`;
  return { text: put + after, caret: put.length - trail.length };
};
