import PDFDocument from 'pdfkit';
import type { PrintedFact, PrintedSection, PrintedTrace } from '../../ports/trace-reports.ts';
import { collectBytes } from './collect-bytes.ts';
import { drawGraph } from './draw-graph.ts';
import { MARGIN, openSheet, type Sheet } from './sheet.ts';

const NAME_WIDTH = 132;
const ENTRY_SIZE = 8;

const writeFact = (sheet: Sheet, { name, value, isId }: PrintedFact): void => {
  sheet.needs(24);
  const { y } = sheet.document;
  sheet.write(name, { size: ENTRY_SIZE, colour: 'muted' });
  const nameEnd = sheet.document.y;
  sheet.document.y = y;
  sheet.write(value, { size: ENTRY_SIZE, colour: 'text', isId, indent: NAME_WIDTH });
  sheet.document.y = Math.max(nameEnd, sheet.document.y) + 1;
};

const writeSection = (sheet: Sheet, section: PrintedSection): void => {
  sheet.needs(90);
  sheet.gap(10);
  sheet.write(section.title, { size: 14, colour: 'text' });
  sheet.gap(4);
  for (const paragraph of section.paragraphs) {
    sheet.needs(40);
    sheet.write(paragraph, { size: 9, colour: 'text' });
    sheet.gap(3);
  }
  for (const entry of section.entries) {
    sheet.needs(14 * entry.length + 10);
    sheet.rule();
    for (const fact of entry) writeFact(sheet, fact);
  }
};

const writePages = (sheet: Sheet, print: (page: number, pages: number) => string): void => {
  const { document } = sheet;
  const { start, count } = document.bufferedPageRange();
  for (let index = start; index < start + count; index += 1) {
    document.switchToPage(index);
    // Below the margin a text would open a new page.
    const { bottom } = document.page.margins;
    document.page.margins.bottom = 0;
    sheet.label(
      print(index + 1, count),
      { x: MARGIN, y: document.page.height - MARGIN + 6, width: sheet.width() },
      { size: 7, colour: 'muted' },
    );
    document.page.margins.bottom = bottom;
  }
};

/** Draws the whole report. Takes a second of pure work for a large one. */
export const printTrace = (
  trace: PrintedTrace,
  page: (page: number, pages: number) => string,
): Promise<Uint8Array> => {
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info: {
      Title: trace.title,
      Producer: 'Mainstay',
      Creator: 'Mainstay',
      CreationDate: new Date(trace.madeAt),
      ModDate: new Date(trace.madeAt),
    },
  });
  const bytes = collectBytes(document);
  const sheet = openSheet(document);
  sheet.write(trace.title, { size: 22, colour: 'text' });
  sheet.write(trace.subtitle, { size: 10, colour: 'muted' });
  sheet.gap(10);
  for (const fact of trace.facts) writeFact(sheet, fact);
  if (trace.graph.nodes.length > 0) drawGraph(sheet, trace.graph);
  document.addPage({ layout: 'portrait' });
  for (const section of trace.sections) writeSection(sheet, section);
  writePages(sheet, page);
  document.end();
  return bytes;
};
