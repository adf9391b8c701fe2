import { sql } from 'kysely';
import type { Marks } from '../../contract/conversation.ts';
import type { StoredMessage } from '../../core/conversation/command.ts';
import type {
  Actor,
  Audience,
  ConversationEvent,
  LoggedEvent,
} from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { SelfServiceStep } from '../../core/selfservice/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import './tables.ts';

interface EventRow {
  conversation_id: ConversationId;
  seq: number;
  previous_public_seq: number;
  type: string;
  audience: Audience;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  at: Date;
  data: object;
}

const toLogged = (row: EventRow): LoggedEvent => ({
  conversationId: row.conversation_id,
  seq: row.seq,
  previousPublicSeq: row.previous_public_seq,
  at: row.at.getTime(),
  actor: (row.actor_id === null
    ? { kind: row.actor_kind }
    : { kind: row.actor_kind, id: row.actor_id }) as Actor,
  audience: row.audience,
  // Rows are written from this very type, by this slice alone.
  event: { type: row.type, ...row.data } as ConversationEvent,
});

const audiences = (audience: Audience): readonly Audience[] =>
  audience === 'staff' ? ['everyone', 'staff'] : ['everyone'];

/** The log after a seq, in order, as far as the audience may see it. */
export const readLogged = async (
  connection: Connection,
  conversationId: ConversationId,
  after: number,
  limit: number,
  audience: Audience = 'staff',
): Promise<readonly LoggedEvent[]> => {
  const { rows } = await sql<EventRow>`
    SELECT * FROM events WHERE conversation_id = ${conversationId} AND seq > ${after}
      AND audience = ANY(${audiences(audience)}::text[])
    ORDER BY seq LIMIT ${limit}`.execute(connection);
  return rows.map(toLogged);
};

/** The logs of several conversations, each after its seq, in order; of each at most so many events. */
export const readLogs = async (
  connection: Connection,
  after: ReadonlyMap<ConversationId, number>,
  most: number | null = null,
): Promise<readonly LoggedEvent[]> => {
  if (after.size === 0) return [];
  const { rows } = await sql<EventRow>`
    SELECT e.* FROM unnest(${[...after.keys()]}::uuid[], ${[...after.values()]}::bigint[]) AS a(id, seq)
    CROSS JOIN LATERAL (
      SELECT * FROM events WHERE conversation_id = a.id AND seq > a.seq ORDER BY seq LIMIT ${most}::bigint) AS e
    ORDER BY e.conversation_id, e.seq`.execute(connection);
  return rows.map(toLogged);
};

/** The stretch of the log that ends before a seq, in order. `before` may be Infinity for the newest. */
export const readLoggedBefore = async (
  connection: Connection,
  conversationId: ConversationId,
  before: number,
  limit: number,
  audience: Audience,
): Promise<readonly LoggedEvent[]> => {
  const bound = Math.min(before, Number.MAX_SAFE_INTEGER);
  const { rows } = await sql<EventRow>`
    SELECT * FROM events WHERE conversation_id = ${conversationId} AND seq < ${bound}
      AND audience = ANY(${audiences(audience)}::text[])
    ORDER BY seq DESC LIMIT ${limit}`.execute(connection);
  return rows.reverse().map(toLogged);
};

/** Whether the customer took this very step after that turn: the log says so, or it did not happen. */
export const wasStepTaken = async (
  connection: Connection,
  conversationId: ConversationId,
  turnId: string,
  step: SelfServiceStep,
): Promise<boolean> => {
  const { rows } = await sql`
    SELECT 1 FROM events WHERE conversation_id = ${conversationId} AND type = 'step_taken'
      AND actor_kind = 'customer' AND data ->> 'turnId' = ${turnId}
      AND data -> 'step' = ${JSON.stringify(step)}::text::jsonb
    LIMIT 1`.execute(connection);
  return rows.length > 0;
};

/** Whether the assistant told what it found in the account or on the chain. */
export const hasFinding = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT 1 FROM events WHERE conversation_id = ${conversationId}
      AND type = 'assistant_replied' AND data->'reply'->>'kind' = 'finding') AS found`.execute(
    connection,
  );
  return rows[0]?.found === true;
};

export const findConversation = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<Conversation | undefined> => {
  const { rows } = await sql<{ state: Conversation }>`
    SELECT state FROM conversations WHERE conversation_id = ${conversationId}`.execute(connection);
  return rows[0]?.state;
};

export interface BodyRow {
  readonly message_id: MessageId;
  readonly customer_id: CustomerId;
  readonly envelope: Uint8Array;
}

export const readBodies = async (
  connection: Connection,
  messageIds: readonly MessageId[],
): Promise<ReadonlyMap<MessageId, BodyRow>> => {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<BodyRow>`
    SELECT message_id, customer_id, envelope FROM bodies WHERE message_id = ANY(${messageIds}::uuid[])`.execute(
    connection,
  );
  return new Map(rows.map((row) => [row.message_id, row]));
};

/** A message that a conversation shows, as decisions need it. */
export const findMessage = async (
  connection: Connection,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<StoredMessage | undefined> => {
  const { rows } = await sql<{
    kind: 'message' | 'note';
    sender_id: string;
    sent_at: Date;
    has_body: boolean;
  }>`
    SELECT m.kind, m.sender_id, m.sent_at, b.message_id IS NOT NULL AS has_body
    FROM messages m LEFT JOIN bodies b ON b.message_id = m.message_id
    WHERE m.message_id = ${messageId}
      AND (m.conversation_id = ${conversationId} OR EXISTS (SELECT 1 FROM carried_messages AS k
        WHERE k.message_id = m.message_id AND k.conversation_id = ${conversationId}))
      AND m.kind IN ('message', 'note')`.execute(connection);
  const row = rows[0];
  return (
    row && {
      id: messageId,
      kind: row.kind,
      senderId: row.sender_id,
      sentAt: row.sent_at.getTime(),
      gone: !row.has_body,
    }
  );
};

export const NO_MARKS: Marks = {
  customer: { delivered: 0, read: 0 },
  agent: { delivered: 0, read: 0 },
};

export const readMarks = async (
  connection: Connection,
  conversationIds: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Marks>> => {
  if (conversationIds.length === 0) return new Map();
  const { rows } = await sql<{
    conversation_id: ConversationId;
    side: 'customer' | 'agent';
    delivered_seq: number;
    read_seq: number;
  }>`SELECT conversation_id, side, delivered_seq, read_seq FROM marks
     WHERE conversation_id = ANY(${conversationIds}::uuid[])`.execute(connection);
  const found = new Map<ConversationId, Marks>();
  for (const row of rows) {
    const marks = found.get(row.conversation_id) ?? NO_MARKS;
    found.set(row.conversation_id, {
      ...marks,
      [row.side]: { delivered: row.delivered_seq, read: row.read_seq },
    });
  }
  return found;
};

/** What the matcher and the sweeps need to know of work: waiting, or in somebody's hands. */
export const listWaiting = async (connection: Connection): Promise<readonly Conversation[]> => {
  const { rows } = await sql<{ state: Conversation }>`
    SELECT state FROM conversations WHERE queued_at IS NOT NULL ORDER BY waiting_since, conversation_id`.execute(
    connection,
  );
  return rows.map((row) => row.state);
};

/** Active conversations that somebody has; of one agent when given. */
export const listAssigned = async (
  connection: Connection,
  agentId?: AgentId,
): Promise<readonly Conversation[]> => {
  const only = agentId === undefined ? sql`` : sql`AND assignee_id = ${agentId}`;
  const { rows } = await sql<{ state: Conversation }>`
    SELECT state FROM conversations
    WHERE assignee_id IS NOT NULL AND status IN ('new', 'open', 'pending', 'on_hold') ${only}`.execute(
    connection,
  );
  return rows.map((row) => row.state);
};

/** Active conversations that have neither an owner nor a place in a queue, and are not snoozed: there should be none. */
export const listUnowned = async (connection: Connection): Promise<readonly Conversation[]> => {
  const { rows } = await sql<{ state: Conversation }>`
    SELECT state FROM conversations
    WHERE assignee_id IS NULL AND queued_at IS NULL AND snoozed_until IS NULL
      AND status IN ('new', 'open', 'pending', 'on_hold')`.execute(connection);
  return rows.map((row) => row.state);
};

/** Whether the customer may see this message: it exists and is no internal note. */
export const isPublicMessage = async (
  connection: Connection,
  messageId: MessageId,
): Promise<boolean> => {
  const { rows } = await sql`
    SELECT 1 FROM messages WHERE message_id = ${messageId} AND kind = 'message'`.execute(
    connection,
  );
  return rows.length > 0;
};
