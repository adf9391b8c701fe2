import { type RawBuilder, sql } from 'kysely';
import type { StaffView } from '../../core/conversation/visibility.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Requirement } from '../../core/views/conditions.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';
import { type RawRow, type StateRow, toRow } from './store-list.ts';

type Condition = RawBuilder<unknown>;

const oneOf = (keys: readonly string[]): Condition => sql`facets && ${[...keys]}::text[]`;
const allOf = (keys: readonly string[]): Condition => sql`facets @> ${[...keys]}::text[]`;
const at = (time: AtMs): Condition => sql`to_timestamp(${time} / 1000.0::float8)`;

/** The same rule as `staffMaySee`, said in SQL. */
const visible = (staff: StaffView): readonly Condition[] =>
  isLeadRole(staff.role)
    ? []
    : [oneOf([`assignee:${staff.agentId}`, ...staff.teamIds.map((teamId) => `team:${teamId}`)])];

/** What most of a long history has: an index of it would be read through for nothing. */
const COMMON =
  /^(rest:.*|status:(closed|solved)|for:people|snooze:none|queue:out|level:1|channel:.*|kind:customer|tier:standard|priority:normal)$/;
const isCommon = (key: string): boolean => COMMON.test(key);

/** Read off the row instead of looked up. */
const readOff = (condition: Condition): Condition => sql`(${condition}) IS NOT FALSE`;

const ACTIVE_KEYS = /^(rest:active|status:(new|open|pending|on_hold))$/;
const OVER_KEYS = /^(rest:over|status:(solved|closed))$/;
const STATUS_KEYS = /^(rest|status):/;

/** Names the half of the conversations that is asked for, where it is one: each is indexed by itself. */
const halfOf = ({ all, any }: Requirement): readonly Condition[] => {
  const keys = [...all.map((key) => [key]), ...any].find((group) =>
    group.every((key) => STATUS_KEYS.test(key)),
  );
  if (keys === undefined) return [];
  if (keys.every((key) => ACTIVE_KEYS.test(key)))
    return [sql.raw(`status IN ('new', 'open', 'pending', 'on_hold')`)];
  return keys.every((key) => OVER_KEYS.test(key))
    ? [sql.raw(`status IN ('solved', 'closed')`)]
    : [];
};

/** What the half says already is not said again: the planner would take it for something rarer than it is. */
const SAID_BY_HALF = /^rest:/;

const byFacets = ({ all, any, none }: Requirement): readonly Condition[] => {
  const rest = all.filter((key) => !SAID_BY_HALF.test(key));
  const common = rest.filter(isCommon);
  const looked = rest.filter((key) => !isCommon(key));
  return [
    ...(looked.length > 0 ? [allOf(looked)] : []),
    ...(common.length > 0 ? [readOff(allOf(common))] : []),
    ...any.map((keys) => (keys.some(isCommon) ? readOff(oneOf(keys)) : oneOf(keys))),
    ...(none.length > 0 ? [sql`NOT ${oneOf(none)}`] : []),
  ];
};

const MINUTE_MS = 60_000;

const byTime = ({ createdFrom, createdTo, lastTo }: Requirement): readonly Condition[] => [
  ...(createdFrom === null
    ? []
    : // Nothing is said before the beginning: the list can stop there as well.
      [sql`created_at >= ${at(createdFrom)} AND listed_at >= ${at(createdFrom - MINUTE_MS)}`]),
  ...(createdTo === null ? [] : [sql`created_at < ${at(createdTo)}`]),
  ...(lastTo === null ? [] : [sql`listed_at <= ${at(lastTo)}`]),
];

const clocked = (condition: Condition): Condition =>
  sql`conversation_id IN (SELECT k.conversation_id FROM conversation_clocks k WHERE ${condition})`;

const byClock = ({ late, dueBy }: Requirement): readonly Condition[] => [
  ...(late ? [clocked(sql`k.late`)] : []),
  ...(dueBy === null ? [] : [clocked(sql`k.late OR k.due_at <= ${at(dueBy)}`)]),
];

/** The same rule as `meets` (core/views/conditions.ts), said in SQL, for what this person may see. */
const meeting = (
  requirement: Requirement,
  staff: StaffView,
  ...more: readonly Condition[]
): Condition =>
  sql.join(
    [
      sql`true`,
      ...halfOf(requirement),
      ...byFacets(requirement),
      ...byTime(requirement),
      ...byClock(requirement),
      ...visible(staff),
      ...more,
    ],
    sql` AND `,
  );

/**
 * Lists are asked for in countless ways, each of which has a plan of its own: one for all of them would be wrong for
 * most. The rows are at hand (in memory, or on a disk that does not turn), so going by an index costs little.
 */
const planned = <T>(database: Database, work: (trx: Transaction) => Promise<T>): Promise<T> =>
  database.transaction().execute(async (trx) => {
    await sql`SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
      set_config('enable_seqscan', 'off', true), set_config('random_page_cost', '1.2', true)`.execute(
      trx,
    );
    return work(trx);
  });

/** A place in the list: the minute of the last word (`listed_at`), or the beginning where the list goes by that. */
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

/** What was begun before some time is listed by its beginning; everything else by the last word. */
export const goesByCreation = ({ createdTo }: Requirement): boolean => createdTo !== null;

/** Newest first: by the minute of the last word, or by the beginning (`goesByCreation`). Continues after `from`. */
export const listDeskStates = (
  database: Database,
  staff: StaffView,
  { requirement, customerId, from, limit }: ListRequest,
): Promise<readonly StateRow[]> => {
  const moment = sql.raw(goesByCreation(requirement) ? 'created_at' : 'listed_at');
  const more = [
    ...(customerId === undefined ? [] : [sql`customer_id = ${customerId}`]),
    ...(from === undefined
      ? []
      : [sql`(${moment}, conversation_id) < (${at(from.at)}, ${from.id}::uuid)`]),
  ];
  return planned(database, async (trx) => {
    const { rows } = await sql<RawRow>`
      SELECT state, last_message_id FROM conversations
      WHERE ${meeting(requirement, staff, ...more)}
      ORDER BY ${moment} DESC, conversation_id DESC LIMIT ${limit}`.execute(trx);
    return rows.map(toRow);
  });
};

/** Counting is exact so far; one more says that there are more. */
export const COUNTED_TO = 1_000;

/** Whether an index tells apart what is asked for; else most of the list belongs, and going along it is quickest. */
const isLookedUp = ({ all, any, late, dueBy }: Requirement): boolean =>
  late ||
  dueBy !== null ||
  all.some((key) => !isCommon(key)) ||
  any.some((keys) => !keys.some(isCommon));

const counting = (requirement: Requirement, staff: StaffView): Condition => {
  const moment = sql.raw(goesByCreation(requirement) ? 'created_at' : 'listed_at');
  const along = isLookedUp(requirement)
    ? sql``
    : sql`ORDER BY ${moment} DESC, conversation_id DESC`;
  return sql`(SELECT count(*) FROM (
    SELECT 1 FROM conversations WHERE ${meeting(requirement, staff)} ${along} LIMIT ${COUNTED_TO + 1}) AS counted)`;
};

/** How many of each there are that this person may see, `COUNTED_TO` + 1 where there are more. */
export const countMeeting = (
  database: Database,
  staff: StaffView,
  requirements: readonly Requirement[],
): Promise<readonly number[]> =>
  planned(database, async (trx) => {
    const counts = requirements.map((requirement) => counting(requirement, staff));
    const { rows } = await sql<{ counts: readonly number[] }>`
      SELECT jsonb_build_array(${sql.join(counts)}) AS counts`.execute(trx);
    return rows[0]?.counts ?? [];
  });

/** Which of these this person may see and meet the requirement. */
export const filterSeen = async (
  connection: Connection,
  staff: StaffView,
  requirement: Requirement,
  ids: readonly ConversationId[],
): Promise<ReadonlySet<ConversationId>> => {
  if (ids.length === 0) return new Set();
  // Their rows are few and known: no other index may be asked.
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    WITH those AS MATERIALIZED (
      SELECT conversation_id, status, facets, created_at, listed_at FROM conversations
      WHERE conversation_id = ANY(${ids}::uuid[])
    )
    SELECT conversation_id FROM those WHERE ${meeting(requirement, staff)}`.execute(connection);
  return new Set(rows.map((row) => row.conversation_id));
};
