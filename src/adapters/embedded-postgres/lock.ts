import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './postmaster.ts';

interface Holder {
  readonly pid: number;
  /** Tells two processes with the same number apart: boot and start tick on Linux, empty elsewhere. */
  readonly birth: string;
}

/** Another copy runs on the same data. The message is for the operator. */
export class DataInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `Another Mainstay (process ${pid}) already runs on the data in ${folder}. Stop it first, or set MAINSTAY_DATA_DIR to another folder.`,
    );
    this.name = 'DataInUse';
  }
}

const START_TICK_FIELD = 19;

const birthOf = (pid: number): string => {
  if (!existsSync('/proc/sys/kernel/random/boot_id')) return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces and brackets; fields are counted after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return `${boot}/${fields[START_TICK_FIELD] ?? ''}`;
  } catch {
    return '';
  }
};

const readHolder = (file: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

const isHeld = (holder: Holder | undefined): holder is Holder =>
  holder !== undefined && isAlive(holder.pid) && birthOf(holder.pid) === holder.birth;

/** Puts our claim there whole (a link of a written file), or says that the place is taken. */
const claim = (file: string): boolean => {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }), {
    mode: 0o600,
  });
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
};

/** Takes a dead holder's claim away; puts it back if meanwhile someone alive had taken the place. */
const clearStale = (file: string, folder: string): void => {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const moved = readHolder(aside);
  if (isHeld(moved)) {
    renameSync(aside, file);
    throw new DataInUse(folder, moved.pid);
  }
  rmSync(aside, { force: true });
};

const LOCK_NAME = 'mainstay.lock';

/** Whether a living process holds the folder. */
export const isDataFolderHeld = (folder: string): boolean =>
  isHeld(readHolder(join(folder, LOCK_NAME)));

/**
 * Claims a data folder for this process. Returns the function that gives it up. Throws `DataInUse` when a
 * living process holds it; the claim of a dead one is taken over.
 */
export const lockDataFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const file = join(folder, LOCK_NAME);
  while (!claim(file)) {
    const holder = readHolder(file);
    if (isHeld(holder)) throw new DataInUse(folder, holder.pid);
    clearStale(file, folder);
  }
  return () => {
    if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
  };
};
