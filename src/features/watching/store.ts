import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface WatchersTable {
  conversation_id: ConversationId;
  agent_id: AgentId;
  since: Date;
}

interface StaffNewsTable {
  news_id: string;
  agent_id: AgentId;
  conversation_id: ConversationId;
  kind: NewsKind;
  what: string;
  seq: number;
  message_id: MessageId | null;
  by_id: AgentId | null;
  at: Date;
  read_at: Date | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    watchers: WatchersTable;
    staff_news: StaffNewsTable;
  }
}

export type NewsKind = 'mention' | 'followed' | 'alarm';

export const addWatcher = async (
  connection: Connection,
  conversationId: ConversationId,
  agentId: AgentId,
): Promise<void> => {
  await sql`INSERT INTO watchers (conversation_id, agent_id) VALUES (${conversationId}, ${agentId})
    ON CONFLICT DO NOTHING`.execute(connection);
};

export const removeWatcher = async (
  connection: Connection,
  conversationId: ConversationId,
  agentId: AgentId,
): Promise<void> => {
  await sql`DELETE FROM watchers
    WHERE conversation_id = ${conversationId} AND agent_id = ${agentId}`.execute(connection);
};

export const listWatchers = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly AgentId[]> => {
  const { rows } = await sql<{ agent_id: AgentId }>`
    SELECT agent_id FROM watchers WHERE conversation_id = ${conversationId} ORDER BY since`.execute(
    connection,
  );
  return rows.map((row) => row.agent_id);
};

/** Whoever followed the one follows the other from now on. */
export const copyWatchers = async (
  trx: Transaction,
  fromId: ConversationId,
  intoId: ConversationId,
): Promise<void> => {
  await sql`INSERT INTO watchers (conversation_id, agent_id)
    SELECT ${intoId}::uuid, agent_id FROM watchers WHERE conversation_id = ${fromId}
    ON CONFLICT DO NOTHING`.execute(trx);
};

export interface NewNews {
  readonly newsId: string;
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly kind: NewsKind;
  readonly what: string;
  readonly seq: number;
  readonly messageId: MessageId | null;
  readonly by: AgentId | null;
}

/** What is not read yet is one line for each conversation and alarm: the newest takes the place of that before. */
export const insertNews = async (trx: Transaction, news: NewNews): Promise<void> => {
  const { newsId, agentId, conversationId, kind, what, seq, messageId, by } = news;
  if (kind !== 'mention') {
    const same = kind === 'alarm' ? sql`AND what = ${what}` : sql``;
    await sql`DELETE FROM staff_news WHERE agent_id = ${agentId} AND seq < ${seq}
      AND conversation_id = ${conversationId} AND kind = ${kind} ${same} AND read_at IS NULL`.execute(
      trx,
    );
  }
  await sql`
    INSERT INTO staff_news (news_id, agent_id, conversation_id, kind, what, seq, message_id, by_id)
    VALUES (${newsId}, ${agentId}, ${conversationId}, ${kind}, ${what}, ${seq}, ${messageId}, ${by})
    ON CONFLICT DO NOTHING`.execute(trx);
};

export interface News extends Omit<NewNews, 'agentId' | 'seq'> {
  readonly at: AtMs;
  readonly readAt: AtMs | null;
}

/** The newest first; what was not read before what was. */
export const listNews = async (
  connection: Connection,
  agentId: AgentId,
  kind: NewsKind | undefined,
  limit: number,
): Promise<readonly News[]> => {
  const only = kind === undefined ? sql`` : sql`AND kind = ${kind}`;
  const { rows } = await sql<Omit<StaffNewsTable, 'agent_id' | 'seq'>>`
    SELECT news_id, conversation_id, kind, what, message_id, by_id, at, read_at FROM staff_news
    WHERE agent_id = ${agentId} ${only}
    ORDER BY read_at IS NOT NULL, at DESC LIMIT ${limit}`.execute(connection);
  return rows.map((row) => ({
    newsId: row.news_id,
    conversationId: row.conversation_id,
    kind: row.kind,
    what: row.what,
    messageId: row.message_id,
    by: row.by_id,
    at: row.at.getTime(),
    readAt: row.read_at?.getTime() ?? null,
  }));
};

export const countUnread = async (
  connection: Connection,
  agentId: AgentId,
): Promise<Readonly<Record<NewsKind, number>>> => {
  const { rows } = await sql<{ kind: NewsKind; unread: number }>`
    SELECT kind, count(*) AS unread FROM staff_news
    WHERE agent_id = ${agentId} AND read_at IS NULL GROUP BY kind`.execute(connection);
  const counted = new Map(rows.map((row) => [row.kind, Number(row.unread)]));
  return {
    mention: counted.get('mention') ?? 0,
    followed: counted.get('followed') ?? 0,
    alarm: counted.get('alarm') ?? 0,
  };
};

export const markRead = async (
  connection: Connection,
  agentId: AgentId,
  {
    conversationId,
    kind,
  }: { readonly conversationId?: string | undefined; readonly kind?: NewsKind | undefined },
): Promise<void> => {
  const inOne = conversationId === undefined ? sql`` : sql`AND conversation_id = ${conversationId}`;
  const ofKind = kind === undefined ? sql`` : sql`AND kind = ${kind}`;
  await sql`UPDATE staff_news SET read_at = clock_timestamp()
    WHERE agent_id = ${agentId} AND read_at IS NULL ${inOne} ${ofKind}`.execute(connection);
};

/** Who has something unread of a conversation since that place in its log. */
export const listAddressed = async (
  connection: Connection,
  conversationId: ConversationId,
  since: number,
): Promise<readonly AgentId[]> => {
  const { rows } = await sql<{ agent_id: AgentId }>`
    SELECT DISTINCT agent_id FROM staff_news
    WHERE conversation_id = ${conversationId} AND seq >= ${since} AND read_at IS NULL`.execute(
    connection,
  );
  return rows.map((row) => row.agent_id);
};

const idsOf = (rows: readonly { readonly conversation_id: ConversationId }[]) =>
  rows.map((row) => row.conversation_id);

/** Where somebody was named and has not looked, the last first. */
export const listMentioned = async (
  connection: Connection,
  agentId: AgentId,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM staff_news
    WHERE agent_id = ${agentId} AND kind = 'mention' AND read_at IS NULL
    GROUP BY 1 ORDER BY max(at) DESC LIMIT ${limit}`.execute(connection);
  return idsOf(rows);
};

/** What somebody follows, the last first. */
export const listFollowed = async (
  connection: Connection,
  agentId: AgentId,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM watchers
    WHERE agent_id = ${agentId} ORDER BY since DESC LIMIT ${limit}`.execute(connection);
  return idsOf(rows);
};
