import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import type { WireEvent } from '../../../src/contract/live.ts';
import { appendEvents } from '../../../src/core/conversation/append.ts';
import type { Command } from '../../../src/core/conversation/command.ts';
import { decide } from '../../../src/core/conversation/decide.ts';
import type {
  Actor,
  ConversationEvent,
  LoggedEvent,
} from '../../../src/core/conversation/event.ts';
import type { Conversation } from '../../../src/core/conversation/state.ts';
import type { ConversationId, MessageId } from '../../../src/core/ids.ts';
import { fail, type Outcome, ok } from '../../../src/core/outcome.ts';

/** `none` is the correct server: the harness must find nothing in it. */
export const PLANTS = [
  'none',
  'memory_dedupe',
  'acknowledge_before_commit',
  'global_cursor',
  'unlocked_claim',
] as const;
export type Plant = (typeof PLANTS)[number];

export interface Stored {
  readonly state: Conversation;
  readonly events: readonly WireEvent[];
  readonly duplicate: boolean;
}

export interface Words {
  readonly clientMessageId: string;
  readonly text: string;
}

type Commanding = (messageId: MessageId) => Command;

const TABLES = `
  create table if not exists planted_conversations (id uuid primary key, state jsonb not null);
  create table if not exists planted_events (
    global_id bigserial primary key, conversation_id uuid not null, seq int not null, audience text not null,
    entry jsonb not null, unique (conversation_id, seq));
  create table if not exists planted_messages (
    sender_id text not null, client_message_id text not null, conversation_id uuid not null, seq int not null,
    text text not null);
  create table if not exists planted_cursors (reader text primary key, global_id bigint not null);
  create table if not exists planted_inbox (reader text, conversation_id uuid, seq int, primary key (reader, conversation_id, seq));
`;

/** How long a transaction may take between its last statement and its commit. */
const pauseBeforeCommit = (plant: Plant): number =>
  plant === 'acknowledge_before_commit' ? 60 : Math.random() * 12;

/** A store for conversations with one fault, or none, planted in it. It stands on the product's own decisions. */
export class PlantedStore {
  readonly #sql: Sql;
  readonly #plant: Plant;
  /** Planted: who has sent what, as long as this process lives. */
  readonly #memory = new Map<string, Stored>();

  constructor(url: string, plant: Plant) {
    this.#sql = postgres(url, { max: 12, onnotice: () => undefined });
    this.#plant = plant;
  }

  async prepare(): Promise<void> {
    await this.#sql.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(41)`;
      await sql.unsafe(TABLES);
    });
  }

  /** Stores a message, or the start of a conversation. `answer` is called when the sender may be told. */
  async say(
    actor: Actor & { id: string },
    id: string | null,
    words: Words,
    command: Commanding,
    answer: (result: Outcome<Stored>) => void,
  ): Promise<void> {
    const key = `${actor.id} ${words.clientMessageId}`;
    const remembered = this.#plant === 'memory_dedupe' ? this.#memory.get(key) : undefined;
    if (remembered !== undefined) return answer(ok({ ...remembered, duplicate: true }));
    let told = false;
    const tell = (result: Outcome<Stored>): void => {
      if (!told) answer(result);
      told = true;
    };
    const result = await this.#sql.begin(async (sql) => {
      const stored = await this.#sayIn(sql, actor, id, words, command);
      if (this.#plant === 'acknowledge_before_commit') tell(stored);
      await sleep(pauseBeforeCommit(this.#plant));
      return stored;
    });
    if (result.ok) this.#memory.set(key, result.value);
    tell(result);
  }

  async #sayIn(
    sql: TransactionSql,
    actor: Actor & { id: string },
    id: string | null,
    words: Words,
    command: Commanding,
  ): Promise<Outcome<Stored>> {
    // Of two starts with the same id at once the second must wait for the first.
    await sql`select pg_advisory_xact_lock(hashtext(${`${actor.id} ${words.clientMessageId}`}))`;
    const state = id === null ? undefined : await this.#lock(sql, id);
    const earlier =
      this.#plant === 'memory_dedupe' ? undefined : await this.#findEarlier(sql, actor.id, words);
    if (earlier !== undefined) return earlier;
    const messageId = randomUUID() as MessageId;
    const decision = decide(state, command(messageId), Date.now());
    if (!decision.ok) return decision;
    const stored = await this.#append(
      sql,
      (id ?? randomUUID()) as ConversationId,
      state,
      decision.value,
      actor,
      words.text,
    );
    const seq =
      stored.events.find(({ event }) => 'messageId' in event && event.messageId === messageId)
        ?.seq ?? 0;
    await sql`insert into planted_messages values (${actor.id}, ${words.clientMessageId}, ${stored.state.id}, ${seq}, ${words.text})`;
    const events = id === null ? stored.events : stored.events.filter((event) => event.seq === seq);
    return ok({ ...stored, events });
  }

  async #findEarlier(
    sql: TransactionSql,
    senderId: string,
    words: Words,
  ): Promise<Outcome<Stored> | undefined> {
    const [row] =
      await sql`select * from planted_messages where sender_id = ${senderId} and client_message_id = ${words.clientMessageId}`;
    if (row === undefined) return undefined;
    if (row.text !== words.text) return fail('invalid', 'client_message_id_reused');
    const [conversation] =
      await sql`select state from planted_conversations where id = ${row.conversation_id}`;
    const events =
      await sql`select entry from planted_events where conversation_id = ${row.conversation_id}
      and (seq = ${row.seq} or ${row.seq} = 2 and seq <= 3) order by seq`;
    return ok({
      state: conversation?.state as Conversation,
      events: events.map(({ entry }) => entry as WireEvent),
      duplicate: true,
    });
  }

  /** A change without words. */
  async change(actor: Actor, id: string, command: Command): Promise<Outcome<Stored>> {
    const early =
      this.#plant === 'unlocked_claim' && command.type === 'claim'
        ? await this.#decideUnlocked(id, command)
        : undefined;
    if (early !== undefined && !early.ok) return early;
    return this.#sql.begin(async (sql) => {
      const state = await this.#lock(sql, id);
      const decision = early ?? decide(state, command, Date.now());
      if (!decision.ok) return decision;
      if (state === undefined) return fail('not_found', 'conversation_not_found');
      if (decision.value.length === 0) return ok({ state, events: [], duplicate: false });
      const stored = await this.#append(sql, state.id, state, decision.value, actor, null);
      await sleep(pauseBeforeCommit(this.#plant));
      return ok(stored);
    });
  }

  async #decideUnlocked(
    id: string,
    command: Command,
  ): Promise<Outcome<readonly ConversationEvent[]>> {
    const [row] = await this.#sql`select state from planted_conversations where id = ${id}`;
    return decide(row?.state as Conversation | undefined, command, Date.now());
  }

  async #lock(sql: TransactionSql, id: string): Promise<Conversation | undefined> {
    const [row] = await sql`select state from planted_conversations where id = ${id} for update`;
    return row?.state as Conversation | undefined;
  }

  async #append(
    sql: TransactionSql,
    id: ConversationId,
    before: Conversation | undefined,
    events: readonly ConversationEvent[],
    actor: Actor,
    text: string | null,
  ): Promise<Stored> {
    const { state, logged } = appendEvents(id, before, events, actor, Date.now());
    if (state === undefined) throw new Error('an empty decision');
    const hasWords = ({ event }: LoggedEvent): boolean => event.type === 'message_sent';
    const wire = logged.map(
      (entry): WireEvent => ({
        ...entry,
        body: hasWords(entry) && text !== null ? { text, attachments: [] } : null,
      }),
    );
    for (const entry of wire) {
      await sql`insert into planted_events (conversation_id, seq, audience, entry)
        values (${id}, ${entry.seq}, ${entry.audience}, ${sql.json(entry as never)})`;
    }
    await sql`insert into planted_conversations values (${id}, ${sql.json(state as never)})
      on conflict (id) do update set state = excluded.state`;
    return { state, events: wire, duplicate: false };
  }

  /** What follows `after` and this reader may see. */
  async read(
    reader: string,
    staff: boolean,
    id: string,
    after: number,
    limit: number,
  ): Promise<readonly WireEvent[]> {
    if (this.#plant === 'global_cursor') await this.#fillInbox(reader, id);
    const rows = await this
      .#sql`select entry from planted_events e where conversation_id = ${id} and seq > ${after}
      and (${staff} or audience = 'everyone')
      and (${this.#plant !== 'global_cursor' || reader === 'supervisor'} or exists (
        select from planted_inbox i where i.reader = ${reader} and i.conversation_id = e.conversation_id and i.seq = e.seq))
      order by seq limit ${limit}`;
    return rows.map(({ entry }) => entry as WireEvent);
  }

  /** Planted: a reader's news are all events numbered above the highest number that the reader has been given. */
  async #fillInbox(reader: string, id: string): Promise<void> {
    await this.#sql.begin(async (sql) => {
      const [cursor] = await sql`insert into planted_cursors values (${reader}, 0)
        on conflict (reader) do update set global_id = planted_cursors.global_id returning global_id`;
      await sql`insert into planted_inbox select ${reader}, conversation_id, seq from planted_events
        where conversation_id = ${id} and not exists (select from planted_inbox where reader = ${reader} and conversation_id = ${id})`;
      const rows =
        await sql`insert into planted_inbox select ${reader}, conversation_id, seq from planted_events
        where global_id > ${cursor?.global_id} on conflict do nothing returning 1`;
      if (rows.length === 0) return;
      await sql`update planted_cursors set global_id = (select max(global_id) from planted_events) where reader = ${reader}`;
    });
  }
}
