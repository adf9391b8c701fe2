/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filtersOf, withFilter, withoutFilter } from './query-text.ts';

test('filters are told from words, added once, and taken away without the words', () => {
  const q = 'deposit status:open tag:"vip" https://example.com nottag:x';
  const filters = filtersOf(q);
  assert.deepEqual(
    filters.map(({ key, value }) => [key, value]),
    [
      ['status', 'open'],
      ['tag', 'vip'],
    ],
  );
  const [first] = filters;
  assert.ok(first);
  assert.equal(withoutFilter(q, first), 'deposit tag:"vip" https://example.com nottag:x');
  assert.equal(withFilter(q, 'status', 'open'), q);
  assert.equal(withFilter('deposit ', 'status', 'new'), 'deposit status:new');
});
