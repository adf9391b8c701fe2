import type { ContactNote } from '../../../src/contract/conversation.ts';

/** A stretch of a message: plain words, or something that leads somewhere. */
export interface TextStretch {
  readonly text: string;
  readonly contact: ContactNote | null;
}

/** A message's words in stretches; no character is lost or added. Notes that do not fit the text are left out. */
export const splitContacts = (
  text: string,
  contacts: readonly ContactNote[],
): readonly TextStretch[] => {
  const stretches: TextStretch[] = [];
  let at = 0;
  for (const contact of contacts) {
    const { start, end } = contact;
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) stretches.push({ text: text.slice(at, start), contact: null });
    stretches.push({ text: text.slice(start, end), contact });
    at = end;
  }
  if (at < text.length) stretches.push({ text: text.slice(at), contact: null });
  return stretches;
};

/** An address that may be opened: only of the web, and only where the server gave one. */
export const openable = ({ href }: ContactNote): string | null =>
  href !== null && /^https?:\/\//.test(href) ? href : null;

/** `why`: the sentence that says it, `contact.<why>` in the catalogues. */
export interface ContactWarning {
  readonly why: NonNullable<ContactNote['warning']> | 'no_longer_ours';
  readonly shown: string;
  readonly nearest: string | null;
}

/** What people are warned of in a message, each contact once. */
export const warningsIn = (
  text: string,
  contacts: readonly ContactNote[],
): readonly ContactWarning[] => {
  const warnings = new Map<string, ContactWarning>();
  for (const { text: shown, contact } of splitContacts(text, contacts)) {
    if (contact === null || contact.warning === null) continue;
    const { warning, nearest } = contact;
    const why = warning === 'look_alike' && nearest === null ? 'no_longer_ours' : warning;
    warnings.set(`${why} ${shown}`, { why, shown, nearest });
  }
  return [...warnings.values()];
};
