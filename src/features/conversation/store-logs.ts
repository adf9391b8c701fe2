import { sql } from 'kysely';
import { audienceOf } from '../../core/conversation/audience.ts';
import type { Actor, ConversationEvent, LoggedEvent } from '../../core/conversation/event.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

/** A conversation with its whole log, for those who go through many. */
export interface WholeLog {
  readonly conversationId: ConversationId;
  readonly number: string;
  readonly logged: readonly LoggedEvent[];
  /** Where the next page begins. */
  readonly position: LogPosition;
}

export interface LogPosition {
  /** The minute of the last word. */
  readonly at: AtMs;
  readonly id: ConversationId;
}

type Entry = readonly [
  seq: number,
  at: AtMs,
  actorKind: Actor['kind'],
  actorId: string | null,
  type: string,
  data: object,
];

interface Row {
  readonly conversation_id: ConversationId;
  readonly number: string;
  readonly listed: AtMs;
  readonly log: readonly Entry[];
}

const toLogged = (
  conversationId: ConversationId,
  [seq, at, kind, id, type, data]: Entry,
  previousPublicSeq: number,
): LoggedEvent => {
  // Rows are written from this very type, by this slice alone.
  const event = { type, ...data } as ConversationEvent;
  const actor = (id === null ? { kind } : { kind, id }) as Actor;
  return { conversationId, seq, previousPublicSeq, at, actor, audience: audienceOf(event), event };
};

const toWhole = (row: Row): WholeLog => {
  let lastPublic = 0;
  const logged = row.log.map((entry) => {
    const one = toLogged(row.conversation_id, entry, lastPublic);
    if (one.audience === 'everyone') lastPublic = one.seq;
    return one;
  });
  const position = { at: row.listed, id: row.conversation_id };
  return { conversationId: row.conversation_id, number: row.number, logged, position };
};

/** How many conversations moved in this time. */
export const countMoved = async (connection: Connection, from: AtMs, to: AtMs): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM conversations
    WHERE listed_at >= to_timestamp(${from} / 1000.0::float8) AND listed_at <= to_timestamp(${to} / 1000.0::float8)`.execute(
    connection,
  );
  return rows[0]?.count ?? 0;
};

/** Conversations that moved in this time, the longest ago first, each with its whole log; those after `after`. */
export const listWholeLogs = async (
  connection: Connection,
  page: {
    readonly from: AtMs;
    readonly to: AtMs;
    readonly after: LogPosition | null;
    readonly limit: number;
  },
): Promise<readonly WholeLog[]> => {
  const { from, to, after, limit } = page;
  const beyond =
    after === null
      ? sql``
      : sql`AND (listed_at, conversation_id) > (to_timestamp(${after.at} / 1000.0::float8), ${after.id}::uuid)`;
  const { rows } = await sql<Row>`
    WITH page AS MATERIALIZED (
      SELECT conversation_id, number, listed_at FROM conversations
      WHERE listed_at >= to_timestamp(${from} / 1000.0::float8) AND listed_at <= to_timestamp(${to} / 1000.0::float8) ${beyond}
      ORDER BY listed_at, conversation_id LIMIT ${limit}
    )
    SELECT p.conversation_id, p.number, floor(extract(epoch FROM p.listed_at) * 1000)::bigint AS listed, l.log
    FROM page p CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(e.seq, floor(date_part('epoch', e.at) * 1000 + 0.0005), e.actor_kind, e.actor_id, e.type, e.data) ORDER BY e.seq) AS log
      FROM events e WHERE e.conversation_id = p.conversation_id
    ) AS l
    WHERE l.log IS NOT NULL
    ORDER BY p.listed_at, p.conversation_id`.execute(connection);
  return rows.map(toWhole);
};

/** Ids of conversations that are not closed, in the order of their ids. */
export const listLiving = async (
  connection: Connection,
  after: ConversationId | null,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM conversations
    WHERE status <> 'closed' AND conversation_id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
    ORDER BY conversation_id LIMIT ${limit}`.execute(connection);
  return rows.map((row) => row.conversation_id);
};

/** Numbers by id; those that are not there are absent. */
export const numbersOf = async (
  connection: Connection,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, string>> => {
  const { rows } = await sql<{ conversation_id: ConversationId; number: string }>`
    SELECT conversation_id, number FROM conversations WHERE conversation_id = ANY(${[...ids]}::uuid[])`.execute(
    connection,
  );
  return new Map(rows.map((row) => [row.conversation_id, row.number]));
};
