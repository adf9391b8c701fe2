import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createArchive, type Manifest, verifyArchive } from '../adapters/backup/archive.ts';
import { dumpDatabase } from '../adapters/backup/dump-database.ts';
import { dumpFiles, loadFiles, requireEmptyFolder } from '../adapters/backup/dump-files.ts';
import { loadDatabase, requireEmptyDatabase } from '../adapters/backup/load-database.ts';
import { listMasterKeyIds } from '../adapters/key-file/key-file.ts';
import { migrate, readMigrations } from '../adapters/postgres/migrate.ts';
import type { Config } from '../platform/config/config.ts';
import { Refusal } from './explain-failure.ts';
import { MIGRATIONS } from './open-database.ts';

export interface BackupReport {
  readonly tables: number;
  readonly rows: number;
  /** Undefined where files live in a bucket, which has its own backup. */
  readonly files: number | undefined;
}

const reportOf = (manifest: Pick<Manifest, 'tables'>, files: number | undefined): BackupReport => ({
  tables: manifest.tables.length,
  rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
  files,
});

/**
 * Writes database and files into one archive while everything goes on working. Keys and secrets are not in it:
 * whoever finds a backup can read nothing.
 */
export const backUp = async (config: Config, url: string, path: string): Promise<BackupReport> => {
  if (existsSync(path)) throw new Refusal(`${path} exists already; a backup is never overwritten.`);
  const archive = createArchive(path);
  try {
    const about = await dumpDatabase(url, archive);
    const files =
      config.files.kind === 'folder' ? await dumpFiles(config.files.path, archive) : undefined;
    await archive.finish({
      ...about,
      createdAt: new Date().toISOString(),
      version: config.version,
      files: files === undefined ? 'elsewhere' : 'included',
    });
    return reportOf(about, files);
  } catch (error) {
    await archive.abandon();
    throw error;
  }
};

const checkKeys = async (manifest: Manifest, path: string): Promise<void> => {
  const here = new Set(await listMasterKeyIds(path));
  const missing = manifest.masterKeyIds.filter((id) => !here.has(id));
  if (missing.length > 0) {
    throw new Refusal(
      `The backup was made under master keys that ${path} does not hold (${missing.join(', ')}): nothing in it could be read. Put the key file of that time in place first.`,
    );
  }
};

/** The newest migration that the backup's database had; throws when this version does not have the same history. */
const lastMigrationOf = async (manifest: Manifest): Promise<string> => {
  const known = await readMigrations(MIGRATIONS);
  const last = manifest.migrations.at(-1);
  const same = manifest.migrations.every(
    ({ name, checksum }, index) =>
      known[index]?.name === name && known[index]?.checksum === checksum,
  );
  if (last === undefined || !same) {
    throw new Refusal(
      `The backup was made by version ${manifest.version}, whose tables this version does not know. Restore it with that version or a newer one.`,
    );
  }
  return last.name;
};

/**
 * Restores an archive into an empty database and an empty folder for files, then applies the migrations that have
 * come since. The whole archive is verified before anything is written.
 */
export const restore = async (config: Config, url: string, path: string): Promise<BackupReport> => {
  if (!existsSync(path)) throw new Refusal(`There is no file ${path}.`);
  const manifest = await verifyArchive(path);
  const upTo = await lastMigrationOf(manifest);
  await checkKeys(manifest, config.secrets.masterKeyFile);
  const folder =
    config.files.kind === 'folder' && manifest.files === 'included' ? config.files.path : undefined;
  if (folder !== undefined) await requireEmptyFolder(folder);
  await requireEmptyDatabase(url);
  await migrate({ url, directory: MIGRATIONS, upTo });
  try {
    await loadDatabase(url, path, manifest);
    const files = folder === undefined ? undefined : await loadFiles(folder, path);
    await migrate({ url, directory: MIGRATIONS });
    return reportOf(manifest, files);
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `The backup could not be restored: ${reason} The database holds empty tables now: make a new one before another try.`,
    );
  }
};
