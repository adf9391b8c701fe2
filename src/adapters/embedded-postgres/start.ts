import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { memoryHere, sharedBuffersMb } from './buffers.ts';
import { createCluster } from './create-cluster.ts';
import { findClusterDir, passwordFileOf, SYSTEM_DIR, urlOf } from './places.ts';
import { findPostmaster, removeStalePidFile, stopPostmaster } from './postmaster.ts';

export { DataInUse, lockDataFolder } from './lock.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the password file, the log and, where PostgreSQL's account may enter, the cluster itself. */
  readonly dataDir: string;
  /** Only for tests: false trades durability for speed. */
  readonly durable?: boolean;
  /** A fixed port; a random free one when absent. */
  readonly port?: number;
  readonly onProgress?: (sentence: string) => void;
}

export interface EmbeddedPostgres {
  /** Of the database `mainstay`; the user owns the whole cluster. */
  readonly url: string;
  readonly port: number;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Where the rows live. */
  readonly clusterDir: string;
  /** Where the program lives. */
  readonly binariesDir: string;
  /** Fast shutdown. Idempotent. */
  stop(): Promise<void>;
  /** Immediate, for a process that is ending right now: sends the signal and does not wait. */
  stopNow(): void;
  /** Settles when PostgreSQL ends without `stop` having been called. */
  readonly crashed: Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const PORT_FROM = 20_000;
const PORT_TO = 32_000;
const LOG_LIMIT_BYTES = 10_000_000;

interface Places {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly clusterDir: string;
}

/** A port below the ephemeral range (32768–60999), so that no outgoing connection can hold it. */
const findFreePort = async (): Promise<number> => {
  for (;;) {
    const port = PORT_FROM + Math.floor(Math.random() * (PORT_TO - PORT_FROM));
    const free = await new Promise<boolean>((answer) => {
      const probe = createServer();
      probe.once('error', () => answer(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
    });
    if (free) return port;
  }
};

const choosePlaces = async (dataDir: string): Promise<Places> => {
  const { account, clusterDir } = findClusterDir(dataDir);
  return {
    account,
    clusterDir,
    binaries: await prepareBinaries(account === undefined ? undefined : SYSTEM_DIR),
  };
};

const readOrCreatePassword = async (dataDir: string): Promise<string> => {
  const file = passwordFileOf(dataDir);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
};

const settingsFor = (port: number, durable: boolean): readonly string[] => {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: `${sharedBuffersMb(memoryHere())}MB`,
    max_wal_size: '1GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Statements and the values in them must not reach the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_min_messages: 'warning',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

const openLog = (dataDir: string): number => {
  const file = join(dataDir, 'postgres.log');
  const tooLong = existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES;
  return openSync(file, tooLong ? 'w' : 'a', 0o600);
};

const launch = (places: Places, dataDir: string, port: number, durable: boolean): ChildProcess => {
  const log = openLog(dataDir);
  try {
    return spawn(
      places.binaries.postgres,
      ['-D', places.clusterDir, ...settingsFor(port, durable)],
      {
        cwd: places.clusterDir,
        stdio: ['ignore', log, log],
        // Its own group: Ctrl-C in the terminal must reach us, and PostgreSQL only when we are done with it.
        detached: true,
        env: { LC_ALL: 'C', TZ: 'UTC' },
        ...(places.account === undefined
          ? {}
          : { uid: places.account.uid, gid: places.account.gid }),
      },
    );
  } finally {
    closeSync(log);
  }
};

const waitUntilReady = async (child: ChildProcess, clusterDir: string): Promise<boolean> => {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const postmaster = findPostmaster(clusterDir);
    if (postmaster?.ready === true && postmaster.pid === child.pid) return true;
    await sleep(POLL_MS);
  }
  return false;
};

/** Stops the orphan of a killed run, if there is one, and takes its pid file away. */
export const sweepPostmaster = async (
  clusterDir: string,
  onProgress?: (sentence: string) => void,
): Promise<void> => {
  const orphan = findPostmaster(clusterDir);
  if (orphan !== undefined) {
    onProgress?.(`A database left over from a killed run (process ${orphan.pid}) is being stopped`);
    await stopPostmaster(orphan.pid);
  }
  await removeStalePidFile(clusterDir);
};

const ensureCluster = async (
  places: Places,
  password: string,
  options: EmbeddedPostgresOptions,
) => {
  if (existsSync(join(places.clusterDir, 'PG_VERSION'))) return;
  options.onProgress?.(`Creating the database in ${places.clusterDir}`);
  await rm(places.clusterDir, { recursive: true, force: true });
  await mkdir(dirname(places.clusterDir), { recursive: true, mode: 0o755 });
  await createCluster({ ...places, password, durable: options.durable !== false });
};

/**
 * Starts PostgreSQL on `dataDir`, creating the cluster first when there is none. The caller holds the folder's
 * lock (`lockDataFolder`), so a PostgreSQL that already runs there is a killed run's orphan and is stopped first.
 */
export const startEmbeddedPostgres = async (
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const places = await choosePlaces(dataDir);
  const password = await readOrCreatePassword(dataDir);
  await sweepPostmaster(places.clusterDir, options.onProgress);
  await ensureCluster(places, password, options);
  const port = options.port ?? (await findFreePort());
  const child = launch(places, dataDir, port, options.durable !== false);
  let stopping: Promise<void> | undefined;
  // However this process ends, unless it is killed: the database shuts down fast, on its own.
  const stopAtExit = (): void => void child.kill('SIGINT');
  process.once('exit', stopAtExit);
  const crashed = new Promise<void>((settle) => {
    child.once('exit', () => {
      process.removeListener('exit', stopAtExit);
      if (stopping === undefined) settle();
    });
  });
  if (!(await waitUntilReady(child, places.clusterDir)) || child.pid === undefined) {
    throw new Error(`PostgreSQL did not start; its log is ${join(dataDir, 'postgres.log')}.`);
  }
  child.unref();
  const { pid } = child;
  return {
    url: urlOf(password, port),
    port,
    pid,
    clusterDir: places.clusterDir,
    binariesDir: places.binaries.root,
    stop: () => (stopping ??= stopPostmaster(pid)),
    stopNow: () => {
      stopping ??= Promise.resolve();
      child.kill('SIGQUIT');
    },
    crashed,
  };
};
