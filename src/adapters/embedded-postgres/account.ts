import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The system account PostgreSQL runs under. It refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['mainstay', 'postgres', 'nobody'] as const;

const readAccounts = (): ReadonlyMap<string, Account> => {
  const accounts = new Map<string, Account>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) continue;
    accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
};

/** Undefined when PostgreSQL may simply run as we do; an unprivileged account when we are root. */
export const findAccount = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  for (const name of CANDIDATES) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  throw new Error(
    'PostgreSQL does not run as root, and this system has no account named mainstay, postgres or nobody for it. Start Mainstay as an ordinary user instead.',
  );
};

/** Whether that account may pass through every folder above `path` (which need not exist yet). */
export const mayEnter = (account: Account, path: string): boolean => {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat !== undefined) {
      const owns = stat.uid === account.uid && (stat.mode & 0o100) !== 0;
      const groups = stat.gid === account.gid && (stat.mode & 0o010) !== 0;
      if (!owns && !groups && (stat.mode & 0o001) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
  }
};
