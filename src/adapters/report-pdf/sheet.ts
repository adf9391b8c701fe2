import { type FontName, type Fonts, openFonts } from './open-fonts.ts';

export const COLOURS = {
  text: '#14181f',
  muted: '#566070',
  line: '#c9d0d9',
  accent: '#2456d6',
  victim: '#b42318',
  end: '#8a5200',
} as const;
export type Colour = keyof typeof COLOURS;

export const MARGIN = 48;

/** A document that is written from the top down. */
export interface Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly fonts: Fonts;
  readonly width: () => number;
  /** A new page where less than this many points are left. */
  needs(points: number): void;
  write(text: string, style: Style): void;
  /** A text in one line that ends where there is no more room. */
  label(text: string, at: { x: number; y: number; width: number }, style: Style): void;
  gap(points: number): void;
  rule(): void;
}

export interface Style {
  readonly size: number;
  readonly colour: Colour;
  readonly isId?: boolean;
  /** From the left margin. */
  readonly indent?: number;
}

/** Programming ligatures turn 0x into another sign: an id is printed as it is. */
const PLAIN = {
  liga: false,
  calt: false,
  clig: false,
} as unknown as PDFKit.Mixins.OpenTypeFeatures[];

const partsOf = (fonts: Fonts, text: string, isId: boolean) =>
  isId ? [{ font: 'id' as FontName, text }] : fonts.split(text);

const writeAt = (
  document: PDFKit.PDFDocument,
  fonts: Fonts,
  text: string,
  style: Style,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly oneLine: boolean },
): void => {
  const parts = partsOf(fonts, text, style.isId ?? false);
  document.fontSize(style.size).fillColor(COLOURS[style.colour]);
  parts.forEach((part, index) => {
    const options = {
      width: at.width,
      continued: index < parts.length - 1,
      features: PLAIN,
      ...(at.oneLine && { lineBreak: false, height: style.size * 1.4, ellipsis: true }),
    };
    document.font(part.font);
    if (index === 0) document.text(part.text, at.x, at.y, options);
    else document.text(part.text, options);
  });
};

export const openSheet = (document: PDFKit.PDFDocument): Sheet => {
  const fonts = openFonts(document);
  const width = (): number => document.page.width - 2 * MARGIN;
  const bottom = (): number => document.page.height - MARGIN - 20;
  return {
    document,
    fonts,
    width,
    needs: (points) => {
      if (document.y + points > bottom()) document.addPage({ layout: 'portrait' });
    },
    write: (text, style) => {
      const indent = style.indent ?? 0;
      writeAt(document, fonts, text, style, {
        x: MARGIN + indent,
        y: document.y,
        width: width() - indent,
        oneLine: false,
      });
    },
    label: (text, at, style) => writeAt(document, fonts, text, style, { ...at, oneLine: true }),
    gap: (points) => {
      document.y += points;
    },
    rule: () => {
      const y = document.y + 3;
      document
        .moveTo(MARGIN, y)
        .lineTo(MARGIN + width(), y)
        .lineWidth(0.5)
        .strokeColor(COLOURS.line)
        .stroke();
      document.y = y + 4;
    },
  };
};
