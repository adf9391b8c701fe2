import type { Route } from '../../contract/route.ts';
import { answerOnce } from './answer-once.ts';
import {
  createKeyAuthenticator,
  type KeyAuthenticator,
  type KeyAuthenticatorDeps,
} from './authenticate-key.ts';
import type { ChangeKeysDeps } from './change-keys.ts';
import type { ApiDeps } from './deps.ts';
import { keyRoutes } from './routes-desk.ts';
import { readingRoutes } from './routes-reading.ts';
import { writingRoutes } from './routes-writing.ts';

export { keyActingLater } from './acting-later.ts';
export { createKeyAuthenticator, type KeyAuthenticator } from './authenticate-key.ts';
export { createKey } from './change-keys.ts';
export { exposeRoutes } from './expose-routes.ts';
export { namesOfKeys } from './store.ts';
export { purgeReplies } from './store-replies.ts';

export interface ApiKeys {
  readonly routes: readonly Route[];
  readonly authenticator: KeyAuthenticator;
}

/** Other systems: their keys, and what they may do by `/api/v1`. */
export const createApiKeys = (deps: ApiDeps & ChangeKeysDeps & KeyAuthenticatorDeps): ApiKeys => ({
  routes: [
    ...keyRoutes(deps),
    ...readingRoutes(deps),
    ...writingRoutes(deps).map((route) => answerOnce(deps, route)),
  ],
  authenticator: createKeyAuthenticator(deps),
});
