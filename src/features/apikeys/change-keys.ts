import type { ApiKey, NewApiKeyReply } from '../../contract/apikeys.ts';
import type { AtMs } from '../../core/ids.ts';
import type { Scope } from '../../core/integration/scopes.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Ids } from '../../ports/ids.ts';
import { writeAudit } from '../audit/index.ts';
import { hashOfKey } from './authenticate-key.ts';
import { makeKeySecret } from './key-secret.ts';
import { findKey, insertKey, revokeKeyRow } from './store.ts';

export interface ChangeKeysDeps {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Keyed hash. */
  readonly hash: (text: string) => Uint8Array;
}

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly perMinute: number;
  readonly expiresAt: AtMs | null;
}

const auditOf = (action: string, by: string, keyId: string) => ({
  actor: { kind: 'staff', id: by } as const,
  action,
  subject: { kind: 'api_key', id: keyId },
});

/** Makes a key. Its secret is in the answer and nowhere else afterwards. Failure: `expiry_in_the_past`. */
export const createKey = async (
  deps: ChangeKeysDeps,
  by: string,
  wanted: NewKey,
): Promise<Outcome<NewApiKeyReply>> => {
  if (wanted.expiresAt !== null && wanted.expiresAt <= deps.clock.now()) {
    return fail('invalid', 'expiry_in_the_past');
  }
  const id = deps.ids.uuid();
  const { secret, prefix } = makeKeySecret((bytes) => deps.ids.random(bytes));
  const scopes = [...new Set(wanted.scopes)];
  return deps.database.transaction().execute(async (trx) => {
    await insertKey(trx, {
      ...wanted,
      id,
      prefix,
      scopes,
      secretHash: hashOfKey(deps.hash, secret),
      createdBy: by,
    });
    await writeAudit(trx, {
      ...auditOf('api_key_created', by, id),
      data: { scopes, perMinute: wanted.perMinute, expiresAt: wanted.expiresAt },
    });
    const key = await findKey(trx, id);
    if (key === undefined) throw new Error('a key that was just written is not there');
    return ok({ key, secret });
  });
};

/** Ends a key for good, at once in every process. Revoking it again changes nothing. Failure: `api_key_not_found`. */
export const revokeKey = async (
  deps: ChangeKeysDeps,
  by: string,
  keyId: string,
): Promise<Outcome<ApiKey>> => {
  const key = await deps.database.transaction().execute(async (trx) => {
    if (await revokeKeyRow(trx, keyId, by)) {
      await writeAudit(trx, auditOf('api_key_revoked', by, keyId));
    }
    return findKey(trx, keyId);
  });
  if (key === undefined) return fail('not_found', 'api_key_not_found');
  deps.bus.publish({ kind: 'session_revoked', sessionId: keyId });
  return ok(key);
};
