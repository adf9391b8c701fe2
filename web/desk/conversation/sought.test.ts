/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import { readSought, soughtElementId, soughtPlace } from './sought.ts';

const messageId = '0d9f5d5e-0000-4000-8000-00000000000a';

test('what is sought is read from the address as it was written there, and from nothing else', () => {
  assert.deepEqual(readSought(soughtPlace({ seq: 7, messageId })), { seq: 7, messageId });
  for (const hash of ['', 'said-7', `said--${messageId}`, `said-7-${messageId}x`, 'said-7-<b>'])
    assert.equal(readSought(hash), null, hash);
});

test('a message is found by its id though it was edited later, a remark by its event, another not at all', () => {
  const entries = [
    { kind: 'message', id: messageId, seq: 2 },
    { kind: 'event', seq: 7 },
  ] as unknown as readonly TimelineEntry[];
  const other = messageId.replace('a', 'b');
  assert.equal(soughtElementId(entries, { seq: 5, messageId }), `message-${messageId}`);
  assert.equal(soughtElementId(entries, { seq: 7, messageId: other }), 'event-7');
  assert.equal(soughtElementId(entries, { seq: 3, messageId: other }), null);
});
