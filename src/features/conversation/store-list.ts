import { sql } from 'kysely';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

export { NO_MARKS, readMarks } from './store-read.ts';

export interface StateRow {
  readonly state: Conversation;
  readonly lastMessageId: MessageId | null;
}

export interface RawRow {
  readonly state: Conversation;
  readonly last_message_id: MessageId | null;
}

export const toRow = (row: RawRow): StateRow => ({
  state: row.state,
  lastMessageId: row.last_message_id,
});

export const findByNumber = async (
  connection: Connection,
  number: string,
): Promise<StateRow | undefined> => {
  const { rows } = await sql<RawRow>`
    SELECT state, last_message_id FROM conversations WHERE number = ${number}`.execute(connection);
  return rows[0] && toRow(rows[0]);
};

export const findStates = async (
  connection: Connection,
  ids: readonly ConversationId[],
): Promise<readonly StateRow[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<RawRow>`
    SELECT state, last_message_id FROM conversations WHERE conversation_id = ANY(${ids}::uuid[])`.execute(
    connection,
  );
  return rows.map(toRow);
};

export const listHomeStates = async (
  connection: Connection,
  customerId: CustomerId,
  limit: number,
): Promise<readonly StateRow[]> => {
  const { rows } = await sql<RawRow>`
    SELECT state, last_message_id FROM conversations WHERE customer_id = ${customerId}
    ORDER BY status IN ('solved', 'closed'), last_message_at DESC LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toRow);
};

export const listStatesOfCustomer = async (
  connection: Connection,
  customerId: CustomerId,
  limit: number,
): Promise<readonly Conversation[]> => {
  const { rows } = await sql<{ state: Conversation }>`
    SELECT state FROM conversations WHERE customer_id = ${customerId}
    ORDER BY created_at DESC LIMIT ${limit}`.execute(connection);
  return rows.map((row) => row.state);
};

/** More unread messages than this are not counted; screens show "99+". */
const UNREAD_LIMIT = 100;

/** Messages of the other side after the side's own read mark; for the desk also what departments gave back. */
export const readUnread = async (
  connection: Connection,
  ids: readonly ConversationId[],
  side: 'customer' | 'agent',
): Promise<ReadonlyMap<ConversationId, number>> => {
  if (ids.length === 0) return new Map();
  const authors = side === 'customer' ? ['agent', 'assistant', 'system'] : ['customer'];
  const { rows } = await sql<{ conversation_id: ConversationId; unread: number }>`
    SELECT c.id AS conversation_id, u.unread
    FROM unnest(${ids}::uuid[]) AS c(id)
    LEFT JOIN marks k ON k.conversation_id = c.id AND k.side = ${side}
    CROSS JOIN LATERAL (
      SELECT count(*) AS unread FROM (
        SELECT 1 FROM events e WHERE e.conversation_id = c.id AND e.seq > coalesce(k.read_seq, 0)
          AND (e.type IN ('message_sent', 'assistant_replied', 'notice_given') AND e.actor_kind = ANY(${authors}::text[])
            OR ${side}::text = 'agent' AND e.type = 'task_ended' AND e.data ->> 'outcome' <> 'withdrawn')
        LIMIT ${UNREAD_LIMIT}) AS some_unread
    ) AS u`.execute(connection);
  return new Map(rows.map((row) => [row.conversation_id, Number(row.unread)]));
};

/** Which of these messages the assistant said. */
export const listAssistants = async (
  connection: Connection,
  messageIds: readonly MessageId[],
): Promise<ReadonlySet<MessageId>> => {
  if (messageIds.length === 0) return new Set();
  const { rows } = await sql<{ message_id: MessageId }>`
    SELECT message_id FROM messages
    WHERE message_id = ANY(${messageIds}::uuid[]) AND kind = 'assistant'`.execute(connection);
  return new Set(rows.map((row) => row.message_id));
};
