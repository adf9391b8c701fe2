import { stripUnwanted } from './clean-text.ts';

/** Longest name kept, in UTF-16 units, extension included. */
export const MAX_FILE_NAME_CHARACTERS = 120;
const MAX_EXTENSION = 10;
/** Taken out: what separates folders or means something to a shell, a header or Windows; and invisible characters. */
const NOT_IN_NAMES = /["*:<>?|\n\t]|(?![\u200c\u200d])\p{Cf}/gu;
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name safe to show, to store and to offer for saving: no path, no control or direction characters, no leading or
 * trailing dots and blanks, 120 characters at most with its extension kept. Never empty: `file` when nothing is left.
 */
export const cleanFileName = (raw: string): string => {
  const last = stripUnwanted(raw.toWellFormed()).split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(NOT_IN_NAMES, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const { stem, extension } = splitFileName(name);
  const safeStem =
    stem === '' || RESERVED.test(stem) ? `file${stem === '' ? '' : `-${stem}`}` : stem;
  return shorten(safeStem, MAX_FILE_NAME_CHARACTERS - extension.length) + extension;
};

/** `extension` with its dot, as written; empty when there is none (or none that looks like one). */
export const splitFileName = (
  name: string,
): { readonly stem: string; readonly extension: string } => {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  if (extension.length < 2 || extension.length > MAX_EXTENSION)
    return { stem: name, extension: '' };
  return { stem: name.slice(0, dot), extension };
};

/** Never through the middle of a surrogate pair. */
const shorten = (text: string, maxLength: number): string =>
  text.length <= maxLength
    ? text
    : text
        .slice(0, maxLength)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();
