import { join } from 'node:path';
import { findRunningPostgres } from '../adapters/embedded-postgres/find-running.ts';
import { lockDataFolder } from '../adapters/embedded-postgres/lock.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../adapters/embedded-postgres/start.ts';
import { migrate } from '../adapters/postgres/migrate.ts';
import type { Config } from '../platform/config/config.ts';
import { ROOT } from './load-config.ts';
import type { Cleanup } from './run-process.ts';

export const MIGRATIONS = join(ROOT, 'migrations');

export interface OpenedDatabase {
  readonly url: string;
  /** Undefined where DATABASE_URL names a server, or another process runs the embedded one. */
  readonly embedded: EmbeddedPostgres | undefined;
}

/**
 * The database server of this installation: DATABASE_URL, or the embedded one, started here and stopped in `cleanup`.
 * Throws `DataInUse` when another process already runs it.
 */
export const openServer = async (
  config: Config,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<OpenedDatabase> => {
  if (config.database.url !== null) return { url: config.database.url, embedded: undefined };
  cleanup.add(lockDataFolder(config.dataDir));
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, onProgress: say });
  cleanup.add(() => embedded.stop());
  return { url: embedded.url, embedded };
};

/** For commands: uses the embedded server of a Mainstay that runs now, and starts it only where none does. */
export const openServerForCommand = async (
  config: Config,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<OpenedDatabase> => {
  const running = config.database.url === null ? findRunningPostgres(config.dataDir) : undefined;
  return running === undefined
    ? openServer(config, cleanup, say)
    : { url: running, embedded: undefined };
};

export const migrateDatabase = (
  url: string,
  say: (line: string) => void,
): Promise<readonly string[]> =>
  migrate({ url, directory: MIGRATIONS, onApplied: (name) => say(`Applied ${name}`) });
