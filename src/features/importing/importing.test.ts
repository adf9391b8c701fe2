import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import { withFiles } from '../../../test/files-of.ts';
import { importWorld, runImport } from '../../../test/import-world.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import { findConversation, readTalk } from '../conversation/index.ts';
import { readCustomer } from '../identity/index.ts';

const ticket = (id: number, changes: Readonly<Record<string, unknown>> = {}) => ({
  id,
  subject: 'Deposit',
  status: 'solved',
  priority: 'high',
  tags: ['vip_queue', 'deposit'],
  requester_id: 7,
  created_at: '2024-03-01T09:00:00Z',
  updated_at: '2024-03-02T09:00:00Z',
  comments: [
    {
      id: id * 10 + 1,
      author_id: 7,
      public: true,
      plain_body: 'Where is it? SECRET',
      created_at: '2024-03-01T09:00:00Z',
    },
    {
      id: id * 10 + 3,
      author_id: 9,
      public: true,
      body: 'On its way',
      created_at: '2024-03-01T10:00:00Z',
    },
    {
      id: id * 10 + 2,
      author_id: 9,
      public: false,
      body: 'Seen on chain',
      created_at: '2024-03-01T09:30:00Z',
      attachments: [{ id: 1 }],
    },
  ],
  ...changes,
});
const USERS = {
  users: [
    { id: 7, name: 'Mina', email: 'mina@example.org', role: 'end-user', locale: 'ko-KR' },
    { id: 8, name: 'Bo', email: null, role: 'end-user', external_id: 'u-8' },
    { id: 9, name: 'Ana', email: 'ana@example.org', role: 'agent' },
  ],
};
const lines = (...records: readonly unknown[]): string =>
  records.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');

const idOf = async (
  database: Database,
  source: string,
  sourceId: string,
): Promise<ConversationId> => {
  const { rows } = await sql<{ id: ConversationId }>`SELECT target_id AS id FROM imported_records
    WHERE source = ${source} AND kind = 'conversation' AND source_id = ${sourceId}`.execute(
    database,
  );
  assert.ok(rows[0]);
  return rows[0].id;
};

test('Zendesk: history under its own times, sealed and guarded; what is broken is named by its row and not half there', () =>
  withTestDatabase(async (database) => {
    const { deps, world } = importWorld(database);
    const files = {
      'users.json': JSON.stringify(USERS, null, 2),
      'tickets.jsonl': lines(
        ticket(1),
        ticket(2, { requester_id: 8, status: 'open' }),
        '{"id": 3, "status": "open", "comm',
        ticket(4, { requester_id: 77 }),
        ticket(5, { created_at: '9999-01-01T00:00:00Z' }),
        ticket(6, {
          comments: [
            { id: 61, author_id: 7, body: 'well', created_at: '2024-03-01T09:00:00Z' },
            { id: 62, author_id: 7, body: 'no time', created_at: 'yesterday' },
          ],
        }),
        ticket(7, { status: 'deleted' }),
        ticket(8, { comments: [] }),
        '"text"',
      ),
    };
    await withFiles(files, async (paths) => {
      const first = await runImport(deps, 'zendesk', paths);
      assert.deepEqual(first.left, [
        [1, '1', 'file_not_given', 'file 1'],
        [2, '2', 'file_not_given', 'file 1'],
        [3, null, 'not_json', null],
        [4, '4', 'customer_unknown', null],
        [5, '5', 'created_time', null],
        [6, '6', 'comment_time', '62'],
        [7, '7', 'deleted', null],
        [8, '8', 'no_messages', null],
        [9, null, 'not_an_object', null],
      ]);
      assert.deepEqual(first.report, {
        taken: 2,
        messages: 6,
        known: 0,
        left: 7,
        filesTaken: 0,
        filesLeft: 2,
        emptyLeft: 0,
      });
      const again = await runImport(deps, 'zendesk', paths);
      assert.deepEqual([again.report.taken, again.report.known, again.report.left], [0, 2, 7]);
    });
    const count = await sql<{ n: number }>`SELECT count(*)::int AS n FROM conversations`.execute(
      database,
    );
    assert.equal(count.rows[0]?.n, 2, 'broken rows left nothing');

    const state = await findConversation(database, await idOf(database, 'zendesk', '1'));
    assert.ok(state);
    assert.deepEqual(
      [state.status, state.priority, state.category, state.locale, state.customerKind],
      ['closed', 'high', 'deposit', 'ko', 'visitor'],
    );
    assert.equal(state.createdAt, Date.parse('2024-03-01T09:00:00Z'));
    assert.equal(state.firstResponseAt, Date.parse('2024-03-01T10:00:00Z'));
    assert.equal(state.solvedAt, Date.parse('2024-03-02T09:00:00Z'));
    const { rows } = await sql<{ type: string; at: Date }>`SELECT type, at FROM events
      WHERE conversation_id = ${state.id} ORDER BY seq`.execute(database);
    assert.deepEqual(
      rows.map(({ type, at }) => `${type} ${at.toISOString().slice(8, 16)}`),
      [
        'conversation_started 01T09:00',
        'message_sent 01T09:00',
        'note_added 01T09:30',
        'message_sent 01T10:00',
        'status_changed 01T10:00',
        'status_changed 02T09:00',
        'status_changed 09T09:00',
      ],
    );
    const talk = await readTalk(world, state.id, 10);
    assert.deepEqual(
      talk.map(({ text }) => text).filter((text) => text !== ''),
      ['Where is it? ⟦secret⟧', 'On its way'],
    );
    const known = await readCustomer(database, world.vault, state.customerId);
    assert.deepEqual([known?.name, known?.email], ['Mina', 'mina@example.org']);
    const other = await findConversation(database, await idOf(database, 'zendesk', '2'));
    assert.equal(other?.customerKind, 'customer');
    const stored = await sql<{
      t: string;
    }>`SELECT string_agg(c::text, ' ') AS t FROM customers c`.execute(database);
    assert.doesNotMatch(stored.rows[0]?.t ?? '', /Mina|mina@/);
  }));

test('Chatwoot: messages in the conversation or apart, contacts apart, its own notes left out', () =>
  withTestDatabase(async (database) => {
    const { deps, world } = importWorld(database);
    const message = (id: number, changes: Readonly<Record<string, unknown>>) => ({
      id,
      content: `words ${id}`,
      message_type: 0,
      created_at: 1_709_300_000 + id,
      private: false,
      ...changes,
    });
    const conversation = (id: number, changes: Readonly<Record<string, unknown>>) => ({
      id,
      status: 'resolved',
      priority: 'medium',
      labels: ['withdrawal'],
      created_at: 1_709_300_000,
      last_activity_at: 1_709_400_000,
      meta: { sender: { id: 3, name: 'Kai', email: 'kai@example.org', identifier: null } },
      ...changes,
    });
    const files = {
      'contacts.json': JSON.stringify({
        meta: { count: 1 },
        payload: [
          { id: 4, type: 'contact', name: 'Lin', email: 'lin@example.org', identifier: 'u-4' },
        ],
      }),
      'conversations.json': JSON.stringify({
        data: {
          meta: { all_count: 3 },
          payload: [
            conversation(1, {
              messages: [
                message(1, {}),
                message(2, { message_type: 1, sender: { id: 5, name: 'Ana', type: 'user' } }),
                message(3, { message_type: 2, content: 'Ana joined' }),
                message(4, {
                  message_type: 1,
                  private: true,
                  sender: { id: 5, name: 'Ana', type: 'user' },
                }),
              ],
            }),
            conversation(2, { meta: {}, contact_inbox: { contact_id: 4 }, status: 'open' }),
            conversation(3, { status: 'melted', messages: [message(9, {})] }),
          ],
        },
      }),
      'messages.jsonl': lines(
        message(22, { conversation_id: 2 }),
        message(21, { conversation_id: 2 }),
      ),
    };
    await withFiles(files, async (paths) => {
      const { report, left } = await runImport(deps, 'chatwoot', paths);
      assert.deepEqual(left, [[3, '3', 'status_unknown', null]]);
      assert.deepEqual([report.taken, report.messages], [2, 5]);
    });
    const one = await findConversation(database, await idOf(database, 'chatwoot', '1'));
    assert.deepEqual(
      [one?.status, one?.category, one?.priority],
      ['closed', 'withdrawal', 'normal'],
    );
    const two = await idOf(database, 'chatwoot', '2');
    const talk = await readTalk(world, two, 10);
    assert.deepEqual(talk.map(({ text }) => text).filter(Boolean), ['words 21', 'words 22']);
    assert.equal((await findConversation(database, two))?.customerKind, 'customer');
  }));
