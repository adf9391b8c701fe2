import { join } from 'node:path';
import { type Account, findAccount, mayEnter } from './account.ts';

/** Where things of PostgreSQL go when its account may not enter the project's folder. */
export const SYSTEM_DIR = '/var/lib/mainstay';

const slugOf = (path: string): string => path.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-/, '');

/** The account to run under (undefined: our own) and the folder with the rows. `dataDir` is absolute. */
export const findClusterDir = (
  dataDir: string,
): { readonly account: Account | undefined; readonly clusterDir: string } => {
  const account = findAccount();
  const own = join(dataDir, 'postgres');
  if (account === undefined || mayEnter(account, own)) return { account, clusterDir: own };
  return { account, clusterDir: join(SYSTEM_DIR, slugOf(dataDir), 'postgres') };
};

export const passwordFileOf = (dataDir: string): string => join(dataDir, 'postgres-password');

export const urlOf = (password: string, port: number): string =>
  `postgres://mainstay:${password}@127.0.0.1:${port}/mainstay`;
