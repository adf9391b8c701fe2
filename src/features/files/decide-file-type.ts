import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { splitFileName } from '../../core/text/clean-file-name.ts';
import type { ImageMime } from '../../ports/images.ts';

export type FileMime = ImageMime | 'application/pdf' | 'text/plain' | 'text/csv' | 'video/mp4';

/** What may be sent, with the endings it may bear; the first is given to a name without one. */
const EXTENSIONS: Readonly<Record<FileMime, readonly string[]>> = {
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'application/pdf': ['.pdf'],
  'text/plain': ['.txt', '.log'],
  'text/csv': ['.csv'],
  'video/mp4': ['.mp4'],
};

export const isImage = (mime: FileMime): mime is ImageMime => mime.startsWith('image/');

const isAllowed = (mime: string): mime is FileMime => Object.hasOwn(EXTENSIONS, mime);

export interface TypedFile {
  readonly mime: FileMime;
  /** With an ending that fits the content. */
  readonly name: string;
}

/**
 * What a file is, by its content alone: `detected` is the type its first bytes prove (undefined when they prove none),
 * `isText` whether it is clean UTF-8 without markup at its head. The ending must fit; between images it is put right,
 * because phones and messengers misname them every day. Failures, `invalid`: `file_type_not_allowed`,
 * `file_extension_mismatch`.
 */
export const decideFileType = (
  name: string,
  detected: string | undefined,
  isText: boolean,
): Outcome<TypedFile> => {
  const { stem, extension } = splitFileName(name);
  const ending = extension.toLowerCase();
  const mime = detected ?? (isText ? textTypeOf(ending) : undefined);
  if (mime === undefined || !isAllowed(mime)) return fail('invalid', 'file_type_not_allowed');
  const fitting = EXTENSIONS[mime];
  if (fitting.includes(ending)) return ok({ mime, name });
  if (ending === '') return ok({ mime, name: `${name}${fitting[0]}` });
  const claimed = (Object.keys(EXTENSIONS) as FileMime[]).find((one) =>
    EXTENSIONS[one].includes(ending),
  );
  if (isImage(mime) && claimed !== undefined && isImage(claimed)) {
    return ok({ mime, name: `${stem}${fitting[0]}` });
  }
  return fail('invalid', 'file_extension_mismatch');
};

const textTypeOf = (ending: string): FileMime => (ending === '.csv' ? 'text/csv' : 'text/plain');

const MARKUP_HEAD =
  /^\s*<(?:!doctype|html|head|body|script|svg|\?xml|!--|iframe|style|math|meta|link)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text
const NOT_IN_TEXT = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

/** Strict UTF-8 without control characters, and not a page or drawing that a browser would run. */
export const isPlainText = (bytes: Uint8Array): boolean => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  return !NOT_IN_TEXT.test(text) && !MARKUP_HEAD.test(text);
};
