import type { Generated } from 'kysely';
import { sql } from 'kysely';
import type { ApiKey } from '../../contract/apikeys.ts';
import type { AtMs } from '../../core/ids.ts';
import { isScope } from '../../core/integration/scopes.ts';
import type { Connection } from '../../ports/database.ts';

interface ApiKeysTable {
  key_id: string;
  name: string;
  prefix: string;
  secret_hash: Uint8Array;
  scopes: string[];
  per_minute: number;
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    api_keys: ApiKeysTable;
  }
}

interface KeyRow {
  key_id: string;
  name: string;
  prefix: string;
  scopes: string[];
  per_minute: number;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

const COLUMNS = [
  'key_id',
  'name',
  'prefix',
  'scopes',
  'per_minute',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const;

const toKey = (row: KeyRow): ApiKey => ({
  id: row.key_id,
  name: row.name,
  prefix: row.prefix,
  // A scope that a later version took away opens nothing.
  scopes: row.scopes.filter(isScope),
  perMinute: row.per_minute,
  createdAt: row.created_at.getTime(),
  expiresAt: row.expires_at?.getTime() ?? null,
  lastUsedAt: row.last_used_at?.getTime() ?? null,
  revokedAt: row.revoked_at?.getTime() ?? null,
});

export const listKeys = async (connection: Connection): Promise<readonly ApiKey[]> => {
  const rows = await connection
    .selectFrom('api_keys')
    .select(COLUMNS)
    .orderBy(sql`revoked_at IS NOT NULL`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(toKey);
};

export const findKey = async (
  connection: Connection,
  keyId: string,
): Promise<ApiKey | undefined> => {
  const row = await connection
    .selectFrom('api_keys')
    .select(COLUMNS)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return row && toKey(row);
};

export const findKeyByHash = async (
  connection: Connection,
  secretHash: Uint8Array,
): Promise<ApiKey | undefined> => {
  const row = await connection
    .selectFrom('api_keys')
    .select(COLUMNS)
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  return row && toKey(row);
};

export interface KeyToInsert {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly secretHash: Uint8Array;
  readonly scopes: readonly string[];
  readonly perMinute: number;
  readonly createdBy: string;
  readonly expiresAt: AtMs | null;
}

export const insertKey = async (connection: Connection, key: KeyToInsert): Promise<void> => {
  await connection
    .insertInto('api_keys')
    .values({
      key_id: key.id,
      name: key.name,
      prefix: key.prefix,
      secret_hash: key.secretHash,
      scopes: [...key.scopes],
      per_minute: key.perMinute,
      created_by: key.createdBy,
      expires_at: key.expiresAt === null ? null : new Date(key.expiresAt),
    })
    .execute();
};

/** False where it was revoked before, or never was. */
export const revokeKeyRow = async (
  connection: Connection,
  keyId: string,
  by: string,
): Promise<boolean> => {
  const row = await connection
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`clock_timestamp()`, revoked_by: by })
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returning('key_id')
    .executeTakeFirst();
  return row !== undefined;
};

/** Writes at most once a minute for each key, however busy it is. */
export const noteUse = async (connection: Connection, keyId: string): Promise<void> => {
  await sql`UPDATE api_keys SET last_used_at = clock_timestamp()
    WHERE key_id = ${keyId}
      AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`.execute(
    connection,
  );
};

/** Names of keys by the ids under which they act: bare, or with `key:` before. */
export const namesOfKeys = async (
  connection: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const bare = [...new Set(ids.map((id) => id.replace(/^key:/, '')))];
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT key_id::text AS id, name FROM api_keys WHERE key_id::text = ANY(${bare}::text[])`.execute(
    connection,
  );
  return new Map(
    rows.flatMap(({ id, name }) => [[id, name] as const, [`key:${id}`, name] as const]),
  );
};
