import PDFDocument from 'pdfkit';
import type { PrintedLetter } from '../../ports/letters.ts';
import { collectBytes } from './collect-bytes.ts';
import { MARGIN, openSheet, type Sheet } from './sheet.ts';

type Block = PrintedLetter['blocks'][number];

const NAME_WIDTH = 132;
const QUOTE_INDENT = 14;
const TEXT_SIZE = 10.5;
const PARAGRAPH_GAP = 8;

const wordsOf = (block: Block): string =>
  block.kind === 'fact' ? `${block.name}${block.text}` : block.text;

const writeFact = (sheet: Sheet, { name, text, isId }: Extract<Block, { kind: 'fact' }>): void => {
  sheet.needs(30);
  const { y } = sheet.document;
  sheet.write(name, { size: TEXT_SIZE, colour: 'muted' });
  const nameEnd = sheet.document.y;
  sheet.document.y = y;
  sheet.write(text, { size: TEXT_SIZE, colour: 'text', isId, indent: NAME_WIDTH });
  sheet.document.y = Math.max(nameEnd, sheet.document.y) + 2;
};

const writeBlock = (sheet: Sheet, block: Block, before: Block | undefined): void => {
  if (block.kind === 'fact') {
    writeFact(sheet, block);
    return;
  }
  if (before?.kind === 'fact') sheet.gap(PARAGRAPH_GAP);
  const style = { size: TEXT_SIZE, colour: 'text' } as const;
  for (const line of block.text.split('\n')) {
    sheet.needs(40);
    if (block.kind === 'title') sheet.write(line, { size: 18, colour: 'text' });
    else if (block.kind === 'sender') sheet.write(line, { ...style, colour: 'muted' });
    else if (line.trim() === '') sheet.gap(PARAGRAPH_GAP);
    else sheet.write(line, block.kind === 'quote' ? { ...style, indent: QUOTE_INDENT } : style);
  }
  sheet.gap(PARAGRAPH_GAP);
};

/** Draws a letter; null where a character of it is in no typeface. */
export const printLetter = async (letter: PrintedLetter): Promise<Uint8Array | null> => {
  const made = new Date(letter.issuedAt);
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: letter.language,
    displayTitle: true,
    info: {
      Title: letter.title,
      Producer: 'Mainstay',
      Creator: 'Mainstay',
      CreationDate: made,
      ModDate: made,
    },
  });
  const bytes = collectBytes(document);
  const sheet = openSheet(document);
  const isWhole = letter.blocks.every((block) => sheet.fonts.hold(wordsOf(block)));
  if (isWhole)
    letter.blocks.forEach((block, index) => {
      writeBlock(sheet, block, letter.blocks[index - 1]);
    });
  document.end();
  const drawn = await bytes;
  return isWhole ? drawn : null;
};
