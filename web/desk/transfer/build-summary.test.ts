/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import type { Text } from '../locale/text.ts';
import { buildSummary, gatherFacts } from './build-summary.ts';

const said = (seq: number, change: Partial<TimelineMessage>): TimelineMessage => ({
  kind: 'message',
  id: `m${seq}`,
  clientMessageId: `c${seq}`,
  seq,
  at: seq * 1_000,
  note: false,
  by: 'customer',
  agent: null,
  text: `words ${seq}`,
  attachments: [],
  contacts: [],
  suspectFileIds: [],
  destroyed: [],
  editedAt: null,
  withdrawn: null,
  ...change,
});

const text: Text = (key, values) => `${key}${values === undefined ? '' : JSON.stringify(values)}`;
const about = { category: 'deposit', tier: 'vip', locale: 'ko' } as const;

test('the first and the last words of the customer, the counts and the wait', () => {
  const entries = [
    said(1, { text: '  Where is\nmy deposit? ' }),
    said(2, { by: 'agent', text: 'Looking' }),
    said(3, { note: true, by: 'agent', text: 'ledger is fine' }),
    said(4, { text: 'Any news?' }),
  ];
  const facts = gatherFacts(entries, { createdAt: 0, firstResponseAt: 240_000 }, 900_000);
  assert.deepEqual(facts, {
    asked: 'Where is my deposit?',
    latest: 'Any news?',
    fromCustomer: 2,
    fromUs: 1,
    files: 0,
    waitedMs: 240_000,
    answered: true,
    lastNote: 'ledger is fine',
  });
  const lines = buildSummary(facts, about, text).split('\n');
  assert.equal(lines.length, 6);
  assert.match(lines[1] ?? '', /answered_after.*4/);
});

test('words that were taken back are not handed on', () => {
  const entries = [
    said(1, { text: null, withdrawn: 'deleted' }),
    said(2, { text: 'It is about fees' }),
  ];
  const facts = gatherFacts(entries, { createdAt: 0, firstResponseAt: null }, 60_000);
  assert.equal(facts.asked, 'It is about fees');
  assert.equal(facts.latest, null);
  assert.equal(facts.fromCustomer, 1);
  assert.equal(facts.answered, false);
});

test('long words are cut at a character, never within one', () => {
  const facts = gatherFacts(
    [said(1, { text: '😀'.repeat(400) })],
    { createdAt: 0, firstResponseAt: null },
    0,
  );
  assert.equal(Array.from(facts.asked).length, 280);
  assert.equal(facts.asked.endsWith('😀…'), true);
});
