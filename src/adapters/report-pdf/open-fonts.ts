import { createRequire } from 'node:module';
import { encodeGlyph, type OutlineStep } from './encode-glyph.ts';

/** As much as is used here of a typeface as fontkit opens it, on which pdfkit stands. */
interface Glyph {
  /** The whole outline: what it is put together of is resolved. */
  readonly path: {
    readonly commands: readonly OutlineStep[];
    readonly bbox: { readonly minX: number };
  };
  readonly advanceWidth: number;
}
interface Typeface {
  readonly characterSet: readonly number[];
  getGlyph(id: number): Glyph;
  glyphForCodePoint(codePoint: number): Glyph;
  hasGlyphForCodePoint(codePoint: number): boolean;
}
/** The part of a typeface that is embedded. */
interface Subset {
  readonly font: Typeface;
  readonly glyf: Uint8Array[];
  readonly loca: { readonly offsets: number[] };
  readonly hmtx: { readonly metrics: { advance: number; bearing: number }[] };
  offset: number;
  _addGlyph(id: number): number;
}
interface EmbeddedFont {
  readonly font: Typeface;
  readonly subset: Subset;
}

export type FontName = 'text' | 'text-latin-ext' | 'text-cyrillic' | 'id';

const require = createRequire(import.meta.url);
const INTER = '@fontsource-variable/inter/files/inter';
const FILES: Readonly<Record<FontName, string>> = {
  text: `${INTER}-latin-wght-normal.woff2`,
  'text-latin-ext': `${INTER}-latin-ext-wght-normal.woff2`,
  'text-cyrillic': `${INTER}-cyrillic-wght-normal.woff2`,
  id: '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

/**
 * In a WOFF2 file glyphs are packed in a way of its own, and fontkit would embed the packed bytes. Here each glyph is
 * written anew from its outline. All are looked up by their characters first: a glyph that is first met as a part of
 * another (the e of é) would be embedded without its character, and the text could not be copied.
 */
const writeFromOutlines = ({ font, subset }: EmbeddedFont): void => {
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  subset._addGlyph = (id) => {
    const { path, advanceWidth } = subset.font.getGlyph(id);
    const bytes = encodeGlyph(path.commands);
    subset.glyf.push(bytes);
    subset.loca.offsets.push(subset.offset);
    subset.hmtx.metrics.push({
      advance: advanceWidth,
      bearing: bytes.length === 0 ? 0 : Math.round(path.bbox.minX),
    });
    subset.offset += bytes.length;
    return subset.glyf.length - 1;
  };
};

export interface Fonts {
  /** Parts of a text with the typeface that has their letters; what none has becomes a question mark. */
  split(text: string): readonly { readonly font: FontName; readonly text: string }[];
  /** Whether the typefaces have all its characters. Line ends are none. */
  hold(text: string): boolean;
}

/** Registers the typefaces with a document. They come with the project's own packages. */
export const openFonts = (document: PDFKit.PDFDocument): Fonts => {
  const faces = new Map<FontName, Typeface>();
  for (const name of Object.keys(FILES) as FontName[]) {
    document.registerFont(name, require.resolve(FILES[name]));
    document.font(name);
    const { _font: embedded } = document as unknown as { readonly _font: EmbeddedFont };
    writeFromOutlines(embedded);
    faces.set(name, embedded.font);
  }
  const has = (name: FontName, codePoint: number): boolean =>
    faces.get(name)?.hasGlyphForCodePoint(codePoint) ?? false;
  const fontOf = (codePoint: number): FontName | undefined =>
    (['text', 'text-latin-ext', 'text-cyrillic'] as const).find((name) => has(name, codePoint));
  return {
    hold: (text) =>
      [...text].every((character) => character === '\n' || fontOf(character.codePointAt(0) ?? 0)),
    split: (text) => {
      const parts: { font: FontName; text: string }[] = [];
      for (const character of text) {
        const found = fontOf(character.codePointAt(0) ?? 0);
        const font = found ?? 'text';
        const shown = found === undefined ? '?' : character;
        const last = parts.at(-1);
        // Spaces stay with the word before them.
        if (last && (last.font === font || character === ' ')) last.text += shown;
        else parts.push({ font, text: shown });
      }
      return parts;
    },
  };
};
