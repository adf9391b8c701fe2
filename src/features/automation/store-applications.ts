import { sql } from 'kysely';
import type { RuleCause } from '../../core/conversation/case-event.ts';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

export const causeKey = (cause: RuleCause): string =>
  cause.kind === 'event' ? `s:${cause.seq}` : `t:${cause.dueAt}`;

export interface ApplicationKey {
  readonly conversationId: ConversationId;
  readonly ruleId: string;
  readonly version: number;
  readonly cause: RuleCause;
}

/** Whether the rule has acted for this cause. */
export const wasApplied = async (
  connection: Connection,
  { conversationId, ruleId, version, cause }: ApplicationKey,
): Promise<boolean> => {
  const { rows } = await sql`
    SELECT 1 FROM rule_applications WHERE conversation_id = ${conversationId} AND rule_id = ${ruleId}
      AND version = ${version} AND cause = ${causeKey(cause)}`.execute(connection);
  return rows.length > 0;
};

/** With the events that it brought, in their transaction. */
export const writeApplication = async (
  trx: Transaction,
  key: ApplicationKey,
  done: {
    readonly seq: number;
    readonly at: AtMs;
    readonly actions: readonly string[];
    readonly refused: readonly string[];
  },
): Promise<void> => {
  await sql`
    INSERT INTO rule_applications (conversation_id, rule_id, version, cause, seq, at, actions, refused)
    VALUES (${key.conversationId}, ${key.ruleId}, ${key.version}, ${causeKey(key.cause)}, ${done.seq},
      to_timestamp(${done.at} / 1000.0::float8), ${[...done.actions]}::text[], ${[...done.refused]}::text[])`.execute(
    trx,
  );
};

export interface ApplicationRow {
  readonly ruleId: string;
  readonly version: number;
  readonly conversationId: ConversationId;
  readonly at: AtMs;
  readonly actions: readonly string[];
  readonly refused: readonly string[];
}

/** What rules did, the newest first; of one rule where one is named. */
export const listApplications = async (
  connection: Connection,
  asked: { readonly ruleId: string | null; readonly before: AtMs | null; readonly limit: number },
): Promise<readonly ApplicationRow[]> => {
  const ofRule = asked.ruleId === null ? sql`` : sql`AND rule_id = ${asked.ruleId}`;
  const earlier =
    asked.before === null ? sql`` : sql`AND at < to_timestamp(${asked.before} / 1000.0::float8)`;
  const { rows } = await sql<{
    rule_id: string;
    version: number;
    conversation_id: ConversationId;
    at: Date;
    actions: string[];
    refused: string[];
  }>`SELECT rule_id, version, conversation_id, at, actions, refused FROM rule_applications
     WHERE true ${ofRule} ${earlier} ORDER BY at DESC LIMIT ${asked.limit}`.execute(connection);
  return rows.map((row) => ({
    ruleId: row.rule_id,
    version: row.version,
    conversationId: row.conversation_id,
    at: row.at.getTime(),
    actions: row.actions,
    refused: row.refused,
  }));
};

/** How often each rule acted since then. */
export const countApplications = async (
  connection: Connection,
  days: number,
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ rule_id: string; count: number }>`
    SELECT rule_id, count(*) AS count FROM rule_applications
    WHERE at > clock_timestamp() - make_interval(days => ${days}) GROUP BY rule_id`.execute(
    connection,
  );
  return new Map(rows.map((row) => [row.rule_id, row.count]));
};
