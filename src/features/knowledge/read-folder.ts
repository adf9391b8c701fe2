import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkArticles } from '../../core/knowledge/check-articles.ts';
import type { ArticleFault } from '../../core/knowledge/source.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import { parseArticle, type SourceArticle } from './parse-article.ts';

const MAX_FILE_BYTES = 200_000;
const SUFFIX = '.md';
const FILE_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface FolderFile {
  readonly locale: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly changedAtMs: number;
}

export type FolderContent =
  | { readonly ok: true; readonly sources: readonly SourceArticle[] }
  | { readonly ok: false; readonly faults: readonly ArticleFault[] };

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Size and time of a file; undefined when it went away while the folder was read, or is no file. */
const lookAt = async (
  folder: string,
  locale: string,
  name: string,
): Promise<FolderFile | undefined> => {
  try {
    const found = await stat(join(folder, locale, name));
    if (!found.isFile()) return undefined;
    return { locale, name, sizeBytes: found.size, changedAtMs: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * The Markdown files below `folder/<locale>/`, in a stable order. Hidden files and other kinds of files are no
 * articles. Throws when the folder cannot be read.
 */
export const listFolder = async (folder: string): Promise<readonly FolderFile[]> => {
  const files: Promise<FolderFile | undefined>[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.isFile()) continue;
    const names = await readdir(join(folder, entry.name)).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const name of names) {
      if (!name.startsWith('.') && name.endsWith(SUFFIX))
        files.push(lookAt(folder, entry.name, name));
    }
  }
  return (await Promise.all(files))
    .filter((file) => file !== undefined)
    .sort((a, b) => (`${a.locale}/${a.name}` < `${b.locale}/${b.name}` ? -1 : 1));
};

/** A name as it may stand in a log: odd characters are written out. */
const shown = ({ locale, name }: FolderFile): string => {
  const path = `${locale}/${name}`;
  return /^[\w./-]+$/.test(path) ? path : JSON.stringify(path);
};

type ReadFile =
  | { readonly source: SourceArticle }
  | { readonly articleId: string; readonly faults: readonly ArticleFault[] };

const readOne = async (
  folder: string,
  file: FolderFile,
  locales: readonly Locale[],
): Promise<ReadFile> => {
  const articleId = file.name.slice(0, -SUFFIX.length);
  const refuse = (...faults: readonly string[]): ReadFile => ({
    articleId,
    faults: faults.map((fault) => ({ file: shown(file), fault })),
  });
  const locale = locales.find((one) => one === file.locale);
  if (locale === undefined) return refuse(`its folder is no locale: one of ${locales.join(', ')}`);
  if (!FILE_NAME.test(file.name)) {
    return refuse('its name has other characters than a–z, 0–9 and single hyphens before .md');
  }
  if (file.sizeBytes > MAX_FILE_BYTES) return refuse(`it is larger than ${MAX_FILE_BYTES} bytes`);
  let text: string;
  try {
    text = decoder.decode(await readFile(join(folder, file.locale, file.name)));
  } catch (error) {
    return refuse(error instanceof TypeError ? 'it is not UTF-8 text' : 'it cannot be read');
  }
  const parsed = parseArticle(text, { articleId, locale, file: shown(file) });
  return parsed.ok ? { source: parsed.source } : refuse(...parsed.faults);
};

/** All articles of the folder, or everything that is wrong with them: never a part. */
export const readFolder = async (
  folder: string,
  files: readonly FolderFile[],
  locales: readonly Locale[] = LOCALES,
): Promise<FolderContent> => {
  const read = await Promise.all(files.map((file) => readOne(folder, file, locales)));
  const sources = read.flatMap((one) => ('source' in one ? [one.source] : []));
  const refused = read.flatMap((one) => ('faults' in one ? [one] : []));
  const unreadable = new Set(refused.map(({ articleId }) => articleId));
  const faults = [
    ...refused.flatMap((one) => one.faults),
    ...checkArticles(sources, locales, unreadable),
  ];
  if (files.length === 0)
    faults.push({ file: folder, fault: 'there is no article in this folder' });
  return faults.length === 0 ? { ok: true, sources } : { ok: false, faults };
};
