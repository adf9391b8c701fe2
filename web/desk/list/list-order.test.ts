/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeskConversationRow } from '../../../src/contract/conversation.ts';
import { READY_MADE, type ReadyMadeView } from '../../../src/core/views/ready-made.ts';
import {
  appendPage,
  belongs,
  compareRows,
  EMPTY_LIST,
  type ListState,
  mergeChanges,
  settle,
} from './list-order.ts';

const rowOf = (
  id: string,
  at: number,
  change: Partial<DeskConversationRow['conversation']> = {},
): DeskConversationRow => ({
  conversation: {
    id,
    number: '4827-1935-6',
    customerId: 'c',
    customerKind: 'customer',
    channel: 'livechat',
    locale: 'en',
    category: 'deposit',
    tier: 'standard',
    priority: 'normal',
    status: 'open',
    teamId: 'general',
    assignee: null,
    accepted: false,
    assignedAt: null,
    queuedAt: null,
    waitingSince: null,
    snoozedUntil: null,
    customerAway: false,
    createdAt: 0,
    lastMessageAt: at,
    lastMessageBy: 'customer',
    firstResponseAt: null,
    solvedAt: null,
    closedAt: null,
    rating: null,
    assistant: null,
    case: {
      supportTier: 1,
      promise: null,
      tasks: [],
      incidentIds: [],
      mergedInto: null,
      complaintId: null,
      tags: [],
      passes: 0,
    },
    aboutArticleId: null,
    lastSeq: 1,
    ...change,
  },
  marks: { customer: { delivered: 0, read: 0 }, agent: { delivered: 0, read: 0 } },
  customerName: 'Kim',
  lastLine: 'hello',
  lastLineBy: 'customer',
  unread: 0,
  clock: null,
});

const world = (...rows: readonly DeskConversationRow[]) => {
  const byId = new Map(rows.map((row) => [row.conversation.id, row]));
  return {
    byId,
    get: (id: string) => byId.get(id),
    member: (row: DeskConversationRow) => row.conversation.status !== 'solved',
  };
};

const listOf = (complete: boolean, ...ids: readonly string[]): ListState =>
  appendPage(EMPTY_LIST, ids, complete);

test('while held nothing moves or vanishes, and arrivals are counted', () => {
  const { byId, get, member } = world(rowOf('a', 30), rowOf('b', 20), rowOf('c', 10));
  const list = listOf(true, 'a', 'b', 'c');
  byId.set('c', rowOf('c', 99));
  byId.set('b', rowOf('b', 20, { status: 'solved' }));
  byId.set('n', rowOf('n', 100));
  const held = mergeChanges(list, new Set(['c', 'b', 'n']), {
    rowOf: get,
    isMember: member,
    held: true,
  });
  assert.deepEqual(held.order, ['a', 'b', 'c']);
  assert.deepEqual([...held.arrived], ['n']);
  assert.deepEqual([...held.departed], ['b']);
  const rest = settle(held, new Set(['c']), get);
  assert.deepEqual(rest.order, ['n', 'c', 'a']);
  assert.equal(rest.arrived.size + rest.departed.size, 0);
});

test('a row that is no longer theirs to see leaves at once, held or not', () => {
  const { byId, get, member } = world(rowOf('a', 30), rowOf('b', 20));
  byId.delete('a');
  const list = mergeChanges(listOf(true, 'a', 'b'), new Set(['a']), {
    rowOf: get,
    isMember: member,
    held: true,
  });
  assert.deepEqual(list.order, ['b']);
});

test('what belongs below the last row read comes with its page, not before', () => {
  const { byId, get, member } = world(rowOf('a', 30), rowOf('b', 20));
  byId.set('old', rowOf('old', 5));
  const options = { rowOf: get, isMember: member, held: false };
  const part = mergeChanges(listOf(false, 'a', 'b'), new Set(['old']), options);
  assert.deepEqual(part.order, ['a', 'b']);
  const whole = mergeChanges(listOf(true, 'a', 'b'), new Set(['old']), options);
  assert.deepEqual(whole.order, ['a', 'b', 'old']);
});

test('any sequence of changes ends in the order that a fresh reading would give', () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    at: fc.integer({ min: 0, max: 50 }),
    solved: fc.boolean(),
    held: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { byId, get, member } = world(rowOf('a', 9), rowOf('b', 8));
      let list = listOf(true, 'a', 'b');
      const moved = new Set<string>();
      for (const { id, at, solved, held } of steps) {
        byId.set(id, rowOf(id, at, { status: solved ? 'solved' : 'open' }));
        moved.add(id);
        list = mergeChanges(list, new Set([id]), { rowOf: get, isMember: member, held });
      }
      list = settle(list, moved, get);
      const fresh = [...byId.values()].filter(member).sort(compareRows);
      assert.deepEqual(
        list.order,
        fresh.map((row) => row.conversation.id),
      );
    }),
  );
});

test('views tell the same as the server', () => {
  const ana = { id: 'ana', name: 'Ana', badge: 'M-1' };
  const isIn = (row: DeskConversationRow, view: ReadyMadeView, agentId: string): boolean =>
    belongs(row, READY_MADE[view], undefined, agentId, 0);
  const mine = rowOf('a', 1, { assignee: ana });
  assert.equal(isIn(mine, 'mine', 'ana'), true);
  assert.equal(isIn(mine, 'mine', 'jun'), false);
  assert.equal(isIn(mine, 'unassigned', 'ana'), false);
  const asleep = rowOf('a', 1, { assignee: ana, snoozedUntil: 5 });
  assert.equal(isIn(asleep, 'mine', 'ana'), false);
  assert.equal(isIn(asleep, 'snoozed', 'ana'), true);
  assert.equal(isIn(rowOf('a', 1, { status: 'closed' }), 'solved', 'ana'), true);
  assert.equal(isIn(rowOf('a', 1, { status: 'pending' }), 'waiting_on_us', 'ana'), false);
  const assistant = {
    active: true,
    openTurnId: null,
    offered: [],
    consent: 'unasked' as const,
    pending: null,
    offers: null,
    following: false,
  };
  const answered = rowOf('a', 1, { assistant });
  assert.equal(isIn(answered, 'unassigned', 'ana'), false);
  assert.equal(isIn(answered, 'waiting_on_us', 'ana'), false);
  assert.equal(isIn(answered, 'all', 'ana'), true);
  const handedOver = rowOf('a', 1, { assistant: { ...assistant, active: false } });
  assert.equal(isIn(handedOver, 'unassigned', 'ana'), true);
  assert.equal(isIn(handedOver, 'waiting_on_us', 'ana'), true);
  assert.equal(belongs(mine, READY_MADE.all, 'security', 'ana', 0), false);
});
