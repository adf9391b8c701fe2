import { sql } from 'kysely';
import type { Relation } from '../../core/conversation/case.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import { MOST_LEVELS, oppositeOf } from '../../core/relations/links.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface ConversationLinksTable {
  from_id: ConversationId;
  to_id: ConversationId;
  relation: string;
  linked_by: string | null;
  linked_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    conversation_links: ConversationLinksTable;
  }
}

export type Link = Relation | 'merged';

export interface NewLink {
  readonly id: ConversationId;
  readonly otherId: ConversationId;
  /** What the other one is to this one. */
  readonly relation: Link;
  readonly by: string | null;
}

/** A child is kept under its parent; everything else as it was said. */
const stored = ({ id, otherId, relation }: NewLink) =>
  relation === 'child'
    ? { from: otherId, to: id, relation: 'parent' }
    : { from: id, to: otherId, relation };

/** One for each pair. False where the pair is linked already; `merged` takes the place of any other. */
export const insertLink = async (trx: Transaction, link: NewLink): Promise<boolean> => {
  const { from, to, relation } = stored(link);
  if (relation === 'merged') await deleteLink(trx, from, to);
  const { rows } = await sql`
    INSERT INTO conversation_links (from_id, to_id, relation, linked_by)
    VALUES (${from}, ${to}, ${relation}, ${link.by}) ON CONFLICT DO NOTHING RETURNING 1`.execute(
    trx,
  );
  return rows.length > 0;
};

/** False when there was none, or it is a merge, which stays. */
export const deleteLink = async (
  trx: Transaction,
  id: ConversationId,
  otherId: ConversationId,
): Promise<boolean> => {
  const { rows } = await sql`
    DELETE FROM conversation_links
    WHERE least(from_id, to_id) = least(${id}::uuid, ${otherId}::uuid)
      AND greatest(from_id, to_id) = greatest(${id}::uuid, ${otherId}::uuid)
      AND relation <> 'merged' RETURNING 1`.execute(trx);
  return rows.length > 0;
};

export interface FoundLink {
  readonly otherId: ConversationId;
  readonly relation: Link;
  readonly linkedAt: AtMs;
}

/** What belongs to a conversation, the newest link first, `limit` at most. */
export const listLinks = async (
  connection: Connection,
  id: ConversationId,
  limit: number,
): Promise<readonly FoundLink[]> => {
  const { rows } = await sql<{
    other_id: ConversationId;
    relation: Link;
    forward: boolean;
    linked_at: Date;
  }>`
    SELECT CASE WHEN from_id = ${id} THEN to_id ELSE from_id END AS other_id, relation,
      from_id = ${id} AS forward, linked_at
    FROM conversation_links WHERE from_id = ${id} OR to_id = ${id}
    ORDER BY linked_at DESC LIMIT ${limit}`.execute(connection);
  return rows.map((row) => ({
    otherId: row.other_id,
    relation: row.relation === 'merged' || row.forward ? row.relation : oppositeOf(row.relation),
    linkedAt: row.linked_at.getTime(),
  }));
};

const LINKS_LOCK = 7_300_000_018;

/** Trees change one at a time: two changes that are harmless apart could close a circle together. */
export const lockTrees = async (trx: Transaction): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(${LINKS_LOCK})`.execute(trx);
};

/** A conversation and everything above it, from below. Ends where a tree would be too high anyway. */
export const readLineAbove = async (
  connection: Connection,
  id: ConversationId,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ id: ConversationId }>`
    WITH RECURSIVE line(id, level) AS (
      SELECT ${id}::uuid, 1
      UNION ALL SELECT l.to_id, line.level + 1 FROM line
        JOIN conversation_links l ON l.from_id = line.id AND l.relation = 'parent'
        WHERE line.level <= ${MOST_LEVELS})
    SELECT id FROM line ORDER BY level`.execute(connection);
  return rows.map((row) => row.id);
};

/** Levels of the tree below a conversation, itself included. */
export const readHeight = async (connection: Connection, id: ConversationId): Promise<number> => {
  const { rows } = await sql<{ height: number }>`
    WITH RECURSIVE tree(id, level) AS (
      SELECT ${id}::uuid, 1
      UNION ALL SELECT l.from_id, tree.level + 1 FROM tree
        JOIN conversation_links l ON l.to_id = tree.id AND l.relation = 'parent'
        WHERE tree.level <= ${MOST_LEVELS})
    SELECT max(level) AS height FROM tree`.execute(connection);
  return Number(rows[0]?.height ?? 1);
};

export const countLinks = async (
  connection: Connection,
  id: ConversationId,
): Promise<{
  readonly all: number;
  readonly children: number;
  readonly parentId: string | null;
}> => {
  const { rows } = await sql<{ all: number; children: number; parent_id: string | null }>`
    SELECT count(*) AS all, count(*) FILTER (WHERE relation = 'parent' AND to_id = ${id}) AS children,
      min(to_id::text) FILTER (WHERE relation = 'parent' AND from_id = ${id}) AS parent_id
    FROM conversation_links WHERE from_id = ${id} OR to_id = ${id}`.execute(connection);
  const row = rows[0];
  return {
    all: Number(row?.all ?? 0),
    children: Number(row?.children ?? 0),
    parentId: row?.parent_id ?? null,
  };
};
