import { type RawBuilder, sql } from 'kysely';
import type { AtMs } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

export interface AuditSearch {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: AtMs | undefined;
  readonly until?: AtMs | undefined;
  /** Only what has a lower id. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

export interface AuditFound {
  readonly id: number;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly from_address: string | null;
}

const between = ({ from, until }: AuditSearch): RawBuilder<unknown>[] => [
  ...(from === undefined ? [] : [sql`at >= ${new Date(from)}`]),
  ...(until === undefined ? [] : [sql`at < ${new Date(until)}`]),
];

/** What begins so, with nothing of it taken for a pattern. */
const begins = (column: string, text: string): RawBuilder<unknown> =>
  sql`starts_with(${sql.ref(column)}, ${text})`;

const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  sql.join([sql`true`, ...conditions], sql` AND `);

/** Changes, newest first. */
export const searchChanges = async (
  connection: Connection,
  search: AuditSearch,
): Promise<readonly AuditFound[]> => {
  const { actor, action, subject, cursor, limit } = search;
  const where = all([
    ...between(search),
    ...(actor === undefined ? [] : [sql`actor_id = ${actor}`]),
    ...(action === undefined ? [] : [begins('action', action)]),
    ...(subject === undefined ? [] : [sql`subject_id = ${subject}`]),
    ...(cursor === undefined ? [] : [sql`audit_id < ${cursor}`]),
  ]);
  const { rows } = await sql<AuditFound>`
    SELECT audit_id AS id, at, actor_kind, actor_id, action, subject_kind, subject_id, data, from_address
    FROM audit_events WHERE ${where} ORDER BY audit_id DESC LIMIT ${limit}`.execute(connection);
  return rows;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Who opened a customer's data, newest first. */
export const searchAccesses = async (
  connection: Connection,
  search: AuditSearch,
): Promise<readonly AuditFound[]> => {
  const { actor, action, subject, cursor, limit } = search;
  const bySubject = (id: string): RawBuilder<unknown> =>
    UUID.test(id)
      ? sql`(subject_id = ${id} OR customer_id = ${id}::uuid)`
      : sql`subject_id = ${id}`;
  const where = all([
    ...between(search),
    ...(actor === undefined ? [] : [sql`agent_id = ${actor}`]),
    ...(action === undefined ? [] : [begins('reason', action)]),
    ...(subject === undefined ? [] : [bySubject(subject)]),
    ...(cursor === undefined ? [] : [sql`access_id < ${cursor}`]),
  ]);
  const { rows } = await sql<AuditFound>`
    SELECT access_id AS id, at, CASE WHEN agent_id LIKE 'key:%' THEN 'key' WHEN agent_id LIKE 'webhook:%' THEN 'webhook'
        ELSE 'staff' END AS actor_kind,
      agent_id AS actor_id, reason AS action, subject_kind, subject_id,
      jsonb_build_object('customerId', customer_id) AS data, from_address
    FROM access_events WHERE ${where} ORDER BY access_id DESC LIMIT ${limit}`.execute(connection);
  return rows;
};
