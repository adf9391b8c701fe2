import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { readTar, TAR_END, type TarEntry, tarHeader, tarPadding } from './tar.ts';

const MANIFEST = 'manifest.json';
/** The checksum of the manifest itself; the last file of an archive. */
const SEAL = 'manifest.sha256';
const FORMAT = 1;

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  version: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  sequences: z.array(z.object({ name: z.string(), value: z.number(), called: z.boolean() })),
  masterKeyIds: z.array(z.string()),
  files: z.enum(['included', 'elsewhere']),
  entries: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

/** What a backup holds: everything that is needed to check it before a single row is written. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The archive cannot be trusted. The message is for the operator. */
export class DamagedArchive extends Error {
  constructor(path: string, reason: string) {
    super(`The backup ${path} is damaged (${reason}). Nothing was restored.`);
    this.name = 'DamagedArchive';
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface ArchiveWriter {
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Writes the manifest and puts the archive in place. */
  finish(about: Omit<Manifest, 'format' | 'entries'>): Promise<void>;
  /** Throws away what was written so far. */
  abandon(): Promise<void>;
}

/** A gzipped tar at `path`, readable by its owner only; it appears there only once it is whole and on disk. */
export const createArchive = (path: string): ArchiveWriter => {
  const aside = `${path}.unfinished`;
  const gzip = createGzip({ level: 6 });
  const file = createWriteStream(aside, { mode: 0o600 });
  gzip.pipe(file);
  // A failing disk must fail the backup, not the process.
  const written = finished(file);
  written.catch((error: unknown) => gzip.destroy(error instanceof Error ? error : undefined));
  const entries: Record<string, { bytes: number; sha256: string }> = {};

  const push = async (bytes: Uint8Array): Promise<void> => {
    if (!gzip.write(bytes)) await once(gzip, 'drain');
  };
  const put = async (name: string, bytes: Uint8Array): Promise<void> => {
    await push(tarHeader(name, bytes.length, Date.now()));
    await push(bytes);
    await push(tarPadding(bytes.length));
  };

  return {
    add: async (name, bytes) => {
      entries[name] = { bytes: bytes.length, sha256: sha256(bytes) };
      await put(name, bytes);
    },
    finish: async (about) => {
      const manifest: Manifest = { format: FORMAT, ...about, entries };
      const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
      await put(MANIFEST, text);
      await put(SEAL, Buffer.from(`${sha256(text)}  ${MANIFEST}\n`));
      gzip.end(TAR_END);
      await written;
      const handle = await open(aside, 'r');
      await handle.sync();
      await handle.close();
      await rename(aside, path);
    },
    abandon: async () => {
      gzip.destroy();
      file.destroy();
      await written.catch(() => undefined);
      await rm(aside, { force: true });
    },
  };
};

/** The files of an archive, the manifest left out, in the order they were written. */
export async function* readArchive(path: string): AsyncGenerator<TarEntry> {
  const gunzip = createGunzip();
  const file = createReadStream(path);
  file.once('error', (error) => gunzip.destroy(error));
  for await (const entry of readTar(file.pipe(gunzip))) {
    if (entry.name !== MANIFEST && entry.name !== SEAL) yield entry;
  }
}

interface ReadBack {
  readonly entries: ReadonlyMap<string, string>;
  /** Undefined when it is missing or is not what was sealed. */
  readonly manifest: string | undefined;
}

const readBack = async (path: string): Promise<ReadBack> => {
  const entries = new Map<string, string>();
  let manifest: Buffer | undefined;
  let seal = '';
  const gunzip = createGunzip();
  const file = createReadStream(path);
  file.once('error', (error) => gunzip.destroy(error));
  for await (const { name, bytes } of readTar(file.pipe(gunzip))) {
    if (name === MANIFEST) manifest = Buffer.from(bytes);
    else if (name === SEAL) seal = bytes.toString();
    else entries.set(name, sha256(bytes));
  }
  const whole = manifest !== undefined && seal.startsWith(sha256(manifest));
  return { entries, manifest: whole ? manifest?.toString() : undefined };
};

/**
 * Reads the whole archive and compares every file with the manifest's checksums.
 * Throws `DamagedArchive` when anything differs, is missing or is too much.
 */
export const verifyArchive = async (path: string): Promise<Manifest> => {
  const read = await readBack(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error;
    throw new DamagedArchive(path, error instanceof Error ? error.message : String(error));
  });
  if (read.manifest === undefined)
    throw new DamagedArchive(path, 'its manifest is missing or changed');
  const parsed = manifestSchema.safeParse(JSON.parse(read.manifest));
  if (!parsed.success) throw new DamagedArchive(path, 'its manifest has a wrong shape');
  const expected = Object.entries(parsed.data.entries);
  for (const [name, { sha256: sum }] of expected) {
    if (read.entries.get(name) !== sum) throw new DamagedArchive(path, `${name} differs`);
  }
  if (expected.length !== read.entries.size) {
    throw new DamagedArchive(path, 'it holds files that its manifest does not know');
  }
  return parsed.data;
};
