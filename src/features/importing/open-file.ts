import { open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ImportedFile } from '../../core/importing/record.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { cleanFileName } from '../../core/text/clean-file-name.ts';
import type { ImportDeps } from './deps.ts';

export interface FileOpenerOptions {
  /** A folder with the files of the export; null where there is none. */
  readonly folder: string | null;
  /** Fetches from a host that the operator allowed; null where nothing is fetched. */
  readonly fetch: ((url: string) => Promise<Outcome<Uint8Array>>) | null;
  readonly maxBytes: number;
}

const TOO_LARGE = fail('invalid', 'file_too_large');
const BASE64 = /^data:[^,]{0,200};base64,([A-Za-z0-9+/=\s]*)$/;

/** The bytes in a `data:` URL; undefined where it is none. */
const readData = (url: string, maxBytes: number): Outcome<Uint8Array> | undefined => {
  if (!url.startsWith('data:')) return undefined;
  const [, base64] = BASE64.exec(url) ?? [];
  if (base64 === undefined) return fail('invalid', 'file_unreadable');
  const bytes = Buffer.from(base64, 'base64');
  return bytes.byteLength > maxBytes ? TOO_LARGE : ok(bytes);
};

/** Names under which somebody who saved the files of an export may have put one: the id is safe, the name is cleaned. */
const placesOf = (file: ImportedFile): readonly string[] => {
  const id = /^[A-Za-z0-9_-]{1,200}$/.test(file.sourceId) ? file.sourceId : null;
  const name = cleanFileName(file.name);
  return id === null ? [] : [join(id, name), `${id}-${name}`, `${id}_${name}`, id];
};

const readPlace = async (
  folder: string,
  place: string,
  maxBytes: number,
): Promise<Outcome<Uint8Array> | undefined> => {
  const path = await realpath(join(folder, place)).catch(() => undefined);
  // A link may lead anywhere on this machine: what is not in the folder is not there.
  if (path === undefined || !path.startsWith(folder + sep)) return undefined;
  const handle = await open(path, 'r');
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return undefined;
    return stats.size > maxBytes ? TOO_LARGE : ok(await handle.readFile());
  } finally {
    await handle.close();
  }
};

const readFolder = async (
  root: string,
  file: ImportedFile,
  maxBytes: number,
): Promise<Outcome<Uint8Array> | undefined> => {
  const folder = await realpath(root);
  for (const place of placesOf(file)) {
    const found = await readPlace(folder, place, maxBytes);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Where the bytes of an export's files come from: the export itself, a folder beside it, or a host that was allowed; in
 * this order. Failures, `invalid`: `file_not_given`, `file_too_large`, `file_unreadable`, and those of `fetch`.
 */
export const createFileOpener =
  ({ folder, fetch, maxBytes }: FileOpenerOptions): ImportDeps['openFile'] =>
  async (file) => {
    const { url } = file;
    const inside = url === null ? undefined : readData(url, maxBytes);
    if (inside !== undefined) return inside;
    const beside = folder === null ? undefined : await readFolder(folder, file, maxBytes);
    if (beside !== undefined) return beside;
    return url === null || fetch === null ? fail('invalid', 'file_not_given') : fetch(url);
  };
