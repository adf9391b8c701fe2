import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a running PostgreSQL says of itself in its data folder. Line numbers: src/include/utils/pidfile.h. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;
const POLL_MS = 20;

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and another account's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** On Linux, whether that process really is a PostgreSQL on this folder: process ids are used again. */
const servesFolder = (pid: number, folder: string): boolean => {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(file, 'utf8').split('\0').includes(folder);
  } catch {
    return false;
  }
};

/** The PostgreSQL that runs on `folder` now, also one whose parent was killed. */
export const findPostmaster = (folder: string): Postmaster | undefined => {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Math.abs(Number(lines[PID_LINE]));
  if (!Number.isInteger(pid) || pid === 0 || !isAlive(pid) || !servesFolder(pid, folder)) {
    return undefined;
  }
  return {
    pid,
    port: Number(lines[PORT_LINE] ?? 0),
    ready: lines[STATUS_LINE]?.trim() === 'ready',
  };
};

const waitForEnd = async (pid: number, timeoutMs: number): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
};

const FAST_MS = 20_000;
const IMMEDIATE_MS = 10_000;

/**
 * Fast shutdown (SIGINT: ends sessions, writes a checkpoint); when that takes too long, immediate
 * (SIGQUIT: the next start recovers from the log). Durable either way.
 */
export const stopPostmaster = async (pid: number): Promise<void> => {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  if (await waitForEnd(pid, FAST_MS)) return;
  process.kill(pid, 'SIGQUIT');
  if (await waitForEnd(pid, IMMEDIATE_MS)) return;
  throw new Error(`PostgreSQL (process ${pid}) did not stop.`);
};

/** Removes a leftover pid file; PostgreSQL itself refuses to start when another process has taken its number. */
export const removeStalePidFile = async (folder: string): Promise<void> => {
  if (findPostmaster(folder) === undefined)
    await rm(join(folder, 'postmaster.pid'), { force: true });
};
