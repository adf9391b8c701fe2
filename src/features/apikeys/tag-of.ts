import type { RouteKey } from '../../contract/route.ts';

/** Under which heading of the API reference a route of keys stands: by the first part of its path. */
export const tagOf = (key: RouteKey): string => {
  const [, area = ''] = /\/api\/v1\/([a-z-]+)/.exec(key) ?? [];
  return `API v1: ${area.replaceAll('-', ' ')}`;
};
