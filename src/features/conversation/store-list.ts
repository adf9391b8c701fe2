import { type RawBuilder, sql } from 'kysely';
import type { DeskView } from '../../contract/conversation.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import { type Category, isLeadRole } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

export { NO_MARKS, readMarks } from './store-read.ts';

export interface StateRow {
  readonly state: Conversation;
  readonly lastMessageId: MessageId | null;
}

interface RawRow {
  state: Conversation;
  last_message_id: MessageId | null;
}

const toRow = (row: RawRow): StateRow => ({ state: row.state, lastMessageId: row.last_message_id });

const ACTIVE = sql.raw(`status IN ('new', 'open', 'pending', 'on_hold')`);

/** The same rule as `staffMaySee`, said in SQL. */
const visible = (staff: StaffView): RawBuilder<unknown> =>
  isLeadRole(staff.role)
    ? sql`true`
    : sql`(assignee_id = ${staff.agentId} OR team_id = ANY(${[...staff.teamIds]}::text[]))`;

/** While the assistant answers, nobody waits for people. */
const FOR_PEOPLE = sql`(queued_at IS NOT NULL OR assignee_id IS NOT NULL
  OR state -> 'assistant' -> 'active' IS DISTINCT FROM 'true'::jsonb)`;

const inView = (view: DeskView, staff: StaffView): RawBuilder<unknown> => {
  switch (view) {
    case 'mine':
      return sql`assignee_id = ${staff.agentId} AND ${ACTIVE} AND snoozed_until IS NULL`;
    case 'unassigned':
      return sql`assignee_id IS NULL AND ${ACTIVE} AND ${FOR_PEOPLE}`;
    case 'waiting_on_us':
      return sql`status IN ('new', 'open') AND snoozed_until IS NULL AND ${FOR_PEOPLE}`;
    case 'snoozed':
      return sql`snoozed_until IS NOT NULL AND ${ACTIVE}`;
    case 'solved':
      return sql`status IN ('solved', 'closed')`;
    case 'all':
      return sql`true`;
  }
};

/** A place in the list. `at` is the minute of the last word (`listed_at`). */
export interface ListPosition {
  readonly at: AtMs;
  readonly id: ConversationId;
}

export interface ListRequest {
  readonly view: DeskView;
  readonly category: Category | undefined;
  readonly from: ListPosition | undefined;
  readonly limit: number;
}

/** Newest word first, by the minute; continues after `from`. */
export const listDeskStates = async (
  connection: Connection,
  staff: StaffView,
  request: ListRequest,
): Promise<readonly StateRow[]> => {
  const { view, category, from, limit } = request;
  const byCategory = category === undefined ? sql`true` : sql`category = ${category}`;
  const position =
    from === undefined
      ? sql`true`
      : sql`(listed_at, conversation_id) < (to_timestamp(${from.at} / 1000.0::float8), ${from.id}::uuid)`;
  const { rows } = await sql<RawRow>`
    SELECT state, last_message_id FROM conversations
    WHERE ${inView(view, staff)} AND ${visible(staff)} AND ${byCategory} AND ${position}
    ORDER BY listed_at DESC, conversation_id DESC LIMIT ${limit}`.execute(connection);
  return rows.map(toRow);
};

/** Counting stops here; beyond it the desk shows "999+". */
export const COUNT_LIMIT = 1_000;

export const countView = async (
  connection: Connection,
  staff: StaffView,
  view: DeskView,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM conversations WHERE ${inView(view, staff)} AND ${visible(staff)} LIMIT ${COUNT_LIMIT}) AS counted`.execute(
    connection,
  );
  return Number(rows[0]?.count ?? 0);
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

/** Messages of the other side after the side's own read mark. */
export const readUnread = async (
  connection: Connection,
  ids: readonly ConversationId[],
  side: 'customer' | 'agent',
): Promise<ReadonlyMap<ConversationId, number>> => {
  if (ids.length === 0) return new Map();
  const authors = side === 'customer' ? ['agent', 'assistant'] : ['customer'];
  const { rows } = await sql<{ conversation_id: ConversationId; unread: number }>`
    SELECT c.id AS conversation_id, u.unread
    FROM unnest(${ids}::uuid[]) AS c(id)
    LEFT JOIN marks k ON k.conversation_id = c.id AND k.side = ${side}
    CROSS JOIN LATERAL (
      SELECT count(*) AS unread FROM (
        SELECT 1 FROM events e WHERE e.conversation_id = c.id AND e.seq > coalesce(k.read_seq, 0)
          AND e.type IN ('message_sent', 'assistant_replied') AND e.actor_kind = ANY(${authors}::text[])
        LIMIT ${UNREAD_LIMIT}) AS some_unread
    ) AS u`.execute(connection);
  return new Map(rows.map((row) => [row.conversation_id, Number(row.unread)]));
};
