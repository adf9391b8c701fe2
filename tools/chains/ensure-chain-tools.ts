import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FOLDER = import.meta.dirname;
const MODULES = join(FOLDER, 'node_modules');
/** Written last: an installation that was cut off is not taken for one. */
const STAMP = join(MODULES, '.installed');
const LOCK = join(FOLDER, '.installing');
const STALE_LOCK_MS = 5 * 60_000;
const POLL_MS = 300;

/** The nodes could not be installed. The message is one sentence for the operator. */
export class ChainToolsMissing extends Error {
  constructor(reason: string) {
    super(
      `The chain nodes (tools/chains) could not be installed: ${reason}. They are needed by the demo's chains and the chain tests only; the package registry must be reachable once.`,
    );
    this.name = 'ChainToolsMissing';
  }
}

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const SHOWN_CHARS = 200;

const lastSentence = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/i, '').trim())
    .filter((line) => line !== '' && !/complete log|debug-\d/.test(line))
    .at(0)
    ?.slice(0, SHOWN_CHARS)
    .replace(/\.$/, '') ?? 'npm said nothing';

const install = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(NPM, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: FOLDER,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const keep = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => reject(new ChainToolsMissing(error.message)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new ChainToolsMissing(lastSentence(said)));
    });
  });

const wanted = (): Promise<string> => readFile(join(FOLDER, 'package-lock.json'), 'utf8');

const isInstalled = async (): Promise<boolean> =>
  existsSync(STAMP) && (await readFile(STAMP, 'utf8')) === (await wanted());

/** True when this process got the lock; a lock that nobody refreshed is taken over. */
const lock = async (): Promise<boolean> => {
  try {
    await mkdir(LOCK);
    return true;
  } catch {
    const held = await stat(LOCK).catch(() => undefined);
    if (held !== undefined && Date.now() - held.mtimeMs > STALE_LOCK_MS) {
      // Renaming is won by one only.
      await rename(LOCK, `${LOCK}.${process.pid}`).then(
        () => rm(`${LOCK}.${process.pid}`, { recursive: true, force: true }),
        () => undefined,
      );
    }
    return false;
  }
};

/**
 * Installs the nodes of tools/chains unless they are there already; `say` hears one sentence when it takes time.
 * Several processes may call it at once: one installs, the others wait. Throws `ChainToolsMissing`.
 */
export const ensureChainTools = async (say: (sentence: string) => void): Promise<void> => {
  let told = false;
  while (!(await isInstalled())) {
    if (!told) say('Fetching the chain nodes (about 60 MB, once) …');
    told = true;
    if (!(await lock())) {
      await sleep(POLL_MS);
      continue;
    }
    try {
      if (await isInstalled()) return;
      await install();
      await writeFile(STAMP, await wanted());
    } finally {
      await rm(LOCK, { recursive: true, force: true });
    }
  }
};
