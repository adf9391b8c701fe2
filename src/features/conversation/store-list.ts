import { type RawBuilder, sql } from 'kysely';
import type { Conversation } from '../../core/conversation/state.ts';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Requirement } from '../../core/views/conditions.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Connection, Database } from '../../ports/database.ts';

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

/** The same rule as `staffMaySee`, said in SQL. */
const visible = (staff: StaffView): RawBuilder<unknown> =>
  isLeadRole(staff.role)
    ? sql`true`
    : oneOf([`assignee:${staff.agentId}`, ...staff.teamIds.map((teamId) => `team:${teamId}`)]);

const oneOf = (keys: readonly string[]): RawBuilder<unknown> => sql`facets && ${[...keys]}::text[]`;

const at = (time: AtMs): RawBuilder<unknown> => sql`to_timestamp(${time} / 1000.0::float8)`;

/** The same rule as `meets` (core/views/conditions.ts), said in SQL. */
const meeting = (requirement: Requirement): RawBuilder<unknown> => {
  const { all, any, none, createdFrom, createdTo, lastTo, late, dueBy } = requirement;
  return sql.join(
    [
      sql`true`,
      ...(all.length > 0 ? [sql`facets @> ${[...all]}::text[]`] : []),
      ...any.map(oneOf),
      ...(none.length > 0 ? [sql`NOT ${oneOf(none)}`] : []),
      ...(createdFrom === null ? [] : [sql`created_at >= ${at(createdFrom)}`]),
      ...(createdTo === null ? [] : [sql`created_at < ${at(createdTo)}`]),
      ...(lastTo === null ? [] : [sql`listed_at <= ${at(lastTo)}`]),
      ...(late
        ? [
            sql`conversation_id IN (SELECT k.conversation_id FROM conversation_clocks k WHERE k.late)`,
          ]
        : []),
      ...(dueBy === null
        ? []
        : [
            sql`conversation_id IN (SELECT k.conversation_id FROM conversation_clocks k WHERE k.late OR k.due_at <= ${at(dueBy)})`,
          ]),
    ],
    sql` AND `,
  );
};

/** A place in the list. `at` is the minute of the last word (`listed_at`). */
export interface ListPosition {
  readonly at: AtMs;
  readonly id: ConversationId;
}

export interface ListRequest {
  readonly requirement: Requirement;
  /** Only this customer's. */
  readonly customerId?: CustomerId | undefined;
  readonly from: ListPosition | undefined;
  readonly limit: number;
}

/** Newest word first, by the minute; continues after `from`. */
export const listDeskStates = async (
  connection: Connection,
  staff: StaffView,
  request: ListRequest,
): Promise<readonly StateRow[]> => {
  const { requirement, customerId, from, limit } = request;
  const ofCustomer = customerId === undefined ? sql`true` : sql`customer_id = ${customerId}`;
  const position =
    from === undefined
      ? sql`true`
      : sql`(listed_at, conversation_id) < (${at(from.at)}, ${from.id}::uuid)`;
  const { rows } = await sql<RawRow>`
    SELECT state, last_message_id FROM conversations
    WHERE ${meeting(requirement)} AND ${visible(staff)} AND ${ofCustomer} AND ${position}
    ORDER BY listed_at DESC, conversation_id DESC LIMIT ${limit}`.execute(connection);
  return rows.map(toRow);
};

/** Counting is exact so far; one more says that there are more. */
export const COUNTED_TO = 1_000;

/** How many of each there are that this person may see, `COUNTED_TO` + 1 where there are more. */
export const countMeeting = async (
  database: Database,
  staff: StaffView,
  requirements: readonly Requirement[],
): Promise<readonly number[]> => {
  if (requirements.length === 0) return [];
  const counts = requirements.map(
    // The order lets the planner go along the list where most of it belongs.
    (requirement) => sql`(SELECT count(*) FROM (
      SELECT 1 FROM conversations WHERE ${meeting(requirement)} AND ${visible(staff)}
      ORDER BY listed_at DESC, conversation_id DESC LIMIT ${COUNTED_TO + 1}) AS counted)`,
  );
  const { rows } = await sql<{ counts: readonly number[] }>`
    SELECT jsonb_build_array(${sql.join(counts)}) AS counts`.execute(database);
  return rows[0]?.counts ?? [];
};

/** Which of these this person may see and meet the requirement. */
export const filterSeen = async (
  connection: Connection,
  staff: StaffView,
  requirement: Requirement,
  ids: readonly ConversationId[],
): Promise<ReadonlySet<ConversationId>> => {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM conversations
    WHERE conversation_id = ANY(${ids}::uuid[]) AND ${meeting(requirement)} AND ${visible(staff)}`.execute(
    connection,
  );
  return new Set(rows.map((row) => row.conversation_id));
};

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

/** Messages of the other side after the side's own read mark. */
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
          AND e.type IN ('message_sent', 'assistant_replied', 'notice_given') AND e.actor_kind = ANY(${authors}::text[])
        LIMIT ${UNREAD_LIMIT}) AS some_unread
    ) AS u`.execute(connection);
  return new Map(rows.map((row) => [row.conversation_id, Number(row.unread)]));
};
