/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskConversationRow } from '../../../src/contract/conversation.ts';
import { RowStore } from './rows.ts';

const row = (id: string, lastSeq: number): DeskConversationRow =>
  ({ conversation: { id, lastSeq, status: 'open' } }) as DeskConversationRow;

const setUp = () => {
  const due: (() => void)[] = [];
  const store = new RowStore((run) => void due.push(run));
  const told: string[][] = [];
  store.onChange((ids) => told.push([...ids]));
  return { store, due, told, elapse: () => due.splice(0).forEach((run) => void run()) };
};

test('five hundred changes are one announcement with the newest of each', () => {
  const { store, due, told, elapse } = setUp();
  for (let count = 0; count < 500; count += 1)
    store.push(`r${count % 10}`, row(`r${count % 10}`, count));
  assert.equal(due.length, 1);
  assert.equal(told.length, 0);
  elapse();
  assert.equal(told.length, 1);
  assert.equal(told[0]?.length, 10);
  assert.equal(store.get('r9')?.conversation.lastSeq, 499);
});

test('an answer never overwrites something younger', () => {
  const { store } = setUp();
  store.put([row('a', 5)]);
  store.put([row('a', 4)]);
  assert.equal(store.get('a')?.conversation.lastSeq, 5);
});

test('only those who watch a row hear of it', () => {
  const { store, elapse } = setUp();
  let heard = 0;
  const end = store.watch('a', () => {
    heard += 1;
  });
  store.push('b', row('b', 1));
  elapse();
  assert.equal(heard, 0);
  store.push('a', null);
  elapse();
  assert.equal(heard, 1);
  assert.equal(store.get('a'), undefined);
  end();
  store.patch('b', { status: 'solved' });
  assert.equal(heard, 1);
  assert.equal(store.get('b')?.conversation.status, 'solved');
});
