import { sql } from 'kysely';
import type { CarriedEntry } from '../../core/conversation/case-command.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import { readLogged } from './store-read.ts';

interface CarriedMessagesTable {
  message_id: MessageId;
  conversation_id: ConversationId;
}

declare module '../../ports/database.ts' {
  interface Tables {
    carried_messages: CarriedMessagesTable;
  }
}

interface Written {
  readonly state: Conversation;
  readonly logged: readonly LoggedEvent[];
}

/** Where messages are shown beside the conversation they were written in, and the line that lists show of them. */
export const writeCarried = async (
  trx: Transaction,
  changes: readonly Written[],
): Promise<void> => {
  const carried = changes.flatMap(({ state, logged }) =>
    logged.flatMap(({ event }) =>
      event.type === 'message_carried' || event.type === 'note_carried' ? [{ state, event }] : [],
    ),
  );
  if (carried.length === 0) return;
  const ids = carried.map(({ event }) => event.messageId);
  await sql`INSERT INTO carried_messages (message_id, conversation_id)
    SELECT * FROM unnest(${ids}::uuid[], ${carried.map(({ state }) => state.id)}::uuid[])
    ON CONFLICT DO NOTHING`.execute(trx);
  const lines = carried.filter(
    ({ state, event }) =>
      event.type === 'message_carried' &&
      event.card === null &&
      event.by !== 'system' &&
      event.sentAt === state.lastMessageAt,
  );
  if (lines.length === 0) return;
  await sql`UPDATE conversations c SET last_message_id = l.message_id
    FROM unnest(${lines.map(({ state }) => state.id)}::uuid[], ${lines.map(({ event }) => event.messageId)}::uuid[])
      AS l(conversation_id, message_id)
    WHERE c.conversation_id = l.conversation_id`.execute(trx);
};

/** Every conversation that shows this message, but that one. */
export const listOtherPlaces = async (
  connection: Connection,
  messageId: MessageId,
  but: ConversationId,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM (
      SELECT conversation_id FROM carried_messages WHERE message_id = ${messageId}
      UNION SELECT conversation_id FROM messages WHERE message_id = ${messageId}
    ) AS places WHERE conversation_id <> ${but}
      AND EXISTS (SELECT 1 FROM carried_messages WHERE message_id = ${messageId})
    ORDER BY conversation_id`.execute(connection);
  return rows.map((row) => row.conversation_id);
};

/** At most so many messages of one request can be carried into another. */
export const MOST_CARRIED = 5_000;

const byOf = (actor: LoggedEvent['actor']): CarriedEntry['by'] => actor.kind;

/** What an event shows, as it is carried elsewhere; undefined for events that show no words. */
const toCarried = ({ event, actor, at }: LoggedEvent): CarriedEntry | undefined => {
  const said = { by: byOf(actor), agent: null, sentAt: at, fileIds: [], card: null } as const;
  switch (event.type) {
    case 'message_sent': {
      const { messageId, agent, fileIds } = event;
      return { ...said, kind: 'message', messageId, agent, fileIds };
    }
    case 'note_added': {
      const { messageId, agent, fileIds } = event;
      return { ...said, kind: 'note', messageId, agent, fileIds };
    }
    case 'assistant_replied':
    case 'notice_given':
      return { ...said, kind: 'message', messageId: event.messageId };
    case 'card_shown': {
      const { messageId, agent, cardId, cardKind } = event;
      return { ...said, kind: 'message', messageId, agent, card: { cardId, cardKind } };
    }
    case 'conversation_transferred':
      return { ...said, kind: 'note', messageId: event.summaryId };
    case 'conversation_handed_over':
      return event.summaryId === null
        ? undefined
        : { ...said, kind: 'note', messageId: event.summaryId };
    case 'message_carried':
    case 'note_carried': {
      const { type, from: _from, ...carried } = event;
      return { ...carried, kind: type === 'note_carried' ? 'note' : 'message' };
    }
    default:
      return undefined;
  }
};

const ROUND = 1_000;

/** Everything with words that a conversation shows, in the order of its log: messages, notes, summaries, cards. */
export const readCarriable = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly CarriedEntry[]> => {
  const entries: CarriedEntry[] = [];
  for (let after = 0; ; ) {
    const logged = await readLogged(connection, conversationId, after, ROUND);
    entries.push(...logged.flatMap((entry) => toCarried(entry) ?? []));
    const last = logged.at(-1);
    if (last === undefined || logged.length < ROUND) return entries;
    after = last.seq;
  }
};

/** Where else than in the conversation it was written in a message is shown. */
export const listCarriedTo = async (
  connection: Connection,
  messageId: MessageId,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM carried_messages WHERE message_id = ${messageId}`.execute(
    connection,
  );
  return rows.map((row) => row.conversation_id);
};
