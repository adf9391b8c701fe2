import { sql } from 'kysely';
import type { ConversationId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface TagsTable {
  tag: string;
  uses: number;
  renamed_to: string | null;
  last_used_at: Date;
}

interface ConversationTagsTable {
  tag: string;
  conversation_id: ConversationId;
}

declare module '../../ports/database.ts' {
  interface Tables {
    tags: TagsTable;
    conversation_tags: ConversationTagsTable;
  }
}

/** The most used first; `begins`: the beginning of their names. */
export const listTags = async (
  connection: Connection,
  begins: string,
  limit: number,
): Promise<readonly { readonly tag: string; readonly uses: number }[]> => {
  const { rows } = await sql<{ tag: string; uses: number }>`
    SELECT tag, uses FROM tags WHERE renamed_to IS NULL AND starts_with(tag, ${begins})
    ORDER BY uses DESC, tag LIMIT ${limit}`.execute(connection);
  return rows.map(({ tag, uses }) => ({ tag, uses: Number(uses) }));
};

/** What tags are called now: those that were renamed by their new names. */
export const currentNames = async (
  connection: Connection,
  tags: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await sql<{ tag: string; renamed_to: string | null }>`
    SELECT tag, renamed_to FROM tags WHERE tag = ANY(${tags}::text[])`.execute(connection);
  const renamed = new Map(rows.map((row) => [row.tag, row.renamed_to]));
  return [...new Set(tags.map((tag) => renamed.get(tag) ?? tag))];
};

/** What a log says that was added and removed. Exact, since each event is followed once. */
export const moveTags = async (
  trx: Transaction,
  conversationId: ConversationId,
  added: readonly string[],
  removed: readonly string[],
): Promise<void> => {
  if (added.length > 0)
    await sql`
      WITH fresh AS (
        INSERT INTO conversation_tags (tag, conversation_id)
        SELECT t, ${conversationId}::uuid FROM unnest(${added}::text[]) AS t ORDER BY t
        ON CONFLICT DO NOTHING RETURNING tag)
      INSERT INTO tags AS t (tag, uses) SELECT tag, 1 FROM fresh ORDER BY tag
      ON CONFLICT (tag) DO UPDATE SET uses = t.uses + 1, last_used_at = clock_timestamp()`.execute(
      trx,
    );
  if (removed.length > 0)
    await sql`
      WITH gone AS (
        DELETE FROM conversation_tags
        WHERE conversation_id = ${conversationId} AND tag = ANY(${removed}::text[]) RETURNING tag)
      UPDATE tags t SET uses = t.uses - 1 FROM gone WHERE t.tag = gone.tag`.execute(trx);
};

/** From now on `from` is called `to`, also by those that were renamed to it before. False when there is no such tag. */
export const renameTag = async (trx: Transaction, from: string, to: string): Promise<boolean> => {
  const { rows } = await sql`SELECT 1 FROM tags WHERE tag = ${from} FOR UPDATE`.execute(trx);
  if (rows.length === 0) return false;
  await sql`INSERT INTO tags (tag) VALUES (${to})
    ON CONFLICT (tag) DO UPDATE SET renamed_to = NULL`.execute(trx);
  await sql`UPDATE tags SET renamed_to = ${to} WHERE tag = ${from} OR renamed_to = ${from}`.execute(
    trx,
  );
  return true;
};

export const listBearers = async (
  connection: Connection,
  tag: string,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM conversation_tags WHERE tag = ${tag} ORDER BY conversation_id
    LIMIT ${limit}`.execute(connection);
  return rows.map((row) => row.conversation_id);
};
