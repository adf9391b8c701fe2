import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

interface RevealsTable {
  agent_id: string;
  day: string;
  customer_id: string;
  conversation_id: string;
  field: string;
  reason: string;
  at: Date;
}

interface RevealExtensionsTable {
  agent_id: string;
  day: string;
  extra: number;
  given_by: string;
  reason: string;
  at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    reveals: RevealsTable;
    reveal_extensions: RevealExtensionsTable;
  }
}

/** The day of a moment, in UTC: exchanges' staff work in it, and it is the same for all of them. */
export const dayOf = (at: AtMs): string => new Date(at).toISOString().slice(0, 10);

/** Two reveals of one agent at once must not both be the last that is allowed. */
export const serialiseReveals = async (connection: Connection, agentId: AgentId): Promise<void> => {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`reveal|${agentId}`}, 0))`.execute(
    connection,
  );
};

export interface RevealCounts {
  readonly customersToday: number;
  readonly includesThis: boolean;
  readonly extra: number;
}

export const countReveals = async (
  connection: Connection,
  agentId: AgentId,
  customerId: CustomerId,
  day: string,
): Promise<RevealCounts> => {
  const row = await connection
    .selectFrom('reveals')
    .select([
      sql<number>`count(DISTINCT customer_id)::int`.as('customers'),
      sql<boolean>`coalesce(bool_or(customer_id = ${customerId}), false)`.as('includes'),
    ])
    .where('agent_id', '=', agentId)
    .where('day', '=', sql<string>`${day}::date`)
    .executeTakeFirstOrThrow();
  const extension = await connection
    .selectFrom('reveal_extensions')
    .select('extra')
    .where('agent_id', '=', agentId)
    .where('day', '=', sql<string>`${day}::date`)
    .executeTakeFirst();
  return {
    customersToday: row.customers,
    includesThis: row.includes,
    extra: extension?.extra ?? 0,
  };
};

/** Fields that an agent revealed in a conversation today; yesterday's are masked again. */
export const listRevealed = async (
  connection: Connection,
  agentId: AgentId,
  conversationId: ConversationId,
  day: string,
): Promise<ReadonlySet<string>> => {
  const rows = await connection
    .selectFrom('reveals')
    .select('field')
    .where('agent_id', '=', agentId)
    .where('conversation_id', '=', conversationId)
    .where('day', '=', sql<string>`${day}::date`)
    .execute();
  return new Set(rows.map(({ field }) => field));
};

export interface NewReveal {
  readonly agentId: AgentId;
  readonly day: string;
  readonly customerId: CustomerId;
  readonly conversationId: ConversationId;
  readonly field: string;
  readonly reason: string;
  readonly at: AtMs;
}

export const insertReveal = async (connection: Connection, reveal: NewReveal): Promise<void> => {
  await connection
    .insertInto('reveals')
    .values({
      agent_id: reveal.agentId,
      day: sql`${reveal.day}::date` as never,
      customer_id: reveal.customerId,
      conversation_id: reveal.conversationId,
      field: reveal.field,
      reason: reveal.reason,
      at: new Date(reveal.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** False where the agent has had today's one extension. */
export const insertExtension = async (
  connection: Connection,
  extension: {
    readonly agentId: AgentId;
    readonly day: string;
    readonly extra: number;
    readonly givenBy: AgentId;
    readonly reason: string;
    readonly at: AtMs;
  },
): Promise<boolean> => {
  const inserted = await connection
    .insertInto('reveal_extensions')
    .values({
      agent_id: extension.agentId,
      day: sql`${extension.day}::date` as never,
      extra: extension.extra,
      given_by: extension.givenBy,
      reason: extension.reason,
      at: new Date(extension.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('agent_id')
    .executeTakeFirst();
  return inserted !== undefined;
};
