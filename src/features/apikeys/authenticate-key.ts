import type { ApiKey } from '../../contract/apikeys.ts';
import type { KeyPrincipal } from '../../contract/principal.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import { carriesKey, readKey } from './key-secret.ts';
import { findKeyByHash, noteUse } from './store.ts';

export interface KeyAuthenticatorDeps {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Keyed hash. */
  readonly hash: (text: string) => Uint8Array;
}

export interface KeyAuthenticator {
  /**
   * From an `Authorization` header; undefined where it carries no key. Failures, all `unauthorized`: `key_invalid`,
   * `key_revoked`, `key_expired`.
   */
  fromHeader(authorization: string): Promise<Outcome<KeyPrincipal>> | undefined;
  close(): void;
}

/** A hint ends a key at once; this bounds what a lost hint costs. */
const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 1_000;

export const hashOfKey = (hash: (text: string) => Uint8Array, secret: string): Uint8Array =>
  hash(`api-key:${secret}`);

const judge = (key: ApiKey | undefined, now: number): Outcome<KeyPrincipal> => {
  if (key === undefined) return fail('unauthorized', 'key_invalid');
  if (key.revokedAt !== null) return fail('unauthorized', 'key_revoked');
  if (key.expiresAt !== null && key.expiresAt <= now) return fail('unauthorized', 'key_expired');
  const { id: keyId, name, scopes, perMinute } = key;
  return ok({ kind: 'key', keyId, name, scopes, perMinute, sessionId: keyId });
};

export const createKeyAuthenticator = (deps: KeyAuthenticatorDeps): KeyAuthenticator => {
  const remembered = new Map<string, { readonly key: ApiKey; readonly until: number }>();
  const unsubscribe = deps.bus.subscribe((hint) => {
    if (hint.kind !== 'session_revoked') return;
    for (const [name, { key }] of remembered) {
      if (key.id === hint.sessionId) remembered.delete(name);
    }
  });

  const load = async (secretHash: Uint8Array, name: string): Promise<ApiKey | undefined> => {
    const key = await findKeyByHash(deps.database, secretHash);
    if (key === undefined) return undefined;
    await noteUse(deps.database, key.id);
    const oldest = remembered.size >= MAX_REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, { key, until: deps.clock.now() + REMEMBER_MS });
    return key;
  };

  const fromKey = async (secret: string): Promise<Outcome<KeyPrincipal>> => {
    const secretHash = hashOfKey(deps.hash, secret);
    const name = Buffer.from(secretHash).toString('base64url');
    const known = remembered.get(name);
    const now = deps.clock.now();
    const key = known !== undefined && known.until > now ? known.key : await load(secretHash, name);
    return judge(key, now);
  };

  return {
    fromHeader: (authorization) => {
      if (!carriesKey(authorization)) return undefined;
      const secret = readKey(authorization);
      return secret === undefined
        ? Promise.resolve(fail('unauthorized', 'key_invalid'))
        : fromKey(secret);
    },
    close: unsubscribe,
  };
};
