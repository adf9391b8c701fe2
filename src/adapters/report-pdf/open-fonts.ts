import { createRequire } from 'node:module';

/** A typeface as fontkit, which pdfkit stands on, opens it; as much of it as is used here. */
interface Glyph {
  /** The outline, components resolved. */
  readonly path: unknown;
  _decode?(): { readonly numberOfContours: number } | null;
}
interface Typeface {
  readonly characterSet: readonly number[];
  getGlyph(id: number, codePoints?: readonly number[]): Glyph | null;
  glyphForCodePoint(codePoint: number): Glyph;
  hasGlyphForCodePoint(codePoint: number): boolean;
}

export type FontName = 'text' | 'text-cyrillic' | 'id';

const require = createRequire(import.meta.url);
const INTER = '@fontsource-variable/inter/files/inter';
const FILES: Readonly<Record<FontName, string>> = {
  text: `${INTER}-latin-wght-normal.woff2`,
  'text-cyrillic': `${INTER}-cyrillic-wght-normal.woff2`,
  id: '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
};

/**
 * In a WOFF2 file glyphs are packed, and fontkit embeds those that are put together of others (é, Å) as if they were
 * not, which fails. Told that such a glyph is a plain one, it writes its whole outline. All glyphs are looked up by
 * their characters first: one that is first met as a part of another would be embedded without its character, and the
 * text could not be copied.
 */
const unpackComposites = (font: Typeface): void => {
  for (const codePoint of font.characterSet) font.glyphForCodePoint(codePoint);
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints) => {
    const glyph = getGlyph(id, codePoints);
    const decoded = glyph?._decode?.();
    if (glyph && decoded && decoded.numberOfContours < 0) {
      // Resolved and remembered while the glyph still says what it is made of.
      void glyph.path;
      glyph._decode = () => ({ ...decoded, numberOfContours: 1 });
    }
    return glyph;
  };
};

export interface Fonts {
  /** Parts of a text with the typeface that has their letters; what none has becomes a question mark. */
  split(text: string): readonly { readonly font: FontName; readonly text: string }[];
}

/** Registers the typefaces with a document. They come with the project's own packages. */
export const openFonts = (document: PDFKit.PDFDocument): Fonts => {
  const faces = new Map<FontName, Typeface>();
  for (const name of Object.keys(FILES) as FontName[]) {
    document.registerFont(name, require.resolve(FILES[name]));
    document.font(name);
    const { font } = (document as unknown as { readonly _font: { readonly font: Typeface } })._font;
    unpackComposites(font);
    faces.set(name, font);
  }
  const has = (name: FontName, codePoint: number): boolean =>
    faces.get(name)?.hasGlyphForCodePoint(codePoint) ?? false;
  const fontOf = (codePoint: number): FontName | undefined =>
    (['text', 'text-cyrillic'] as const).find((name) => has(name, codePoint));
  return {
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
