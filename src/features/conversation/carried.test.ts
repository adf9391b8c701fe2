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
import type { ConversationId, MessageId } from '../../core/ids.ts';
import { fail, ok } from '../../core/outcome.ts';
import { deleteMessage, editMessage } from './change-message.ts';
import type { ConversationDeps } from './deps.ts';
import { readStretch } from './read-conversation.ts';
import { sendAsCustomer } from './send-message.ts';
import { readCarriable } from './store-carried.ts';

const eventsOf = async (deps: ConversationDeps, id: ConversationId) => {
  const stretch = await readStretch(deps, id, { limit: 100 }, 'staff', () => true);
  assert.ok(stretch.ok);
  return stretch.value.events;
};

const textOf = async (deps: ConversationDeps, id: ConversationId, messageId: MessageId) =>
  (await eventsOf(deps, id)).find(
    ({ event }) => 'messageId' in event && event.messageId === messageId,
  )?.body?.text ?? null;

test('of several changes in one transaction all are stored, or none', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const [a, b] = [await startedBy(deps, customerId), await startedBy(deps, customerId)];
    const priority = (conversationId: ConversationId, to: 'high' | 'low') => ({
      conversationId,
      actor: { kind: 'system' } as const,
      command: { type: 'set_priority' as const, to },
      maySee: () => true,
    });
    const refused = await deps.committer.commitTogether([
      priority(a.state.id, 'high'),
      { ...priority(b.state.id, 'high'), guard: async () => fail('conflict', 'not_now') },
    ]);
    assert.equal(refused.ok ? '' : refused.failure.code, 'not_now');
    const late = await deps.committer.commitTogether([
      priority(a.state.id, 'high'),
      { ...priority(b.state.id, 'high'), alsoWrite: async () => fail('conflict', 'too_late') },
    ]);
    assert.equal(late.ok ? '' : late.failure.code, 'too_late');
    for (const { state } of [a, b])
      assert.equal((await eventsOf(deps, state.id)).length, state.lastSeq);
    const done = await deps.committer.commitTogether([
      priority(a.state.id, 'high'),
      priority(b.state.id, 'high'),
      { ...priority(a.state.id, 'low'), alsoWrite: async () => ok(null) },
    ]);
    assert.ok(done.ok);
    assert.deepEqual(
      done.value.map(({ state }) => [state.priority, state.lastSeq]),
      [
        ['high', a.state.lastSeq + 1],
        ['high', b.state.lastSeq + 1],
        ['low', a.state.lastSeq + 2],
      ],
    );
  }));

test('many pairs in both directions at once, among talk: no deadlock, no gap in any log', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const ids: ConversationId[] = [];
    for (let i = 0; i < 4; i++) ids.push((await startedBy(deps, customerId)).state.id);
    const tagging = (conversationId: ConversationId, tag: string) => ({
      conversationId,
      actor: { kind: 'system' } as const,
      command: { type: 'note_field' as const, fieldId: tag },
      maySee: () => true,
    });
    const works = Array.from({ length: 40 }, (_, i) => {
      const one = ids[i % 4] as ConversationId;
      const other = ids[(i * 3 + 1) % 4] as ConversationId;
      return i % 2 === 0
        ? deps.committer.commitTogether([tagging(one, `x${i}`), tagging(other, `y${i}`)])
        : sendAsCustomer(deps, customerId, one, contentOf(`m${i}`));
    });
    assert.ok((await Promise.all(works)).every((result) => result.ok));
    for (const id of ids) {
      const seqs = (await eventsOf(deps, id)).map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        seqs.map((_, index) => index + 1),
      );
    }
  }));

test('a carried message is edited and deleted in every log that shows it', () =>
  withTestDatabase(async (database) => {
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    const from = (await startedBy(deps, customerId)).state;
    const into = (await startedBy(deps, customerId)).state;
    const messages = await readCarriable(database, from.id);
    const carried = await deps.committer.commit({
      conversationId: into.id,
      actor: { kind: 'system' },
      command: { type: 'take_over', from: from.id, messages, merged: false, brings: null },
      maySee: () => true,
    });
    assert.ok(carried.ok);
    const messageId = messages[0]?.messageId as MessageId;
    const change = {
      conversationId: into.id,
      messageId,
      by: { kind: 'customer', id: customerId } as const,
      maySee: () => true,
    };
    assert.ok((await editMessage(deps, change, 'Said better')).ok);
    for (const id of [from.id, into.id]) {
      assert.equal(await textOf(deps, id, messageId), 'Said better');
      assert.ok((await eventsOf(deps, id)).some(({ event }) => event.type === 'message_edited'));
    }
    assert.ok((await deleteMessage(deps, { ...change, conversationId: from.id })).ok);
    for (const id of [from.id, into.id]) {
      assert.equal(await textOf(deps, id, messageId), null);
      assert.ok((await eventsOf(deps, id)).some(({ event }) => event.type === 'message_deleted'));
    }
    const { rows } = await sql`SELECT 1 FROM bodies WHERE message_id = ${messageId}`.execute(
      database,
    );
    assert.equal(rows.length, 0);
  }));
