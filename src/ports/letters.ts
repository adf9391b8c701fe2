import type { Locale } from '../core/vocabulary.ts';

/** A letter as it is printed: what its page says, from the top down. */
export interface PrintedLetter {
  readonly title: string;
  readonly language: Locale;
  readonly blocks: readonly (
    | { readonly kind: 'sender' | 'title' | 'paragraph' | 'quote'; readonly text: string }
    | {
        readonly kind: 'fact';
        readonly name: string;
        readonly text: string;
        readonly isId: boolean;
      }
  )[];
  /** Epoch ms; the same letter gives the same bytes. */
  readonly issuedAt: number;
}

/** Makes files of letters. */
export interface Letters {
  /** Languages whose letters its typefaces hold. In others the page itself is what is printed. */
  readonly locales: readonly Locale[];
  /** A PDF; null where the letter has characters that no typeface here has: it would not say what the letter says. */
  print(letter: PrintedLetter): Promise<Uint8Array | null>;
}
