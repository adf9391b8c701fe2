import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCustomer, contentOf, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import {
  agent,
  codeOf,
  lead,
  lineOf,
  say,
  wordsOf,
  worldOf,
} from '../../../test/relations-world.ts';
import type { AgentId, ConversationId, DepartmentId, TaskId, TeamId } from '../../core/ids.ts';
import { findConversation, sendAsCustomer } from '../conversation/index.ts';
import { findRelated } from './find-related.ts';
import { mergeConversations } from './merge-conversations.ts';
import { splitConversation } from './split-conversation.ts';

test('merging keeps every message and note, in whatever way requests were written and merged', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2), fc.boolean()), { maxLength: 12 }),
        fc.constantFrom([0, 1, 2], [2, 1, 0], [1, 0, 2]),
        async (writes, [a = 0, b = 1, c = 2]) => {
          const customerId = await addCustomer(database);
          const ids: ConversationId[] = [];
          for (let i = 0; i < 3; i++) ids.push((await startedBy(deps, customerId)).state.id);
          for (const [index, [which, note]] of writes.entries())
            await say(
              deps,
              customerId,
              ids[which] as ConversationId,
              note ? 'note' : 'message',
              `words ${index}`,
            );
          const [from, middle, into] = [ids[a], ids[b], ids[c]] as ConversationId[];
          assert.ok(from && middle && into);
          const before = (await Promise.all(ids.map((id) => wordsOf(deps, id)))).flat().sort();
          const public_ = (await Promise.all(ids.map((id) => wordsOf(deps, id, false))))
            .flat()
            .sort();
          assert.equal(codeOf(await mergeConversations(deps, lead, from, middle)), 'ok');
          assert.equal(codeOf(await mergeConversations(deps, lead, middle, into)), 'ok');
          assert.deepEqual((await wordsOf(deps, into)).sort(), before);
          assert.deepEqual((await wordsOf(deps, into, false)).sort(), public_);
        },
      ),
      { numRuns: 6 },
    );
  }));

test('merging both ways at once: one is done, the other is refused, and nothing is in between', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const elsewhere = worldOf(database);
    const customerId = await addCustomer(database);
    for (let round = 0; round < 5; round++) {
      const a = (await startedBy(deps, customerId)).state.id;
      const b = (await startedBy(deps, customerId)).state.id;
      const outcomes = await Promise.all([
        mergeConversations(deps, lead, a, b),
        mergeConversations(elsewhere, lead, b, a),
        sendAsCustomer(deps, customerId, a, contentOf('and one more thing')),
      ]);
      const [one, other] = outcomes.map(codeOf).sort();
      assert.equal(outcomes.slice(0, 2).filter(({ ok }) => ok).length, 1, `${one} ${other}`);
      const [first, second] = [
        await findConversation(database, a),
        await findConversation(database, b),
      ];
      const ended = [first, second].filter((state) => state?.case.mergedInto !== null);
      assert.equal(ended.length, 1);
      assert.equal(ended[0]?.status, 'closed');
    }
  }));

test('a refused merge leaves both as they were: other customers, open tasks, merged before', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state;
    const b = (await startedBy(deps, customerId)).state;
    const foreign = (await startedBy(deps, await addCustomer(database))).state;
    const merge = async (from: ConversationId, into: ConversationId) =>
      codeOf(await mergeConversations(deps, lead, from, into));
    assert.equal(await merge(a.id, a.id), 'merge_with_itself');
    assert.equal(await merge(a.id, foreign.id), 'merge_other_customer');
    await deps.committer.commit({
      conversationId: a.id,
      actor: { kind: 'system' },
      command: {
        type: 'open_task',
        taskId: deps.ids.uuid() as TaskId,
        departmentId: 'engineering' as DepartmentId,
        expectedAt: null,
        hold: false,
      },
      maySee: () => true,
    });
    const held = await findConversation(database, a.id);
    assert.equal(await merge(a.id, b.id), 'tasks_are_open');
    assert.deepEqual(await findConversation(database, a.id), held);
    assert.deepEqual(await findConversation(database, b.id), b);
    assert.equal(await merge(b.id, a.id), 'ok');
    assert.equal(await merge(b.id, a.id), 'already_merged');
    const third = (await startedBy(deps, customerId)).state;
    assert.equal(await merge(third.id, b.id), 'conversation_closed');
  }));

test('nobody ends a colleague’s work by merging it, and nobody merges what they may not see', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state.id;
    const b = (await startedBy(deps, customerId)).state.id;
    await deps.committer.commit({
      conversationId: a,
      actor: { kind: 'agent', id: 'agent-2' as AgentId },
      command: {
        type: 'claim',
        agent: { id: 'agent-2' as AgentId, name: 'Bo', badge: 'M-2', leads: false },
      },
      maySee: () => true,
    });
    assert.equal(codeOf(await mergeConversations(deps, agent, a, b)), 'assigned_to_other');
    const stranger = { ...agent, teamIds: ['wallets' as TeamId] };
    assert.equal(codeOf(await mergeConversations(deps, stranger, b, a)), 'conversation_not_found');
    const merged = await mergeConversations(deps, lead, a, b);
    assert.ok(merged.ok);
    assert.equal(merged.value.into.assignee?.id, 'agent-2', 'whoever had it goes on with it');
  }));

test('a wrong merge is undone by splitting off what came from it', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state.id;
    const b = (await startedBy(deps, customerId)).state.id;
    await say(deps, customerId, a, 'message', 'another matter');
    await say(deps, customerId, a, 'note', 'a note on it');
    const words = await wordsOf(deps, a);
    assert.ok((await mergeConversations(deps, lead, a, b)).ok);
    const came = (await lineOf(deps, b)).flatMap(({ event }) =>
      (event.type === 'message_carried' || event.type === 'note_carried') && event.from === a
        ? [event.messageId]
        : [],
    );
    const split = await splitConversation(deps, lead, b, { messageIds: came });
    assert.ok(split.ok);
    assert.deepEqual((await wordsOf(deps, split.value.into.id)).sort(), words.sort());
    assert.notEqual(split.value.into.number, split.value.from.number);
    assert.notEqual(split.value.into.queuedAt, null, 'it waits for a person');
    const related = await findRelated(deps, lead, b);
    assert.ok(related.ok);
    assert.deepEqual(related.value.links.map(({ relation }) => relation).sort(), [
      'merged',
      'related',
    ]);
  }));

test('what is split off must be there, and hold something the customer said', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state.id;
    await say(deps, customerId, a, 'note', 'a note');
    const note = (await lineOf(deps, a)).flatMap(({ event }) =>
      event.type === 'note_added' ? [event.messageId] : [],
    );
    const split = async (messageIds: readonly string[]) =>
      codeOf(await splitConversation(deps, lead, a, { messageIds }));
    assert.equal(await split(note), 'split_without_customer');
    assert.equal(await split([deps.ids.uuid()]), 'message_not_found');
    const log = await lineOf(deps, a);
    assert.ok(log.every(({ event }) => event.type !== 'split_off'));
  }));

test('what was on its way to a request that was merged meanwhile arrives where it goes on, once', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state.id;
    const b = (await startedBy(deps, customerId)).state.id;
    const c = (await startedBy(deps, customerId)).state.id;
    assert.ok((await mergeConversations(deps, lead, a, b)).ok);
    assert.ok((await mergeConversations(deps, lead, b, c)).ok);
    const late = contentOf('I wrote this offline');
    for (const duplicate of [false, true]) {
      const sent = await sendAsCustomer(deps, customerId, a, late);
      assert.ok(sent.ok);
      assert.equal(sent.value.state.id, c);
      assert.equal(sent.value.duplicate, duplicate);
    }
    assert.equal((await wordsOf(deps, c)).filter((text) => text === late.text).length, 1);
    const stranger = await addCustomer(database);
    assert.equal(
      codeOf(await sendAsCustomer(deps, stranger, a, contentOf('mine?'))),
      'conversation_not_found',
    );
  }));
