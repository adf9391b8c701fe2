import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createKeyFile, hasDemoKey, KeyFileProblem } from '../adapters/key-file/key-file.ts';
import type { Config, Mode } from '../platform/config/config.ts';
import { describeConfig } from '../platform/config/describe-config.ts';
import { ConfigProblems, readConfig } from '../platform/config/read-config.ts';

/** The project's folder: relative settings start from here. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

const readVersion = (): string => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};

/** What only a look into the master key file can tell; the settings' own problems are told first. */
const keyFileProblems = async (mode: Mode, path: string): Promise<readonly string[]> => {
  try {
    const demo = await hasDemoKey(path);
    return mode === 'production' && demo
      ? [
          `MAINSTAY_MASTER_KEY_FILE: ${path} holds a key made by the demo; make one of your own with npm run keys:create.`,
        ]
      : [];
  } catch (error) {
    if (error instanceof KeyFileProblem) return [`MAINSTAY_MASTER_KEY_FILE: ${error.message}`];
    throw error;
  }
};

const settingsOrProblems = (mode: Mode): Config | readonly string[] => {
  try {
    return readConfig({ mode, environment: process.env, root: ROOT, version: readVersion() });
  } catch (error) {
    if (error instanceof ConfigProblems) return error.sentences;
    throw error;
  }
};

const loadEnvironmentFile = (): void => {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
};

/**
 * The installation that a command (backup, restore, keys …) works on is the one that the environment and `.env`
 * describe: a real one as soon as MAINSTAY_MASTER_KEY_FILE is set, the demo's otherwise. Throws `ConfigProblems`.
 */
export const loadInstallation = (): Promise<Config> => {
  loadEnvironmentFile();
  const given = process.env.MAINSTAY_MASTER_KEY_FILE?.trim() ?? '';
  return loadConfig(given === '' ? 'demo' : 'production');
};

/**
 * Reads the environment (and `.env`, whose values it does not override), the only place that does.
 * Throws `ConfigProblems`. In demo mode the master key file is made when there is none.
 */
export const loadConfig = async (mode: Mode): Promise<Config> => {
  loadEnvironmentFile();
  const read = settingsOrProblems(mode);
  const given = process.env.MAINSTAY_MASTER_KEY_FILE;
  if ('mode' in read) {
    const path = read.secrets.masterKeyFile;
    if (mode === 'demo' && !existsSync(path)) await createKeyFile(path, { demo: true });
    const problems = await keyFileProblems(mode, path);
    if (problems.length > 0) throw new ConfigProblems(problems);
    return read;
  }
  const more = given && existsSync(given) ? await keyFileProblems(mode, given) : [];
  throw new ConfigProblems([...read, ...more]);
};

/** The settings in force, secrets masked, for the log of a start. */
export const describeSettings = (): Readonly<Record<string, string>> => describeConfig(process.env);

export const startedByNpm = (): boolean => process.env.npm_lifecycle_event !== undefined;
