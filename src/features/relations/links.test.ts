import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCustomer, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { codeOf, lead, worldOf } from '../../../test/relations-world.ts';
import type { ConversationId } from '../../core/ids.ts';
import { MOST_LEVELS } from '../../core/relations/links.ts';
import { findRelated } from './find-related.ts';
import { linkConversations, unlinkConversations } from './link-conversations.ts';
import { mergeConversations } from './merge-conversations.ts';

test('trees stay trees: circles, second parents and endless ones are refused, at once or one by one', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const ids: ConversationId[] = [];
    for (let i = 0; i <= MOST_LEVELS; i++) ids.push((await startedBy(deps, customerId)).state.id);
    const parent = (id: ConversationId, otherId: ConversationId) =>
      linkConversations(deps, { staff: lead, id, otherId }, 'parent');
    const [a, b, c] = ids as [ConversationId, ConversationId, ConversationId];
    const round = await Promise.all([parent(a, b), parent(b, c), parent(c, a)]);
    assert.equal(round.filter(({ ok }) => ok).length, 2);
    assert.equal(
      round.map(codeOf).find((code) => code !== 'ok'),
      'link_would_circle',
    );
    for (const [index, id] of ids.entries()) {
      const above = ids[index + 1];
      if (above === undefined) break;
      await unlinkConversations(deps, { staff: lead, id, otherId: above });
      for (const other of [a, b, c])
        await unlinkConversations(deps, { staff: lead, id, otherId: other });
    }
    const codes: string[] = [];
    for (const [index, id] of ids.entries()) {
      const above = ids[index + 1];
      if (above !== undefined) codes.push(codeOf(await parent(id, above)));
    }
    assert.deepEqual(codes, [...Array(MOST_LEVELS - 1).fill('ok'), 'too_many_levels']);
    assert.equal(codeOf(await parent(a, ids[3] as ConversationId)), 'has_parent');
    assert.equal(
      codeOf(await linkConversations(deps, { staff: lead, id: a, otherId: b }, 'related')),
      'already_linked',
    );
  }));

test('open requests of one customer about the same thing are suggested, others are not', () =>
  withTestDatabase(async (database) => {
    const deps = worldOf(database);
    const customerId = await addCustomer(database);
    const a = (await startedBy(deps, customerId)).state.id;
    const b = (await startedBy(deps, customerId)).state.id;
    await startedBy(deps, await addCustomer(database));
    const related = await findRelated(deps, lead, a);
    assert.ok(related.ok);
    assert.deepEqual(
      related.value.suggestions.map(({ row }) => row.conversation.id),
      [b],
    );
    assert.ok((await mergeConversations(deps, lead, b, a)).ok);
    const after = await findRelated(deps, lead, a);
    assert.deepEqual(after.ok && after.value.suggestions, []);
  }));
