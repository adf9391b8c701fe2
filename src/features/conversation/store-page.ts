import { type RawBuilder, sql } from 'kysely';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Category, Priority, Status } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

/** `at` is the minute of the last word (`listed_at`). */
export interface PagePosition {
  readonly at: AtMs;
  readonly id: ConversationId;
}

export interface PageRequest {
  readonly status?: Status | undefined;
  readonly category?: Category | undefined;
  readonly priority?: Priority | undefined;
  readonly customerId?: CustomerId | undefined;
  /** Only those in which something was said at or after this time, cut to the minute. */
  readonly since?: AtMs | undefined;
  /** Only those in which nothing was said at or after this time, cut to the minute. */
  readonly until?: AtMs | undefined;
  readonly from?: PagePosition | undefined;
  readonly limit: number;
}

const time = (at: AtMs): RawBuilder<unknown> => sql`to_timestamp(${at} / 1000.0::float8)`;
const MINUTE_MS = 60_000;
const minuteOf = (at: AtMs): AtMs => at - (at % MINUTE_MS);

const conditions = (request: PageRequest): RawBuilder<unknown>[] => {
  const { status, category, priority, customerId, since, until, from } = request;
  return [
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(priority === undefined ? [] : [sql`priority = ${priority}`]),
    ...(customerId === undefined ? [] : [sql`customer_id = ${customerId}`]),
    ...(since === undefined ? [] : [sql`listed_at >= ${time(minuteOf(since))}`]),
    ...(until === undefined ? [] : [sql`listed_at < ${time(minuteOf(until))}`]),
    ...(from === undefined
      ? []
      : [sql`(listed_at, conversation_id) < (${time(from.at)}, ${from.id}::uuid)`]),
  ];
};

/**
 * A page over all conversations, newest word first by the minute, for readers that are not a member of staff before a
 * list: other systems and exports. `next` is null at the end.
 */
export const listPage = async (
  connection: Connection,
  request: PageRequest,
): Promise<{ readonly states: readonly Conversation[]; readonly next: PagePosition | null }> => {
  const { limit } = request;
  const where = sql.join([sql`true`, ...conditions(request)], sql` AND `);
  const { rows } = await sql<{ state: Conversation; listed_at: Date }>`
    SELECT state, listed_at FROM conversations WHERE ${where}
    ORDER BY listed_at DESC, conversation_id DESC LIMIT ${limit + 1}`.execute(connection);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    states: rows.slice(0, limit).map(({ state }) => state),
    next: last === undefined ? null : { at: last.listed_at.getTime(), id: last.state.id },
  };
};
