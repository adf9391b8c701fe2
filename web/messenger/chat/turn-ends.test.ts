/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistantReply } from '../../../src/core/assistant/reply.ts';
import type { TimelineCard, TimelineEntry, TimelineMessage } from '../../kit/state/timeline.ts';
import { choicesIn, turnEnds } from './turn-ends.ts';

let seq = 0;
const place = () => {
  seq += 1;
  return { seq, at: seq, id: `m${seq}`, clientMessageId: `c${seq}`, agent: null };
};
const words = (turnId: string | null, reply?: AssistantReply): TimelineMessage => ({
  ...place(),
  kind: 'message',
  note: false,
  by: turnId === null ? 'customer' : 'assistant',
  ...(turnId !== null && reply !== undefined ? { turn: { id: turnId, reply } } : {}),
  text: 'words',
  attachments: [],
  destroyed: [],
  contacts: [],
  suspectFileIds: [],
  editedAt: null,
  withdrawn: null,
});
const card = (cardId: string, turnId: string | null): TimelineCard => ({
  ...place(),
  kind: 'card',
  cardId,
  cardKind: 'deposit',
  by: 'assistant',
  turnId,
  card: null,
  updatedAt: null,
});
const pick = (...cardIds: readonly string[]): AssistantReply => ({
  kind: 'pick',
  tool: 'deposit',
  options: cardIds.map((cardId) => ({ subjectId: 's', cardId })),
});
const finding = (...cardIds: readonly string[]): AssistantReply => ({
  kind: 'finding',
  tool: 'deposit',
  code: 'credited',
  cardIds,
  actions: [],
  asks: true,
  follows: false,
});

test('what can be tapped stands below the last card of a turn, and below the words where it has none', () => {
  const entries: readonly TimelineEntry[] = [
    words(null),
    words('t1', { kind: 'consent', tool: 'deposit' }),
    words('t2', finding('a', 'b')),
    card('a', 't2'),
    card('b', 't2'),
    card('of an agent', null),
  ];
  const ends = turnEnds(entries);
  assert.deepEqual([...ends.keys()].sort(), [1, 4]);
  assert.equal(ends.get(4), entries[2]);
});

test('a card whose words are further up than what is loaded has nothing to tap', () => {
  assert.equal(turnEnds([card('a', 'earlier')]).size, 0);
});

test('a card to choose from is told in short until something was found about it', () => {
  const asked = [words('t1', pick('a', 'b')), card('a', 't1'), card('b', 't1')];
  assert.deepEqual([...choicesIn(asked)], ['a', 'b']);
  assert.deepEqual([...choicesIn([...asked, words('t2', finding('b'))])], ['a']);
});
