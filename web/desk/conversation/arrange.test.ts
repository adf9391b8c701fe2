/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { TimelineEntry, TimelineMessage } from '../../kit/state/timeline.ts';
import { arrange, firstUnread } from './arrange.ts';
import { fromLocalInput, snoozePresets, toLocalInput } from './snooze-presets.ts';
import { splitMarkers } from './split-markers.ts';

const NOON = new Date(2026, 10, 22, 12).getTime();
const said = (seq: number, at: number, change: Partial<TimelineMessage> = {}): TimelineMessage => ({
  kind: 'message',
  id: `m${seq}`,
  clientMessageId: `c${seq}`,
  seq,
  at,
  note: false,
  by: 'customer',
  agent: null,
  text: 'hi',
  attachments: [],
  contacts: [],
  suspectFileIds: [],
  destroyed: [],
  editedAt: null,
  withdrawn: null,
  ...change,
});
const happened = (seq: number, at: number): TimelineEntry => ({
  kind: 'event',
  seq,
  at,
  logged: { seq } as WireEvent,
});

test('days, gathered events, and speech that belongs together', () => {
  const parts = arrange(
    [
      happened(1, NOON),
      said(2, NOON),
      said(3, NOON + 1_000),
      happened(4, NOON + 2_000),
      happened(5, NOON + 3_000),
      said(6, NOON + 24 * 3_600_000, { by: 'agent' }),
    ],
    'm3',
  );
  assert.deepEqual(
    parts.map((part) => part.kind),
    ['day', 'events', 'message', 'unread', 'message', 'events', 'day', 'message'],
  );
  assert.deepEqual(
    parts.map((part) => (part.kind === 'events' ? part.entries.length : 0)).filter(Boolean),
    [1, 2],
  );
});

test('a note never joins a message', () => {
  const parts = arrange(
    [said(1, NOON, { by: 'agent' }), said(2, NOON + 1, { by: 'agent', note: true })],
    null,
  );
  assert.deepEqual(
    parts.map((part) => part.kind === 'message' && part.follows),
    [false, false, false],
  );
});

test('the first unread is the customer’s, after the mark', () => {
  const entries = [said(1, 0), said(2, 0, { by: 'agent' }), said(3, 0)];
  assert.equal(firstUnread(entries, 1)?.id, 'm3');
  assert.equal(firstUnread(entries, 3), null);
});

test('markers become pieces; what only looks like one stays text', () => {
  assert.deepEqual(splitMarkers('my words: ⟦secret:seed_phrase⟧ ok ⟦secret:nonsense⟧'), [
    'my words: ',
    { secret: 'seed_phrase' },
    ' ok ⟦secret:nonsense⟧',
  ]);
});

test('presets lie ahead, in order of the clock; a date survives its field', () => {
  const presets = snoozePresets(NOON);
  for (const { until } of presets) assert.ok(until > NOON);
  assert.equal(new Date(presets[2]?.until ?? 0).getHours(), 9);
  assert.equal(new Date(presets[3]?.until ?? 0).getDay(), 1);
  assert.equal(fromLocalInput(toLocalInput(NOON)), NOON);
  assert.equal(fromLocalInput('soon'), null);
});

test('a card stands in its place, and speech begins anew after it', () => {
  const card: TimelineEntry = {
    kind: 'card',
    id: 'card-1',
    clientMessageId: 'c',
    cardId: 'card-1',
    cardKind: 'deposit',
    seq: 3,
    at: NOON + 2_000,
    by: 'assistant',
    agent: null,
    turnId: null,
    card: null,
    updatedAt: null,
  };
  const parts = arrange([said(1, NOON), happened(2, NOON), card, said(4, NOON + 3_000)], null);
  assert.deepEqual(
    parts.map(({ kind }) => kind),
    ['day', 'message', 'events', 'card', 'message'],
  );
  const last = parts.at(-1);
  assert.equal(last?.kind === 'message' && last.follows, false);
});
