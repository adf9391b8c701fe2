import { type Generated, sql } from 'kysely';
import type { OfficialIdentityRow } from '../../contract/official.ts';
import type { IdentityKind, Network } from '../../core/official/identity.ts';
import type { Connection } from '../../ports/database.ts';

interface OfficialIdentitiesTable {
  identity_id: string;
  kind: IdentityKind;
  network: Network | null;
  value: string;
  note: Generated<string>;
  valid_from: Date;
  valid_until: Date | null;
  updated_at: Generated<Date>;
}

interface ListedHostsTable {
  list: 'allowed' | 'phishing';
  host: string;
  note: Generated<string>;
  added_at: Generated<Date>;
}

interface OfficialVersionTable {
  only_row: Generated<boolean>;
  version: number;
}

declare module '../../ports/database.ts' {
  interface Tables {
    official_identities: OfficialIdentitiesTable;
    listed_hosts: ListedHostsTable;
    official_version: OfficialVersionTable;
  }
}

/** Grows with every change of the registry. */
export const readVersion = async (connection: Connection): Promise<number> => {
  const row = await connection
    .selectFrom('official_version')
    .select('version')
    .executeTakeFirstOrThrow();
  return Number(row.version);
};

/** Call it in the transaction of the change. */
export const bumpVersion = async (connection: Connection): Promise<void> => {
  await sql`UPDATE official_version SET version = version + 1`.execute(connection);
};

export const listIdentities = async (
  connection: Connection,
): Promise<readonly OfficialIdentityRow[]> => {
  const rows = await connection
    .selectFrom('official_identities')
    .selectAll()
    .orderBy('kind')
    .orderBy('value')
    .execute();
  return rows.map((row) => ({
    id: row.identity_id,
    kind: row.kind,
    network: row.network,
    value: row.value,
    note: row.note,
    from: row.valid_from.getTime(),
    until: row.valid_until?.getTime() ?? null,
  }));
};

/** Adds or changes one. False when another has the same kind, network and value. */
export const saveIdentity = async (
  connection: Connection,
  identity: OfficialIdentityRow,
): Promise<boolean> => {
  const { id, kind, network, value, note, from, until } = identity;
  const { rows } = await sql`
    INSERT INTO official_identities (identity_id, kind, network, value, note, valid_from, valid_until)
    SELECT ${id}, ${kind}, ${network}, ${value}, ${note}, ${new Date(from)},
      ${until === null ? null : new Date(until)}
    WHERE NOT EXISTS (SELECT 1 FROM official_identities
      WHERE kind = ${kind} AND network IS NOT DISTINCT FROM ${network} AND value = ${value} AND identity_id <> ${id})
    ON CONFLICT (identity_id) DO UPDATE SET kind = excluded.kind, network = excluded.network,
      value = excluded.value, note = excluded.note, valid_from = excluded.valid_from,
      valid_until = excluded.valid_until, updated_at = now()
    RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const hasIdentity = async (connection: Connection, id: string): Promise<boolean> => {
  const row = await connection
    .selectFrom('official_identities')
    .select('identity_id')
    .where('identity_id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
};

/** What it was; undefined when there was none. */
export const deleteIdentity = async (
  connection: Connection,
  id: string,
): Promise<{ readonly kind: IdentityKind; readonly value: string } | undefined> =>
  connection
    .deleteFrom('official_identities')
    .where('identity_id', '=', id)
    .returning(['kind', 'value'])
    .executeTakeFirst();
