import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { systemIds } from '../../adapters/system/ids.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import { deleteMessage, editMessage } from './change-message.ts';
import { readStretch } from './read-conversation.ts';
import { sendAsAgent, sendAsCustomer } from './send-message.ts';

const logOf = async (database: Database, id: ConversationId) =>
  (
    await sql<{
      seq: number;
      type: string;
    }>`SELECT seq, type FROM events WHERE conversation_id = ${id} ORDER BY seq`.execute(database)
  ).rows;

test('a started conversation is in the log, in the queue and readable by its customer', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const { state } = await startedBy(deps, customerId);
    assert.equal(state.lastSeq, 3);
    assert.notEqual(state.queuedAt, null);
    const stretch = await readStretch(deps, state.id, { limit: 50 }, 'everyone', () => true);
    assert.ok(stretch.ok);
    assert.deepEqual(
      stretch.value.events.map(({ body }) => body?.text ?? null),
      [null, 'Where is my deposit?', null],
    );
    assert.deepEqual(stretch.value.state, state);
  }));

test('fifty sends at once to five conversations: all stored, without a gap', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const states = await Promise.all(Array.from({ length: 5 }, () => startedBy(deps, customerId)));
    const sends = Array.from({ length: 50 }, (_, i) => ({
      id: states[i % 5]?.state.id as ConversationId,
      text: `m${i}`,
    }));
    const results = await Promise.all(
      sends.map(({ id, text }) => sendAsCustomer(deps, customerId, id, contentOf(text))),
    );
    assert.ok(results.every((result) => result.ok));
    for (const { state } of states) {
      const log = await logOf(database, state.id);
      assert.deepEqual(
        log.map(({ seq }) => seq),
        Array.from({ length: 13 }, (_, i) => i + 1),
      );
    }
  }));

test('the same id: the same body is answered again, another body is refused, for conversations and messages', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const first = await startedBy(deps, customerId, 'start-0001');
    const again = await startedBy(deps, customerId, 'start-0001');
    assert.equal(again.duplicate, true);
    assert.equal(again.state.id, first.state.id);
    assert.equal(again.logged[1]?.event.type, 'message_sent');
    const twins = await Promise.all(
      Array.from({ length: 6 }, () =>
        sendAsCustomer(deps, customerId, first.state.id, contentOf('hello', 'twin-0001')),
      ),
    );
    const seqs = twins.map((twin) => (twin.ok ? twin.value.logged[0]?.seq : twin.failure.code));
    assert.deepEqual(new Set(seqs), new Set([4]));
    const other = await sendAsCustomer(
      deps,
      customerId,
      first.state.id,
      contentOf('other words', 'twin-0001'),
    );
    assert.equal(other.ok, false);
    assert.equal(other.ok ? '' : other.failure.code, 'client_message_id_reused');
    assert.equal((await logOf(database, first.state.id)).length, 4);
  }));

test('two processes race with one id: one row, both get it', () =>
  withTestDatabase(async (database) => {
    const [one, two] = [conversationWorld(database), conversationWorld(database)];
    const customerId = await addCustomer(database);
    const { state } = await startedBy(one, customerId);
    for (let round = 0; round < 10; round++) {
      const results = await Promise.all(
        [one, two].map((deps) =>
          sendAsCustomer(deps, customerId, state.id, contentOf('same', `race-${round}-xxxx`)),
        ),
      );
      const seqs = results.map((result) =>
        result.ok ? result.value.logged[0]?.seq : result.failure.code,
      );
      assert.equal(seqs[0], seqs[1]);
    }
    assert.equal((await logOf(database, state.id)).length, 13);
  }));

test("another's conversation does not exist, and one bad request does not spoil its batch", () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const [mine, theirs] = [await addCustomer(database), await addCustomer(database)];
    const [a, b] = [await startedBy(deps, mine), await startedBy(deps, theirs)];
    const [good, bad, unknown] = await Promise.all([
      sendAsCustomer(deps, mine, a.state.id, contentOf('fine')),
      sendAsCustomer(deps, mine, b.state.id, contentOf('not mine')),
      sendAsCustomer(deps, mine, systemIds.uuid() as ConversationId, contentOf('nowhere')),
    ]);
    assert.equal(good?.ok, true);
    assert.deepEqual(bad, unknown);
    assert.equal(bad?.ok === false && bad.failure.code, 'conversation_not_found');
  }));

test('an edit replaces the words, a deletion destroys them, and no readable word is in the database', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const { state } = await startedBy(deps, customerId);
    const sent = await sendAsCustomer(deps, customerId, state.id, contentOf('plaintext-canary'));
    assert.ok(sent.ok);
    const messageId = sent.value.written?.messageId;
    assert.ok(messageId);
    const change = {
      conversationId: state.id,
      messageId,
      by: { kind: 'customer' as const, id: customerId },
      maySee: () => true,
    };
    assert.ok((await editMessage(deps, change, 'second-canary')).ok);
    const stretch = await readStretch(deps, state.id, { limit: 50 }, 'everyone', () => true);
    assert.ok(stretch.ok);
    assert.equal(stretch.value.events.find(({ seq }) => seq === 4)?.body?.text, 'second-canary');
    assert.ok((await deleteMessage(deps, change)).ok);
    const after = await readStretch(deps, state.id, { limit: 50 }, 'everyone', () => true);
    assert.ok(after.ok);
    assert.equal(after.value.events.find(({ seq }) => seq === 4)?.body, null);
    const { rows } = await sql<{ dump: string }>`
      SELECT (SELECT json_agg(e) FROM events e)::text || (SELECT json_agg(m) FROM messages m)::text ||
        (SELECT json_agg(b) FROM bodies b)::text || (SELECT json_agg(c) FROM conversations c)::text AS dump`.execute(
      database,
    );
    assert.ok(!/canary|deposit\?/.test(rows[0]?.dump ?? 'canary'));
  }));

test('an agent who has not taken a conversation cannot answer it, but can leave a note that customers never see', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const { state } = await startedBy(deps, customerId);
    const agent = { id: 'agent-1' as never, name: 'Ana', badge: 'M-1', leads: false };
    const base = { agent, maySee: () => true, conversationId: state.id, leaveAs: null };
    const answer = await sendAsAgent(deps, { ...base, content: contentOf('hi'), kind: 'message' });
    assert.equal(answer.ok ? '' : answer.failure.code, 'not_assigned');
    assert.ok(
      (await sendAsAgent(deps, { ...base, content: contentOf('internal'), kind: 'note' })).ok,
    );
    const seen = await readStretch(deps, state.id, { limit: 50 }, 'everyone', () => true);
    assert.ok(seen.ok && seen.value.events.every(({ event }) => event.type !== 'note_added'));
  }));
