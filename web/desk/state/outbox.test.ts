/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expire, GIVE_UP_MS, nextToSend, type Outgoing, retried, withFailure } from './outbox.ts';

const one = (id: string, conversationId: string, change: Partial<Outgoing> = {}): Outgoing => ({
  clientMessageId: id,
  conversationId,
  note: false,
  text: id,
  attachments: [],
  at: 0,
  state: 'waiting',
  code: null,
  reference: null,
  leaveAs: null,
  ...change,
});
const ids = (all: readonly Outgoing[]) => all.map((each) => each.clientMessageId);

test('one at a time in each conversation, oldest first', () => {
  const all = [one('a1', 'a'), one('a2', 'a'), one('b1', 'b')];
  assert.deepEqual(ids(nextToSend(all, new Set())), ['a1', 'b1']);
  assert.deepEqual(ids(nextToSend(all, new Set(['a1']))), ['b1']);
});

test('what has failed waits for its author and holds nobody up', () => {
  const all = withFailure([one('a1', 'a'), one('a2', 'a')], 'a1', {
    code: 'not_assigned',
    reference: 'R1',
  });
  assert.deepEqual(ids(nextToSend(all, new Set())), ['a2']);
  assert.equal(all[0]?.code, 'not_assigned');
  const again = retried(all, 'a1', 50);
  assert.deepEqual([again[0]?.state, again[0]?.code, again[0]?.at], ['waiting', null, 50]);
});

test('after a day it is not sent by itself any more', () => {
  const all = [one('a1', 'a')];
  assert.equal(expire(all, GIVE_UP_MS - 1), all);
  assert.equal(expire(all, GIVE_UP_MS)[0]?.state, 'failed');
});
