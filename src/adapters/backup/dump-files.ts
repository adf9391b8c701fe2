import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type ArchiveWriter, readArchive } from './archive.ts';
import { RestoreProblem } from './load-database.ts';

const PREFIX = 'files/';

/** Adds every file under `folder`. One that disappears meanwhile was deleted, and stays deleted. Returns how many. */
export const dumpFiles = async (folder: string, archive: ArchiveWriter): Promise<number> => {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let count = 0;
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (bytes === undefined) continue;
    await archive.add(`${PREFIX}${relative(folder, path).split(sep).join('/')}`, bytes);
    count += 1;
  }
  return count;
};

/** Throws `RestoreProblem` when the folder holds anything. */
export const requireEmptyFolder = async (folder: string): Promise<void> => {
  if (existsSync(folder) && (await readdir(folder)).length > 0) {
    throw new RestoreProblem(`The folder for files, ${folder}, is not empty. Nothing was changed.`);
  }
};

/** Writes the archive's files under `folder`; never outside it. Returns how many. */
export const loadFiles = async (folder: string, path: string): Promise<number> => {
  let count = 0;
  for await (const { name, bytes } of readArchive(path)) {
    if (!name.startsWith(PREFIX)) continue;
    const target = resolve(folder, name.slice(PREFIX.length));
    if (!target.startsWith(resolve(folder) + sep)) {
      throw new RestoreProblem(`The backup holds a file outside its folder: ${name}.`);
    }
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, bytes, { mode: 0o600, flush: true });
    count += 1;
  }
  return count;
};
