import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from './exit-codes.ts';
import { Refusal } from './explain-failure.ts';
import { ROOT } from './load-config.ts';

export const WEB_OUTPUT = join(ROOT, 'dist', 'web');
export const STAMP_FILE = join(WEB_OUTPUT, '.built-from');

/** What the web's build reads. */
const INPUT_FOLDERS = ['web', 'src/core', 'src/contract', 'content/texts'] as const;
const INPUT_FILES = ['package-lock.json', 'tsconfig.json', 'scripts/build-web.ts'] as const;

const listInputs = (): readonly string[] => {
  const names = INPUT_FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return [...names, ...INPUT_FILES.map((name) => join(ROOT, name))].sort();
};

/** SHA-256 over names and contents of everything that the web is built from. */
export const digestWebInputs = (): string => {
  const hash = createHash('sha256');
  for (const name of listInputs()) {
    hash
      .update(`${name.slice(ROOT.length)}\0`)
      .update(readFileSync(name))
      .update('\0');
  }
  return hash.digest('hex');
};

/** True when dist/web was built from what stands here now, or when only the built pages were installed. */
export const isWebBuilt = (): boolean => {
  if (!existsSync(STAMP_FILE)) return false;
  if (!existsSync(join(ROOT, 'web'))) return true;
  return readFileSync(STAMP_FILE, 'utf8').trim() === digestWebInputs();
};

/** Builds all pages; `say` gets one line for each. Throws with the builder's own words when it fails. */
export const buildWeb = (say: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts', 'build-web.ts')], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stopAtExit = (): void => void child.kill();
    process.once('exit', stopAtExit);
    let errors = '';
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', stopAtExit);
      if (code === 0) resolve();
      else reject(new Refusal(`The web pages could not be built:\n${errors.trim()}`, EXIT.failure));
    });
  });
