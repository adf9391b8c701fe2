import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
};

/** Names that hold a hash of their content, as Vite makes them. */
const HASHED = /(^|\/)assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

export interface StaticFile {
  readonly bytes: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
  readonly contentType: string;
  readonly etag: string;
  /** Never changes under this name, so that it may be kept for ever. */
  readonly immutable: boolean;
}

/**
 * All files below a folder, by their path with `/`. They are few and small, and a request can then name nothing
 * that was not there at the start. Throws where the folder is missing.
 */
export const loadFiles = async (directory: string): Promise<ReadonlyMap<string, StaticFile>> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const present = new Set(names);
  const read = (name: string): Promise<Buffer> => readFile(join(directory, name));
  const files = new Map<string, StaticFile>();
  for (const name of names) {
    const contentType = TYPES[extname(name)];
    if (contentType === undefined || name.split('/').some((part) => part.startsWith('.'))) continue;
    const bytes = await read(name);
    files.set(name, {
      bytes,
      br: present.has(`${name}.br`) ? await read(`${name}.br`) : undefined,
      gzip: present.has(`${name}.gz`) ? await read(`${name}.gz`) : undefined,
      contentType,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      immutable: HASHED.test(name),
    });
  }
  return files;
};
