import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clearSelection, selectAll, selection, selectTo, toggleSelected } from './selection.ts';

const chosen = (): string => [...selection.get()].sort().join('');

test('rows are selected one by one, in a range, all, and not at all', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  clearSelection();
  selectTo('b', order);
  assert.equal(chosen(), 'b', 'a range that begins nowhere is one row');
  selectTo('d', order);
  assert.equal(chosen(), 'bcd');
  toggleSelected('c');
  assert.equal(chosen(), 'bd');
  selectTo('a', order);
  assert.equal(chosen(), 'abcd', 'upwards from the row that was touched last');
  selectTo('z', order);
  assert.equal(chosen(), 'abcdz', 'a row that has left the list is one row');
  selectAll(order);
  assert.equal(chosen(), 'abcdez');
  clearSelection();
  assert.equal(chosen(), '');
});
