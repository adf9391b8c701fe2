import {
  apiKey,
  apiKeyParams,
  apiKeysReply,
  newApiKey,
  newApiKeyReply,
} from '../../contract/apikeys.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { ok } from '../../core/outcome.ts';
import { staffOf } from '../conversation/index.ts';
import { type ChangeKeysDeps, createKey, revokeKey } from './change-keys.ts';
import { listKeys } from './store.ts';

const tag = 'Desk: integration';

/** Keys of other systems, as admins keep them. */
export const keyRoutes = (deps: ChangeKeysDeps): readonly Route[] => [
  defineRoute({
    key: 'GET /api/desk/api-keys',
    summary: 'All keys of other systems, without their secrets',
    tag,
    reply: apiKeysReply,
    handle: async () => ok({ keys: [...(await listKeys(deps.database))] }),
  }),
  defineRoute({
    key: 'POST /api/desk/api-keys',
    summary: 'Make a key; its secret is in this reply and never again',
    tag,
    body: newApiKey,
    reply: newApiKeyReply,
    perMinute: 30,
    handle: ({ principal, body }) => createKey(deps, staffOf(principal).agentId, body),
  }),
  defineRoute({
    key: 'DELETE /api/desk/api-keys/:keyId',
    summary: 'End a key for good',
    tag,
    params: apiKeyParams,
    reply: apiKey,
    handle: ({ principal, params }) => revokeKey(deps, staffOf(principal).agentId, params.keyId),
  }),
];
