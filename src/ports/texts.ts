import type { Locale } from '../core/vocabulary.ts';

/** What the server itself says to people (mails, notifications), from the message catalogue. */
export interface Texts {
  /** Throws on an unknown key: the catalogue's check has let a mistake through. */
  say(locale: Locale, key: string, values?: Readonly<Record<string, string | number>>): string;
}
