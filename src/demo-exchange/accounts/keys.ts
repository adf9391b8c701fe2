import type { ApiKey } from '../../contract/exchange/account.ts';
import type { ApiKeyRow } from '../rows.ts';
import type { World } from '../world.ts';
import { noteChange } from './sessions.ts';

const MOST_ERRORS = 20;

const isLive = (world: World, row: ApiKeyRow): boolean =>
  row.revokedAt === null && (row.expiresAt === null || row.expiresAt > world.now());

/** Those that were not revoked, newest first; an expired one stays in the list. */
export const listKeys = (world: World, userId: string): readonly ApiKeyRow[] =>
  world.apiKeys.ofUser(userId).filter(({ revokedAt }) => revokedAt === null);

/** Ends every key; how many. */
export const revokeKeys = (world: World, userId: string, byStaff: boolean): number =>
  world.store.atomically(() => {
    const keys = listKeys(world, userId);
    for (const key of keys) world.apiKeys.put({ ...key, revokedAt: world.now() });
    if (keys.length > 0) noteChange(world, userId, 'api_key_revoked', { byStaff });
    return keys.length;
  });

/** How a key looks from outside: its use now, its newest failures. */
export const shownKey = (world: World, row: ApiKeyRow): ApiKey => {
  const { userId: _user, revokedAt: _revoked, usualPerMinute, ...key } = row;
  return { ...key, requestsLastMinute: isLive(world, row) ? usualPerMinute : 0 };
};

/** Notes a request that the exchange's API refused. */
export const noteKeyError = (
  world: World,
  row: ApiKeyRow,
  error: ApiKey['errors'][number],
): void => {
  world.apiKeys.put({ ...row, errors: [error, ...row.errors].slice(0, MOST_ERRORS) });
};
