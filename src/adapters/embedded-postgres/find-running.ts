import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDataFolderHeld } from './lock.ts';
import { findClusterDir, passwordFileOf, urlOf } from './places.ts';
import { findPostmaster } from './postmaster.ts';

/**
 * The address of the embedded PostgreSQL that a living Mainstay runs on this data now; undefined when there is none.
 */
export const findRunningPostgres = (dataDir: string): string | undefined => {
  const folder = resolve(dataDir);
  const passwordFile = passwordFileOf(folder);
  if (!existsSync(passwordFile) || !isDataFolderHeld(folder)) return undefined;
  const postmaster = findPostmaster(findClusterDir(folder).clusterDir);
  if (postmaster === undefined || !postmaster.ready) return undefined;
  return urlOf(readFileSync(passwordFile, 'utf8').trim(), postmaster.port);
};
