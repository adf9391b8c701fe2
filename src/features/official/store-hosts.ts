import { sql } from 'kysely';
import type { Connection } from '../../ports/database.ts';
import './store.ts';

export interface ListedHost {
  readonly host: string;
  readonly note: string;
  readonly addedAt: number;
}

export const listAllowedHosts = async (connection: Connection): Promise<readonly ListedHost[]> => {
  const rows = await connection
    .selectFrom('listed_hosts')
    .select(['host', 'note', 'added_at'])
    .where('list', '=', 'allowed')
    .orderBy('host')
    .execute();
  return rows.map(({ host, note, added_at }) => ({ host, note, addedAt: added_at.getTime() }));
};

export const listPhishingHosts = async (connection: Connection): Promise<readonly string[]> => {
  const rows = await connection
    .selectFrom('listed_hosts')
    .select('host')
    .where('list', '=', 'phishing')
    .execute();
  return rows.map(({ host }) => host);
};

/** Each imported list by its name, with how many hosts of it are kept. */
export const countPhishingLists = async (
  connection: Connection,
): Promise<readonly { readonly name: string; readonly hosts: number }[]> => {
  const { rows } = await sql<{ name: string; hosts: number }>`
    SELECT note AS name, count(*)::int AS hosts FROM listed_hosts
    WHERE list = 'phishing' GROUP BY note ORDER BY note`.execute(connection);
  return rows;
};

/** Adds the host, or changes its note. */
export const saveAllowedHost = async (
  connection: Connection,
  host: string,
  note: string,
): Promise<void> => {
  await sql`
    INSERT INTO listed_hosts (list, host, note) VALUES ('allowed', ${host}, ${note})
    ON CONFLICT (list, host) DO UPDATE SET note = excluded.note`.execute(connection);
};

/** False when it was not there. */
export const deleteAllowedHost = async (connection: Connection, host: string): Promise<boolean> => {
  const { numDeletedRows } = await connection
    .deleteFrom('listed_hosts')
    .where('list', '=', 'allowed')
    .where('host', '=', host)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Replaces the list of that name: hosts that it no longer names go, unless another list names them too. */
export const replacePhishingList = async (
  connection: Connection,
  name: string,
  hosts: readonly string[],
): Promise<number> => {
  await connection
    .deleteFrom('listed_hosts')
    .where('list', '=', 'phishing')
    .where('note', '=', name)
    .execute();
  const { rows } = await sql`
    INSERT INTO listed_hosts (list, host, note)
    SELECT 'phishing', host, ${name} FROM unnest(${hosts as string[]}::text[]) AS host
    ON CONFLICT (list, host) DO NOTHING RETURNING 1`.execute(connection);
  return rows.length;
};
