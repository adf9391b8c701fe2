import { sql } from 'kysely';
import type { ViewSharing } from '../../contract/views.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { Connection } from '../../ports/database.ts';

interface SavedViewsTable {
  view_id: string;
  name: string;
  owner_id: string;
  team_id: string | null;
  everyone: boolean;
  conditions: unknown;
  version: number;
}

declare module '../../ports/database.ts' {
  interface Tables {
    saved_views: SavedViewsTable;
  }
}

export interface StoredView {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly sharing: ViewSharing;
  /** As it was stored; to be read by its schema. */
  readonly conditions: unknown;
  readonly version: number;
}

const toView = (row: SavedViewsTable): StoredView => ({
  id: row.view_id,
  name: row.name,
  ownerId: row.owner_id,
  sharing: row.everyone
    ? { with: 'everyone' }
    : row.team_id === null
      ? { with: 'nobody' }
      : { with: 'team', teamId: row.team_id },
  conditions: row.conditions,
  version: row.version,
});

/** What this person has made, and what is shared with them. */
const seenBy = (staff: StaffView) =>
  sql`(owner_id = ${staff.agentId} OR everyone OR team_id = ANY(${[...staff.teamIds]}::text[]))`;

export const listViews = async (
  connection: Connection,
  staff: StaffView,
): Promise<readonly StoredView[]> => {
  const { rows } = await sql<SavedViewsTable>`
    SELECT view_id, name, owner_id, team_id, everyone, conditions, version FROM saved_views
    WHERE ${seenBy(staff)} ORDER BY lower(name), view_id LIMIT 500`.execute(connection);
  return rows.map(toView);
};

export const findView = async (
  connection: Connection,
  staff: StaffView,
  id: string,
): Promise<StoredView | undefined> => {
  const { rows } = await sql<SavedViewsTable>`
    SELECT view_id, name, owner_id, team_id, everyone, conditions, version FROM saved_views
    WHERE view_id = ${id} AND ${seenBy(staff)}`.execute(connection);
  return rows[0] && toView(rows[0]);
};

export const countOwnViews = async (connection: Connection, ownerId: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM saved_views WHERE owner_id = ${ownerId}`.execute(connection);
  return Number(rows[0]?.count ?? 0);
};

const teamOf = (sharing: ViewSharing): string | null =>
  sharing.with === 'team' ? sharing.teamId : null;

export const insertView = async (connection: Connection, view: StoredView): Promise<void> => {
  await sql`
    INSERT INTO saved_views (view_id, name, owner_id, team_id, everyone, conditions, version)
    VALUES (${view.id}, ${view.name}, ${view.ownerId}, ${teamOf(view.sharing)}, ${view.sharing.with === 'everyone'},
      ${JSON.stringify(view.conditions)}::text::jsonb, ${view.version})`.execute(connection);
};

/** False when it has been changed since that version, or is gone. */
export const updateView = async (connection: Connection, view: StoredView): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE saved_views SET name = ${view.name}, team_id = ${teamOf(view.sharing)},
      everyone = ${view.sharing.with === 'everyone'}, conditions = ${JSON.stringify(view.conditions)}::text::jsonb,
      version = version + 1, updated_at = now()
    WHERE view_id = ${view.id} AND version = ${view.version} RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const deleteView = async (connection: Connection, id: string): Promise<void> => {
  await sql`DELETE FROM saved_views WHERE view_id = ${id}`.execute(connection);
};
