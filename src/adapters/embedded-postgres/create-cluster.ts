import { spawn } from 'node:child_process';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

interface Recipe {
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  /** Does not exist yet. */
  readonly clusterDir: string;
  readonly password: string;
  readonly durable: boolean;
}

const run = (program: string, args: readonly string[], recipe: Recipe, input = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const { account } = recipe;
    const child = spawn(program, args, {
      cwd: dirname(recipe.clusterDir),
      env: { LC_ALL: 'C', TZ: 'UTC' },
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.stdin.end(input);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with code ${code}:\n${said.trim()}`));
    });
  });

/**
 * initdb with UTF-8 and the built-in C.UTF-8 locale (with a libc locale, trigram search of CJK text finds nothing),
 * then the database `mainstay`. All in a folder aside that takes its name at the end: a start that was killed
 * half-way leaves nothing that looks finished.
 */
export const createCluster = async (recipe: Recipe): Promise<void> => {
  const { binaries, account } = recipe;
  const aside = `${recipe.clusterDir}.unfinished`;
  const passwordFile = `${recipe.clusterDir}.password`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, `${recipe.password}\n`, { mode: 0o600 });
  if (account !== undefined) {
    await chown(aside, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  try {
    await run(binaries.initdb, initdbArguments(aside, passwordFile, recipe.durable), recipe);
    await run(
      binaries.postgres,
      ['--single', '-D', aside, 'template1'],
      recipe,
      'create database mainstay;\n',
    );
    await rename(aside, recipe.clusterDir);
  } finally {
    await rm(passwordFile, { force: true });
  }
};

const initdbArguments = (folder: string, passwordFile: string, durable: boolean): string[] => [
  '-D',
  folder,
  '--username=mainstay',
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C.UTF-8',
  ...(durable ? [] : ['--no-sync']),
];
