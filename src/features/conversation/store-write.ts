import { sql } from 'kysely';
import { actorIdOf } from '../../core/conversation/actor.ts';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs, ConversationId, CustomerId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { Words } from './commit-request.ts';
import { writeCarried } from './store-carried.ts';
import { conversationRow, ms, planRows, WHOLE_RECORD } from './store-rows.ts';
import './tables.ts';

/** Someone else stored the same (sender, client message id) at the same moment. The transaction must be rolled back. */
export class DuplicateWords extends Error {}
/** The number drawn for a new conversation is in use. The transaction must be rolled back and another drawn. */
export class NumberTaken extends Error {}

export interface Locked {
  /** The database's clock. */
  readonly at: AtMs;
  readonly states: ReadonlyMap<ConversationId, Conversation>;
  /** Messages stored before under the same senders' ids. */
  readonly earlier: readonly EarlierWords[];
}

/**
 * Takes the row locks, always in the same order so that two transactions cannot wait for each other, and looks whether
 * the words were stored before: all in one round trip. The clock is read after the locks are held, so times in a
 * conversation's log never run backwards. Words stored by another process while the locks were waited for are not
 * seen here; writing finds them (`DuplicateWords`).
 */
export const lockConversations = async (
  trx: Transaction,
  ids: readonly ConversationId[],
  words: readonly Words[] = [],
): Promise<Locked> => {
  const { rows } = await sql<LockedRow>`
    WITH locked AS MATERIALIZED (
      SELECT state FROM conversations WHERE conversation_id = ANY(${ids}::uuid[])
      ORDER BY conversation_id FOR NO KEY UPDATE
    ), earlier AS (
      SELECT m.* FROM unnest(${words.map((w) => w.senderId)}::text[], ${words.map((w) => w.clientMessageId)}::text[]) AS w(s, c)
      -- LIMIT keeps each look-up on the index, whatever the planner believes of a table that grows all day.
      CROSS JOIN LATERAL (
        SELECT sender_id, client_message_id, conversation_id, seq, encode(body_hash, 'base64') AS body_hash
        FROM messages WHERE sender_id = w.s AND client_message_id = w.c LIMIT 1
      ) AS m
    )
    SELECT l.states, e.words, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at
    FROM (SELECT jsonb_agg(state) AS states FROM locked) l, (SELECT jsonb_agg(earlier) AS words FROM earlier) e`.execute(
    trx,
  );
  const row = rows[0];
  if (row === undefined) throw new Error('the database did not tell its time');
  return {
    at: row.at,
    states: new Map((row.states ?? []).map((state) => [state.id, state])),
    earlier: (row.words ?? []).map((found) => ({
      ...found,
      body_hash: Buffer.from(found.body_hash, 'base64'),
    })),
  };
};

interface LockedRow {
  readonly at: AtMs;
  readonly states: readonly Conversation[] | null;
  readonly words:
    | readonly (Omit<EarlierWords, 'body_hash'> & { readonly body_hash: string })[]
    | null;
}

/** The database's clock, which orders logs and leases. */
export const databaseNow = async (connection: Connection): Promise<AtMs> => {
  const { rows } = await sql<{ at: number }>`
    SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at`.execute(connection);
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('the database did not tell its time');
  return at;
};

export interface EarlierWords {
  readonly sender_id: string;
  readonly client_message_id: string;
  readonly conversation_id: ConversationId;
  readonly seq: number;
  readonly body_hash: Uint8Array;
}

/** Words in their envelope, with the sequence number of the event that they belong to. */
export interface SealedWords {
  readonly words: Words;
  readonly envelope: Uint8Array;
  readonly seq: number;
}

/** One conversation's part of a transaction. */
export interface Change {
  readonly before: Conversation | undefined;
  readonly state: Conversation;
  readonly logged: readonly LoggedEvent[];
  readonly words: Words | undefined;
  /** The words, and the data of cards that go with them. */
  readonly sealed: readonly SealedWords[];
  readonly at: AtMs;
}

const eventRows = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes.flatMap(({ logged }) =>
      logged.map(({ conversationId, seq, previousPublicSeq, at, actor, audience, event }) => {
        const { type, ...data } = event;
        return {
          c: conversationId,
          s: seq,
          p: previousPublicSeq,
          t: type,
          u: audience,
          k: actor.kind,
          i: actorIdOf(actor),
          a: at,
          d: data,
        };
      }),
    ),
  );

const messageRows = (changes: readonly Change[]): string =>
  JSON.stringify(
    changes.flatMap(({ sealed, state, at }) =>
      sealed.map(({ words, envelope, seq }) => ({
        m: words.messageId,
        c: state.id,
        u: state.customerId,
        s: seq,
        k: words.kind,
        f: words.senderId,
        x: words.clientMessageId,
        h: Buffer.from(words.bodyHash).toString('base64'),
        e: Buffer.from(envelope).toString('base64'),
        a: at,
      })),
    ),
  );

/** Writes new conversations. Throws `NumberTaken` when a number is in use. */
const insertConversations = async (trx: Transaction, changes: readonly Change[]): Promise<void> => {
  const { rows } = await sql`
    INSERT INTO conversations (conversation_id, number, customer_id, customer_kind, channel, locale, category, tier,
      priority, status, team_id, assignee_id, accepted, assigned_at, queued_at, waiting_since, snoozed_until,
      created_at, last_message_at, last_message_by, solved_at, closed_at, last_seq, last_message_id, facets, state)
    SELECT id, number, customer_id, customer_kind, channel, locale, category, tier,
      priority, status, team_id, assignee_id, accepted, ${ms('assigned_at')}, ${ms('queued_at')},
      ${ms('waiting_since')}, ${ms('snoozed_until')}, ${ms('created_at')}, ${ms('last_message_at')},
      last_message_by, ${ms('solved_at')}, ${ms('closed_at')}, last_seq, last_message_id, facets, state
    FROM jsonb_to_recordset(${JSON.stringify(changes.map(conversationRow))}::text::jsonb) ${WHOLE_RECORD}
    ON CONFLICT (number) DO NOTHING RETURNING 1`.execute(trx);
  if (rows.length < changes.length) throw new NumberTaken();
};

/**
 * Appends events, words and derived rows of several conversations in one statement.
 * Throws `DuplicateWords` when a sender's id turns out to be stored already.
 */
const updateConversations = async (trx: Transaction, changes: readonly Change[]): Promise<void> => {
  const messages = changes.filter(({ sealed }) => sealed.length > 0);
  const given = messages.reduce((sum, { sealed }) => sum + sealed.length, 0);
  const { talked, whole } = planRows(changes);
  const { rows } = await sql<{ stored: number }>`
    WITH written_events AS (
      INSERT INTO events (conversation_id, seq, previous_public_seq, type, audience, actor_kind, actor_id, at, data)
      SELECT c, s, p, t, u, k, i, ${ms('a')}, d FROM jsonb_to_recordset(${eventRows(changes)}::text::jsonb)
        AS e(c uuid, s bigint, p bigint, t text, u text, k text, i text, a float8, d jsonb)
    ), given_words AS (
      SELECT * FROM jsonb_to_recordset(${messageRows(messages)}::text::jsonb)
        AS w(m uuid, c uuid, u uuid, s bigint, k text, f text, x text, h text, e text, a float8)
    ), written_messages AS (
      INSERT INTO messages (message_id, conversation_id, seq, kind, sender_id, client_message_id, body_hash, sent_at)
      SELECT m, c, s, k, f, x, decode(h, 'base64'), ${ms('a')} FROM given_words
      ON CONFLICT (sender_id, client_message_id) DO NOTHING RETURNING message_id
    ), written_bodies AS (
      INSERT INTO bodies (message_id, conversation_id, customer_id, envelope)
      SELECT w.m, w.c, w.u, decode(w.e, 'base64') FROM given_words w JOIN written_messages n ON n.message_id = w.m
    ), updated AS (
      UPDATE conversations c SET
        category = r.category, priority = r.priority, status = r.status, team_id = r.team_id,
        assignee_id = r.assignee_id, accepted = r.accepted, assigned_at = ${ms('r.assigned_at')},
        queued_at = ${ms('r.queued_at')}, waiting_since = ${ms('r.waiting_since')},
        snoozed_until = ${ms('r.snoozed_until')}, last_message_at = ${ms('r.last_message_at')},
        last_message_by = r.last_message_by, solved_at = ${ms('r.solved_at')}, closed_at = ${ms('r.closed_at')},
        last_seq = r.last_seq, last_message_id = coalesce(r.last_message_id, c.last_message_id), facets = r.facets, state = r.state
      FROM jsonb_to_recordset(${JSON.stringify(whole)}::text::jsonb) ${WHOLE_RECORD}
      WHERE c.conversation_id = r.id AND c.conversation_id = ANY(${whole.map(({ id }) => id)}::uuid[])
    ), talked AS (
      UPDATE conversations c SET
        last_seq = t.s, last_message_at = ${ms('t.a')}, last_message_by = t.b,
        last_message_id = coalesce(t.m, c.last_message_id), state = c.state || t.p
      FROM jsonb_to_recordset(${JSON.stringify(talked)}::text::jsonb)
        AS t(c uuid, s bigint, a float8, b text, m uuid, p jsonb)
      WHERE c.conversation_id = t.c AND c.conversation_id = ANY(${talked.map(({ c }) => c)}::uuid[])
    )
    SELECT count(*) AS stored FROM written_messages`.execute(trx);
  if (Number(rows[0]?.stored ?? 0) < given) throw new DuplicateWords();
};

/** Writes all changes of a transaction. New conversations' rows come first, since events refer to them. */
export const writeChanges = async (trx: Transaction, changes: readonly Change[]): Promise<void> => {
  const started = changes.filter((change) => change.before === undefined);
  if (started.length > 0) await insertConversations(trx, started);
  await updateConversations(trx, changes);
  await writeCarried(trx, changes);
};

export const rewriteBody = async (
  trx: Transaction,
  messageId: MessageId,
  envelope: Uint8Array,
): Promise<void> => {
  await sql`UPDATE bodies SET envelope = ${envelope} WHERE message_id = ${messageId}`.execute(trx);
};

export const destroyBody = async (trx: Transaction, messageId: MessageId): Promise<void> => {
  await sql`DELETE FROM bodies WHERE message_id = ${messageId}`.execute(trx);
};

/** The agent who answered this customer last, within thirty days. */
export const findLastAgent = async (
  connection: Connection,
  customerId: CustomerId,
): Promise<string | null> => {
  const { rows } = await sql<{ assignee_id: string }>`
    SELECT assignee_id FROM conversations
    WHERE customer_id = ${customerId} AND assignee_id IS NOT NULL AND created_at > now() - interval '30 days'
    ORDER BY created_at DESC LIMIT 1`.execute(connection);
  return rows[0]?.assignee_id ?? null;
};
