import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId, IncidentId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import './tables.ts';

export type AttachmentState =
  | 'waiting'
  | 'attached'
  | 'refused'
  | 'detached'
  | 'settled'
  | 'unsettled';
export type AttachedVia = 'hand' | 'filter' | 'suggestion' | 'greeting';

export interface Attachment {
  readonly conversationId: ConversationId;
  readonly state: AttachmentState;
  readonly via: AttachedVia;
  readonly askedBy: AgentId | null;
  readonly askedAt: AtMs;
}

interface Row {
  conversation_id: ConversationId;
  state: AttachmentState;
  via: AttachedVia;
  asked_by: AgentId | null;
  asked_at: Date;
}

const toAttachment = (row: Row): Attachment => ({
  conversationId: row.conversation_id,
  state: row.state,
  via: row.via,
  askedBy: row.asked_by,
  askedAt: row.asked_at.getTime(),
});

/** Asks for these to be attached. Those that are already, or whose customer has answered, stay as they are. */
export const askToAttach = async (
  connection: Connection,
  incidentId: IncidentId,
  conversationIds: readonly ConversationId[],
  via: AttachedVia,
  askedBy: AgentId | null,
): Promise<number> => {
  if (conversationIds.length === 0) return 0;
  const { rows } = await sql`
    INSERT INTO incident_attachments AS a (incident_id, conversation_id, state, via, asked_by)
    SELECT ${incidentId}, id, 'waiting', ${via}, ${askedBy} FROM unnest(${[...conversationIds]}::uuid[]) AS x(id)
    ON CONFLICT (incident_id, conversation_id) DO UPDATE SET state = 'waiting', via = excluded.via,
      asked_by = excluded.asked_by, asked_at = clock_timestamp(), ended_at = NULL
      WHERE a.state IN ('detached', 'refused')
    RETURNING 1`.execute(connection);
  return rows.length;
};

/** Asks for those that nobody has asked for yet: what was taken off, or told no, stays so. */
export const askFirstToAttach = async (
  connection: Connection,
  incidentId: IncidentId,
  conversationIds: readonly ConversationId[],
  via: AttachedVia,
  askedBy: AgentId | null,
): Promise<void> => {
  await sql`
    INSERT INTO incident_attachments (incident_id, conversation_id, state, via, asked_by)
    SELECT ${incidentId}, id, 'waiting', ${via}, ${askedBy} FROM unnest(${[...conversationIds]}::uuid[]) AS x(id)
    ON CONFLICT DO NOTHING`.execute(connection);
};

/** What the log says already. False where it was known here, in whatever state it stands. */
export const keepAttached = async (
  trx: Transaction,
  incidentId: IncidentId,
  conversationId: ConversationId,
  state: 'waiting' | 'attached',
  askedBy: AgentId | null,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO incident_attachments AS a (incident_id, conversation_id, state, via, asked_by)
    SELECT ${incidentId}, ${conversationId}, ${state}, 'hand', ${askedBy}
    WHERE EXISTS (SELECT 1 FROM incidents WHERE incident_id = ${incidentId})
    ON CONFLICT (incident_id, conversation_id) DO UPDATE SET state = excluded.state, ended_at = NULL
      WHERE a.state IN ('detached', 'refused')
    RETURNING 1`.execute(trx);
  return rows.length > 0;
};

export const listWaiting = async (
  connection: Connection,
  incidentId: IncidentId,
  limit: number,
): Promise<readonly Attachment[]> => {
  const { rows } = await sql<Row>`
    SELECT conversation_id, state, via, asked_by, asked_at FROM incident_attachments
    WHERE incident_id = ${incidentId} AND state = 'waiting' ORDER BY conversation_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toAttachment);
};

export const findAttachment = async (
  connection: Connection,
  incidentId: IncidentId,
  conversationId: ConversationId,
): Promise<Attachment | undefined> => {
  const { rows } = await sql<Row>`
    SELECT conversation_id, state, via, asked_by, asked_at FROM incident_attachments
    WHERE incident_id = ${incidentId} AND conversation_id = ${conversationId}`.execute(connection);
  return rows[0] && toAttachment(rows[0]);
};

/** By conversation, after one. */
export const listAttachments = async (
  connection: Connection,
  incidentId: IncidentId,
  after: ConversationId | null,
  limit: number,
): Promise<readonly Attachment[]> => {
  const from = after === null ? sql`true` : sql`conversation_id > ${after}::uuid`;
  const { rows } = await sql<Row>`
    SELECT conversation_id, state, via, asked_by, asked_at FROM incident_attachments
    WHERE incident_id = ${incidentId} AND ${from} ORDER BY conversation_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toAttachment);
};

/** True where it moved: it may have been moved by somebody else before. */
export const moveAttachment = async (
  connection: Connection,
  incidentId: IncidentId,
  conversationId: ConversationId,
  from: readonly AttachmentState[],
  to: AttachmentState,
): Promise<boolean> => {
  const { rows } = await sql`
    UPDATE incident_attachments SET state = ${to},
      ended_at = CASE WHEN ${to} IN ('waiting', 'attached') THEN NULL ELSE clock_timestamp() END
    WHERE incident_id = ${incidentId} AND conversation_id = ${conversationId} AND state = ANY(${[...from]}::text[])
    RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export type Counts = Readonly<Record<AttachmentState, number>>;
const NONE: Counts = {
  waiting: 0,
  attached: 0,
  refused: 0,
  detached: 0,
  settled: 0,
  unsettled: 0,
};

export const countAttachments = async (
  connection: Connection,
  incidentIds: readonly IncidentId[],
): Promise<(incidentId: IncidentId) => Counts> => {
  const { rows } = await sql<{ incident_id: IncidentId; state: AttachmentState; requests: number }>`
    SELECT incident_id, state, count(*)::int AS requests FROM incident_attachments
    WHERE incident_id = ANY(${[...incidentIds]}::uuid[]) GROUP BY 1, 2`.execute(connection);
  const counted = new Map<IncidentId, Counts>();
  for (const { incident_id: id, state, requests } of rows)
    counted.set(id, { ...(counted.get(id) ?? NONE), [state]: requests });
  return (incidentId) => counted.get(incidentId) ?? NONE;
};

/** Whom the update has to reach: all that are attached. */
export const insertTellings = async (
  trx: Transaction,
  updateId: string,
  incidentId: IncidentId,
): Promise<void> => {
  await sql`
    INSERT INTO incident_tellings (update_id, conversation_id, is_first)
    SELECT ${updateId}, conversation_id, false FROM incident_attachments
    WHERE incident_id = ${incidentId} AND state = 'attached'
    ON CONFLICT DO NOTHING`.execute(trx);
};

/** One that was just attached is told how it stands. */
export const insertFirstTelling = async (
  trx: Transaction,
  updateId: string,
  conversationId: ConversationId,
): Promise<void> => {
  await sql`
    INSERT INTO incident_tellings (update_id, conversation_id, is_first)
    VALUES (${updateId}, ${conversationId}, true) ON CONFLICT DO NOTHING`.execute(trx);
};

export interface Telling {
  readonly conversationId: ConversationId;
  readonly isFirst: boolean;
}

export const listUntold = async (
  connection: Connection,
  updateId: string,
  limit: number,
): Promise<readonly Telling[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId; is_first: boolean }>`
    SELECT conversation_id, is_first FROM incident_tellings
    WHERE update_id = ${updateId} AND told_at IS NULL ORDER BY conversation_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map((row) => ({ conversationId: row.conversation_id, isFirst: row.is_first }));
};

export const markTold = async (
  connection: Connection,
  updateId: string,
  outcomes: readonly {
    readonly conversationId: ConversationId;
    readonly outcome: 'told' | 'over';
  }[],
): Promise<void> => {
  if (outcomes.length === 0) return;
  await sql`
    UPDATE incident_tellings t SET told_at = clock_timestamp(), outcome = x.outcome
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb) AS x("conversationId" uuid, outcome text)
    WHERE t.update_id = ${updateId} AND t.conversation_id = x."conversationId"`.execute(connection);
};

/** One that is taken off is not told what it has not been told yet. */
export const dropTellings = async (
  connection: Connection,
  incidentId: IncidentId,
  conversationId: ConversationId,
): Promise<void> => {
  await sql`
    DELETE FROM incident_tellings t USING incident_updates u
    WHERE u.update_id = t.update_id AND u.incident_id = ${incidentId}
      AND t.conversation_id = ${conversationId} AND t.told_at IS NULL`.execute(connection);
};

/** For each update: whom it has to reach, and whom it has. */
export const countTellings = async (
  connection: Connection,
  updateIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly toTell: number; readonly told: number }>> => {
  const { rows } = await sql<{ update_id: string; to_tell: number; told: number }>`
    SELECT update_id, count(*)::int AS to_tell, count(told_at)::int AS told FROM incident_tellings
    WHERE update_id = ANY(${[...updateIds]}::uuid[]) GROUP BY 1`.execute(connection);
  return new Map(rows.map((row) => [row.update_id, { toTell: row.to_tell, told: row.told }]));
};
