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

const ACTIVE = sql.raw(`status IN ('new', 'open', 'pending', 'on_hold')`);
const OVER = sql.raw(`status IN ('solved', 'closed')`);

/** The half of the conversations that is asked for, where it is one. */
const halfOf = ({ all, any }: Requirement): 'active' | 'over' | null => {
  const keys = [...all.map((key) => [key]), ...any].find((group) =>
    group.every((key) => STATUS_KEYS.test(key)),
  );
  if (keys === undefined) return null;
  if (keys.every((key) => ACTIVE_KEYS.test(key))) return 'active';
  return keys.every((key) => OVER_KEYS.test(key)) ? 'over' : null;
};

/** Keys by which few of the conversations are found. */
const lookedUp = ({ all }: Requirement): readonly string[] => all.filter((key) => !isCommon(key));

/** What was begun before some time is listed by its beginning; everything else by the last word. */
export const goesByCreation = ({ createdTo }: Requirement): boolean => createdTo !== null;

/** Of a stretch of past time a lead sees all: it is gone through. Of what others see of it, an index knows more. */
const goesByTime = (requirement: Requirement, staff: StaffView): boolean =>
  goesByCreation(requirement) && isLeadRole(staff.role);

const isReadOff = (keys: readonly string[], halved: boolean, looked: boolean): boolean =>
  looked || keys.some(isCommon) || (halved && keys.every((key) => STATUS_KEYS.test(key)));

/**
 * Where an index tells apart what is asked for, it is asked for the rare keys, the half among them, and the rest is
 * read off the rows found. Where it does not, most of a half of the list belongs, and going along it is quickest: the
 * half is named as its index has it, and nowhere else, or the planner would take it for something rarer than it is.
 */
const byFacets = (requirement: Requirement, staff: StaffView): readonly Condition[] => {
  const { all, any, none } = requirement;
  const half = halfOf(requirement);
  const rare = goesByTime(requirement, staff) ? [] : lookedUp(requirement);
  const rest = all.filter((key) => !rare.includes(key) && !key.startsWith('rest:'));
  const looked = half === 'active' && rare.length > 0 ? [...rare, 'rest:active'] : rare;
  return [
    ...(looked.length > 0 ? [allOf(looked)] : []),
    ...(half === 'active' && rare.length === 0 ? [ACTIVE] : []),
    ...(half === 'over' ? [OVER] : []),
    ...(rest.length > 0 ? [readOff(allOf(rest))] : []),
    ...any.map((keys) =>
      isReadOff(keys, half !== null && any.length === 1, rare.length > 0)
        ? readOff(oneOf(keys))
        : oneOf(keys),
    ),
    ...(none.length > 0 ? [sql`NOT ${oneOf(none)}`] : []),
  ];
};

/** The active ones are few enough to look at each. */
const seenBy = (requirement: Requirement, staff: StaffView): readonly Condition[] =>
  halfOf(requirement) === 'active' && lookedUp(requirement).length === 0
    ? visible(staff).map(readOff)
    : visible(staff);

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
      ...byFacets(requirement, staff),
      ...byTime(requirement),
      ...byClock(requirement),
      ...seenBy(requirement, staff),
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

/** Whether most of a half belongs, so that what is counted is met along the list. */
const goesAlong = (requirement: Requirement, staff: StaffView): boolean =>
  goesByTime(requirement, staff) ||
  (lookedUp(requirement).length === 0 && !requirement.late && requirement.dueBy === null);

const counting = (requirement: Requirement, staff: StaffView): Condition => {
  const moment = sql.raw(goesByCreation(requirement) ? 'created_at' : 'listed_at');
  const along = goesAlong(requirement, staff)
    ? sql`ORDER BY ${moment} DESC, conversation_id DESC`
    : sql``;
  return sql`(SELECT count(*) FROM (
    SELECT 1 FROM conversations WHERE ${meeting(requirement, staff)} ${along} LIMIT ${COUNTED_TO + 1}) AS counted)`;
};

const countSome = (
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

/** Many are counted by two connections at once. */
const MANY = 8;

/** How many of each there are that this person may see, `COUNTED_TO` + 1 where there are more. */
export const countMeeting = async (
  database: Database,
  staff: StaffView,
  requirements: readonly Requirement[],
): Promise<readonly number[]> => {
  if (requirements.length < MANY) return countSome(database, staff, requirements);
  const middle = Math.ceil(requirements.length / 2);
  const halves = [requirements.slice(0, middle), requirements.slice(middle)];
  return (await Promise.all(halves.map((half) => countSome(database, staff, half)))).flat();
};

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
