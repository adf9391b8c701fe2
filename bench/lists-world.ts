import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import type { CustomerId } from '../src/core/ids.ts';
import { createTokenHashes } from '../src/features/search/tokens.ts';
import { sealEnvelope } from '../src/features/vault/envelope.ts';
import { memoryKeyWrapper } from '../test/fakes/key-wrapper.ts';
import { textOf } from './lists-texts-world.ts';

export const SEARCH_KEY = Buffer.alloc(32, 7);
const CUSTOMERS = 50_000;
/** Messages of a conversation; the other seven of its ten events are what happened around them. */
export const MESSAGES = 3;
const LONG_MESSAGES = 2_000;
/** Open work does not grow with the history. */
export const ACTIVE = 20_000;
const BEGINNING = Date.UTC(2025, 0, 1);
const SPAN_MS = 600 * 86_400_000;
const STRETCH = 8_192;

type Sql = postgres.Sql;

/** Ids that rise with their numbers, and with time as far as lists care. */
export const idOf = (kind: number, index: number): string =>
  `00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-${index.toString(16).padStart(12, '0')}`;
const sqlId = (kind: number, index: string): string =>
  `('00000000-0000-7${kind.toString(16).padStart(3, '0')}-8000-' || lpad(to_hex(${index}), 12, '0'))::uuid`;

const customerIds = Array.from({ length: CUSTOMERS }, (_, at) => idOf(1, at) as CustomerId);

const seedCustomers = async (sql: Sql): Promise<readonly Uint8Array[]> => {
  const wrapper = memoryKeyWrapper();
  const keys = customerIds.map(() => randomBytes(32));
  await sql.unsafe(`INSERT INTO customers (customer_id, kind, external_id, tier, locale)
    SELECT ${sqlId(1, 'i')}, 'customer', 'c' || i, 'standard', 'en' FROM generate_series(0, ${CUSTOMERS - 1}) AS i`);
  const wrapped = await Promise.all(keys.map((key) => wrapper.wrap(key)));
  const lines = wrapped.map(
    (key, at) => `${customerIds[at]}\t\\\\x${Buffer.from(key).toString('hex')}\tmemory-1\n`,
  );
  const copy =
    await sql`COPY customer_keys (customer_id, wrapped_key, master_key_id) FROM STDIN`.writable();
  await pipeline(Readable.from(lines), copy);
  return keys;
};

/** One in this many has the value; the others share what is left. */
const pick = (name: string, values: readonly string[], step: number): string =>
  `(ARRAY[${values.map((value) => `'${value}'`).join(',')}])[(1 + ((i / ${step})::bigint * 7919 + i * 31) % ${values.length})::int] AS ${name}`;

const CATEGORIES = [
  'account',
  'security',
  'deposit',
  'withdrawal',
  'trading',
  'verification',
  'fees',
  'fiat',
  'api',
  'fraud',
  'tax',
  'other',
];
const LOCALES = ['zh', 'en', 'ko', 'ja', 'fr', 'es', 'ru', 'ar'];

/** Every conversation as its log would leave it. `n`: how many there are. */
const conversationsSql = (n: number): string => `
  WITH base AS (
    SELECT i, ${sqlId(2, 'i')} AS id, ${sqlId(1, `(i * 7) % ${CUSTOMERS}`)} AS customer_id,
      to_timestamp((${BEGINNING} + (i::float8 / ${n}) * ${SPAN_MS}) / 1000.0) AS at,
      ${pick('category', CATEGORIES, 13)}, ${pick('locale', LOCALES, 101)},
      ${pick('tier', ['standard', 'standard', 'standard', 'standard', 'standard', 'standard', 'standard', 'plus', 'plus', 'vip'], 3)},
      ${pick('priority', ['normal', 'normal', 'normal', 'normal', 'low', 'high', 'high', 'urgent'], 17)},
      ${pick('team_id', ['general', 'wallets', 'trading', 'fiat', 'risk', 'vip', 'asia', 'europe'], 29)},
      CASE WHEN i >= ${n - ACTIVE} THEN (ARRAY['new','open','open','pending','on_hold'])[1 + i % 5]
        WHEN i % 40 = 0 THEN 'solved' ELSE 'closed' END AS status,
      CASE WHEN i % 6 = 0 AND i >= ${n - ACTIVE} THEN NULL ELSE 'agent-' || (i * 37) % 200 END AS assignee_id,
      CASE WHEN i % 4 = 0 THEN ARRAY['tag-' || (i / 4) % 50] WHEN i % 997 = 0 THEN ARRAY['rare-tag'] ELSE ARRAY[]::text[] END AS tags,
      i >= ${n - ACTIVE} AND i % 25 = 0 AS snoozed
    FROM generate_series(0, ${n - 1}) AS i
  )
  INSERT INTO conversations (conversation_id, number, customer_id, customer_kind, channel, locale, category, tier, priority,
    status, team_id, assignee_id, accepted, assigned_at, queued_at, waiting_since, snoozed_until, created_at,
    last_message_at, last_message_by, solved_at, closed_at, last_seq, last_message_id, facets, state)
  SELECT id, to_char(i, 'FM0000-0000') || '-0', customer_id, 'customer', 'livechat', locale, category, tier, priority,
    status, team_id, assignee_id, assignee_id IS NOT NULL, at, CASE WHEN assignee_id IS NULL THEN at END,
    CASE WHEN assignee_id IS NULL THEN at END, CASE WHEN snoozed THEN at + interval '1 year' END, at, at, 'customer',
    NULL, NULL, 10, ${sqlId(3, `i * ${MESSAGES} + ${MESSAGES - 1}`)},
    ARRAY['status:' || status, CASE WHEN status IN ('solved','closed') THEN 'rest:over' ELSE 'rest:active' END,
      'priority:' || priority, 'category:' || category, 'team:' || team_id, 'assignee:' || coalesce(assignee_id, '-'),
      'tier:' || tier, 'locale:' || locale, 'channel:livechat', 'kind:customer',
      CASE WHEN snoozed THEN 'snooze:away' ELSE 'snooze:none' END,
      CASE WHEN assignee_id IS NULL THEN 'queue:in' ELSE 'queue:out' END, 'for:people', 'level:1']
      || ARRAY(SELECT 'tag:' || t FROM unnest(tags) AS t),
    jsonb_build_object('id', id, 'number', to_char(i, 'FM0000-0000') || '-0', 'customerId', customer_id,
      'customerKind', 'customer', 'channel', 'livechat', 'locale', locale, 'category', category, 'tier', tier,
      'priority', priority, 'status', status, 'teamId', team_id,
      'assignee', CASE WHEN assignee_id IS NULL THEN 'null'::jsonb ELSE jsonb_build_object('id', assignee_id, 'name', 'Ana', 'badge', 'M-1') END,
      'accepted', assignee_id IS NOT NULL, 'assignedAt', null, 'queuedAt', null, 'waitingSince', null, 'waitedFrom', null,
      'preferredAgentId', null, 'turnedDownBy', '[]'::jsonb, 'snoozedUntil', null, 'customerAway', false,
      'notifyBy', '[]'::jsonb)
    || jsonb_build_object('createdAt', floor(extract(epoch FROM at) * 1000), 'lastMessageAt', floor(extract(epoch FROM at) * 1000),
      'lastMessageBy', 'customer', 'lastCustomerSeq', 8, 'firstResponseAt', null, 'solvedAt', null, 'closedAt', null,
      'rating', null, 'aboutArticleId', null, 'assistant', null, 'case', jsonb_build_object('supportTier', 1, 'promise', null,
      'tasks', '[]'::jsonb, 'incidentIds', '[]'::jsonb, 'tags', to_jsonb(tags), 'passes', 0, 'mergedInto', null, 'complaintId', null),
      'lastSeq', 10, 'lastPublicSeq', 10)
  FROM base`;

/** Ten events of each: what opens it, three messages, what happens to it. */
const eventsSql = (n: number): string => `
  INSERT INTO events (conversation_id, seq, previous_public_seq, type, audience, actor_kind, actor_id, at, data)
  SELECT ${sqlId(2, 'i')}, s, s - 1,
    (ARRAY['conversation_started','message_sent','conversation_queued','conversation_assigned','message_sent','priority_changed',
      'status_changed','message_sent','tags_changed','status_changed'])[s],
    CASE WHEN s IN (6, 9) THEN 'staff' ELSE 'everyone' END,
    CASE WHEN s IN (2, 8) THEN 'customer' WHEN s = 5 THEN 'agent' ELSE 'system' END, NULL,
    to_timestamp((${BEGINNING} + (i::float8 / ${n}) * ${SPAN_MS}) / 1000.0) + s * interval '1 minute',
    CASE WHEN s IN (2, 5, 8) THEN jsonb_build_object('messageId', ${sqlId(3, `i * ${MESSAGES} + (s - 2) / 3`)},
      'clientMessageId', 'seed', 'agent', null, 'fileIds', '[]'::jsonb, 'destroyed', '[]'::jsonb)
      ELSE '{"from": "normal", "to": "high", "reason": "seeded"}'::jsonb END
  FROM generate_series(0, ${n - 1}) AS i CROSS JOIN generate_series(1, 10) AS s`;

const messagesSql = (n: number): string => `
  INSERT INTO messages (message_id, conversation_id, seq, kind, sender_id, client_message_id, body_hash, sent_at)
  SELECT ${sqlId(3, 'm')}, ${sqlId(2, `m / ${MESSAGES}`)}, 2 + 3 * (m % ${MESSAGES}), 'message', 'seed', m::text, '\\x00',
    to_timestamp((${BEGINNING} + (m::float8 / ${n * MESSAGES}) * ${SPAN_MS}) / 1000.0)
  FROM generate_series(0, ${n * MESSAGES - 1}) AS m`;

/** A conversation of 2,000 messages, by itself. */
const LONG = 999_999_999;
const longSql = [
  `INSERT INTO conversations (conversation_id, number, customer_id, customer_kind, channel, locale, category, tier, priority,
    status, team_id, assignee_id, accepted, created_at, last_message_at, last_message_by, last_seq, last_message_id, facets, state)
   SELECT ${sqlId(2, `${LONG}`)}, 'long', customer_id, customer_kind, channel, locale, category, tier, priority, status, team_id,
    assignee_id, accepted, created_at, last_message_at, last_message_by, ${LONG_MESSAGES}, NULL, facets,
    state || jsonb_build_object('id', ${sqlId(2, `${LONG}`)}, 'lastSeq', ${LONG_MESSAGES}) FROM conversations WHERE number = '0000-0000-0'`,
  `INSERT INTO events (conversation_id, seq, previous_public_seq, type, audience, actor_kind, at, data)
   SELECT ${sqlId(2, `${LONG}`)}, s, s - 1, 'message_sent', 'everyone', 'customer', now(), jsonb_build_object('messageId',
    ${sqlId(4, 's')}, 'clientMessageId', 'seed', 'agent', null, 'fileIds', '[]'::jsonb, 'destroyed', '[]'::jsonb)
   FROM generate_series(1, ${LONG_MESSAGES}) AS s`,
];
export const LONG_CONVERSATION = idOf(2, LONG);

const hex = (bytes: Uint8Array): string => `\\\\x${Buffer.from(bytes).toString('hex')}`;

interface Said {
  readonly messageId: string;
  readonly conversationId: string;
  readonly customer: number;
  readonly text: string;
}

const seal = (keys: readonly Uint8Array[], said: Said): string => {
  const key = keys[said.customer];
  if (key === undefined) throw new Error('no such customer');
  const body = Buffer.from(JSON.stringify({ text: said.text }));
  const envelope = sealEnvelope(key, body, `body:${said.messageId}`, randomBytes);
  return `${said.messageId}\t${said.conversationId}\t${customerIds[said.customer]}\t${hex(envelope)}\n`;
};

const saidAt = (message: number): Said => {
  const conversation = Math.floor(message / MESSAGES);
  return {
    messageId: idOf(3, message),
    conversationId: idOf(2, conversation),
    customer: (conversation * 7) % CUSTOMERS,
    text: textOf(message),
  };
};

const bodyLines = function* (n: number, keys: readonly Uint8Array[]): Generator<string> {
  for (let message = 0; message < n * MESSAGES; message += 1) yield seal(keys, saidAt(message));
  for (let seq = 1; seq <= LONG_MESSAGES; seq += 1) {
    yield seal(keys, {
      messageId: idOf(4, seq),
      conversationId: LONG_CONVERSATION,
      customer: 0,
      text: textOf(seq),
    });
  }
};

const entryLines = function* (n: number): Generator<string> {
  const hashes = createTokenHashes(SEARCH_KEY);
  for (let message = 0; message < n * MESSAGES; message += 1) {
    const { messageId, conversationId, customer, text } = saidAt(message);
    const number = message + 1;
    const stretch = BigInt(Math.floor(number / STRETCH)) << 32n;
    const customerId = customerIds[customer] as CustomerId;
    const tokens = hashes.ofText(text, customerId).map((token) => stretch | BigInt(token));
    const at = new Date(BEGINNING + (message / (n * MESSAGES)) * SPAN_MS).toISOString();
    yield `${number}\t${messageId}\t${conversationId}\t${2 + 3 * (message % MESSAGES)}\t${at}\t{${tokens.join(',')}}\n`;
  }
};

/** Lines gathered into pieces that are worth a write. */
const gathered = function* (lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(line);
    if (piece.length === 500) {
      yield piece.join('');
      piece = [];
    }
  }
  yield piece.join('');
};

const copyInto = async (sql: Sql, target: string, lines: Iterable<string>): Promise<void> => {
  const copy = await sql.unsafe(`COPY ${target} FROM STDIN`).writable();
  await pipeline(Readable.from(gathered(lines)), copy);
};

/** What the seeding would check and keep row by row is made afterwards, in one go. */
const withoutIndexes = async (sql: Sql, work: () => Promise<void>): Promise<void> => {
  const names = [
    'search_entries_tokens',
    'conversations_facets',
    'conversations_listed_active',
    'conversations_listed_over',
    'conversations_by_creation',
  ];
  const kept = await sql<{ indexdef: string }[]>`
    SELECT indexdef FROM pg_indexes WHERE indexname = ANY(${names})`;
  for (const name of names) await sql.unsafe(`DROP INDEX ${name}`);
  const [foreign] = await sql<{ name: string; definition: string }[]>`
    SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE conrelid = 'search_entries'::regclass AND contype = 'f'`;
  if (foreign === undefined) throw new Error('entries are not tied to their bodies');
  await sql.unsafe(`ALTER TABLE search_entries DROP CONSTRAINT ${foreign.name}`);
  await work();
  for (const { indexdef } of kept) await sql.unsafe(indexdef);
  await sql.unsafe(
    `ALTER TABLE search_entries ADD CONSTRAINT ${foreign.name} ${foreign.definition}`,
  );
};

/** A migrated database with `n` conversations, ten events each, and what was said in them, found by search. */
export const seedLists = async (
  url: string,
  n: number,
  say: (line: string) => void,
): Promise<void> => {
  await migrate({ url, directory: new URL('../migrations', import.meta.url).pathname });
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(
    "SET maintenance_work_mem = '2GB'; SET synchronous_commit = off; SET statement_timeout = 0",
  );
  await withoutIndexes(sql, async () => {
    const keys = await seedCustomers(sql);
    say(`${n} conversations`);
    await sql.unsafe(conversationsSql(n));
    say(`${n * 10} events`);
    await sql.unsafe(eventsSql(n));
    await sql.unsafe(messagesSql(n));
    for (const one of longSql) await sql.unsafe(one);
    say(`${n * MESSAGES} bodies`);
    await copyInto(
      sql,
      'bodies (message_id, conversation_id, customer_id, envelope)',
      bodyLines(n, keys),
    );
    say('entries');
    await copyInto(
      sql,
      'search_entries (entry_no, message_id, conversation_id, seq, at, tokens)',
      entryLines(n),
    );
    say('indexes');
  });
  await sql.unsafe(`INSERT INTO conversation_clocks (conversation_id, due_at, late)
    SELECT conversation_id, now() + (abs(hashtext(number)) % 1440 - 30) * interval '1 minute', abs(hashtext(number)) % 33 = 0
    FROM conversations WHERE facets @> ARRAY['rest:active'] AND NOT facets && ARRAY['snooze:away']`);
  await sql.unsafe(`INSERT INTO search_stretches
    SELECT entry_no >> 13, min(at), max(at) FROM search_entries GROUP BY 1`);
  await sql.unsafe('UPDATE search_history SET began_at = now(), ended_at = now()');
  await sql.unsafe('VACUUM (ANALYZE)');
  await sql.end();
};
