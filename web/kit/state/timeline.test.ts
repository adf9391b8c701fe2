/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CustomerConversation, Marks } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { ConversationEvent } from '../../../src/core/conversation/event.ts';
import type {
  AgentId,
  ConversationId,
  CustomerId,
  MessageId,
  TeamId,
} from '../../../src/core/ids.ts';
import { foldCustomerView } from './fold-view.ts';
import { mergeEvents } from './merge-events.ts';
import {
  appendEvents,
  applyMarks,
  foldEntries,
  openTimeline,
  prependEvents,
  reachOf,
} from './timeline.ts';

const ID = 'a3bb189e-8bf9-4c88-8c4d-0a4d8a1f2b11' as ConversationId;
const ANA = { id: 'ana' as AgentId, name: 'Ana', badge: 'M-2041' };
const MARKS: Marks = {
  customer: { delivered: 0, read: 0 },
  agent: { delivered: 0, read: 0 },
};

const logged = (
  seq: number,
  previousPublicSeq: number,
  event: ConversationEvent,
  text: string | null = null,
): WireEvent => ({
  conversationId: ID,
  seq,
  previousPublicSeq,
  at: seq * 1_000,
  actor: { kind: 'customer', id: 'c' as CustomerId },
  audience: 'everyone',
  event,
  body: text === null ? null : { text, attachments: [] },
});

const said = (seq: number, previous: number, text: string): WireEvent =>
  logged(
    seq,
    previous,
    {
      type: 'message_sent',
      messageId: `m${seq}` as MessageId,
      clientMessageId: `client-${seq}`,
      agent: null,
      fileIds: [],
      destroyed: [],
    },
    text,
  );

const view = (lastSeq: number): CustomerConversation => ({
  id: ID,
  number: '4827-1935-6',
  channel: 'livechat',
  locale: 'en',
  category: 'deposit',
  status: 'new',
  agent: null,
  waiting: true,
  customerAway: false,
  assistant: null,
  case: {
    supportTier: 1,
    promise: null,
    tasks: [],
    incidentIds: [],
    mergedInto: null,
    complaintId: null,
  },
  createdAt: 0,
  lastMessageAt: null,
  solvedAt: null,
  closedAt: null,
  reopenUntil: null,
  rating: null,
  lastSeq,
});

const open = (events: readonly WireEvent[], lastSeq: number) =>
  openTimeline({ conversation: view(lastSeq), marks: MARKS, events, hasEarlier: false });

test('a public log with staff-only events between has no gap for customers and one for staff', () => {
  const batch = [said(5, 2, 'hello')];
  assert.deepEqual(mergeEvents(2, batch, 'customer'), { fresh: batch, gap: false });
  assert.deepEqual(mergeEvents(2, batch, 'staff'), { fresh: [], gap: true });
});

test('any order, doubles and cuts of delivery end in the same log', () => {
  const log = Array.from({ length: 12 }, (_, i) => said(2 + i * 2, i * 2, `line ${i}`));
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 6 }), { maxLength: 20 }),
      (batches) => {
        let timeline = open([], 0);
        for (const batch of batches) {
          const events = batch.map((place) => log[place] as WireEvent);
          const step = appendEvents(timeline, events, 'customer', foldCustomerView);
          timeline = step.timeline;
          if (step.gap) {
            const missing = log.filter(({ seq }) => seq > timeline.lastSeq);
            timeline = appendEvents(timeline, missing, 'customer', foldCustomerView).timeline;
          }
        }
        timeline = appendEvents(timeline, log, 'customer', foldCustomerView).timeline;
        assert.deepEqual(
          timeline.events.map(({ seq }) => seq),
          log.map(({ seq }) => seq),
        );
        assert.equal(timeline.view.lastSeq, 24);
      },
    ),
  );
});

test('edits and withdrawals change the line they belong to', () => {
  const first = said(1, 0, 'helo');
  const edit = logged(
    2,
    1,
    { type: 'message_edited', messageId: 'm1' as MessageId, destroyed: [] },
    'hello',
  );
  const gone = logged(3, 2, { type: 'message_deleted', messageId: 'm1' as MessageId });
  const edited = appendEvents(open([first], 1), [edit], 'customer', foldCustomerView).timeline;
  assert.equal(edited.entries.length, 1);
  assert.deepEqual(
    edited.entries.map((entry) => entry.kind === 'message' && [entry.text, entry.editedAt]),
    [['hello', 2_000]],
  );
  const deleted = appendEvents(edited, [gone], 'customer', foldCustomerView).timeline;
  assert.deepEqual(
    deleted.entries.map((entry) => entry.kind === 'message' && [entry.text, entry.withdrawn]),
    [[null, 'deleted']],
  );
});

test('the view follows the events: taken up, solved, opened again', () => {
  const steps: readonly WireEvent[] = [
    logged(2, 1, { type: 'assignment_accepted', agent: ANA }),
    logged(3, 2, { type: 'status_changed', from: 'open', to: 'solved' }),
    logged(4, 3, { type: 'status_changed', from: 'solved', to: 'open' }),
  ];
  const views = steps.map((_, count) =>
    steps.slice(0, count + 1).reduce(foldCustomerView, view(1)),
  );
  assert.deepEqual(
    views.map((each) => [each.status, each.waiting, each.agent?.name, each.reopenUntil !== null]),
    [
      ['new', false, 'Ana', false],
      ['solved', false, 'Ana', true],
      ['open', false, 'Ana', false],
    ],
  );
});

const ANSWER = {
  kind: 'answer',
  article: { articleId: 'late', locale: 'en', version: 3, title: 'Late deposits', anchor: null },
} as const;

test('the assistant speaks with words, source and turn, waits for a verdict, and falls silent for a person', () => {
  const steps: readonly WireEvent[] = [
    logged(2, 1, { type: 'assistant_engaged' }),
    {
      ...logged(3, 2, {
        type: 'assistant_replied',
        messageId: 'm3' as MessageId,
        clientMessageId: 'client-3',
        turnId: 'turn-1',
        reply: ANSWER,
      }),
      actor: { kind: 'assistant' },
      body: { text: 'Wait for three confirmations.', attachments: [] },
    },
    logged(4, 3, { type: 'answer_judged', turnId: 'turn-1', settled: false }),
    logged(5, 4, {
      type: 'conversation_queued',
      teamId: 'deposits' as TeamId,
      reason: 'handed_over',
      preferredAgentId: null,
    }),
  ];
  let timeline = open([], 1);
  const seen: unknown[] = [];
  for (const step of steps) {
    ({ timeline } = appendEvents(timeline, [step], 'customer', foldCustomerView));
    const { assistant, waiting } = timeline.view;
    seen.push([assistant?.active, assistant?.openTurnId, waiting]);
  }
  assert.deepEqual(seen, [
    [true, null, false],
    [true, 'turn-1', false],
    [true, null, false],
    [false, null, true],
  ]);
  const spoken = timeline.entries.find((entry) => entry.kind === 'message');
  assert.ok(spoken?.kind === 'message');
  assert.equal(spoken.by, 'assistant');
  assert.equal(spoken.text, 'Wait for three confirmations.');
  assert.deepEqual(spoken.turn, { id: 'turn-1', reply: ANSWER });
});

test('history goes before what is known, without doubles', () => {
  const newest = open([said(5, 3, 'five')], 5);
  const whole = prependEvents(newest, {
    events: [said(1, 0, 'one'), said(3, 1, 'three'), said(5, 3, 'five')],
    hasEarlier: false,
  });
  assert.deepEqual(
    whole.events.map(({ seq }) => seq),
    [1, 3, 5],
  );
});

test('marks only grow, and tell how far a message has come', () => {
  const timeline = applyMarks(open([said(1, 0, 'hi')], 1), {
    customer: { delivered: 0, read: 0 },
    agent: { delivered: 4, read: 1 },
  });
  const late = applyMarks(timeline, {
    customer: { delivered: 0, read: 0 },
    agent: { delivered: 2, read: 0 },
  });
  assert.equal(late, timeline);
  assert.equal(reachOf({ seq: 1 }, late.marks.agent), 'read');
  assert.equal(reachOf({ seq: 3 }, late.marks.agent), 'delivered');
  assert.equal(reachOf({ seq: 5 }, late.marks.agent), 'sent');
});

const CARD_TEXT = (confirmations: number): string =>
  JSON.stringify({
    kind: 'fee_tier',
    cardId: 'c1',
    subjectId: 's',
    asOf: 1,
    data: { tier: `${confirmations}` },
  });
const shownCard = (text: string | null): WireEvent =>
  logged(
    1,
    0,
    {
      type: 'card_shown',
      messageId: 'm1' as MessageId,
      clientMessageId: 'card-1',
      cardId: 'c1',
      cardKind: 'fee_tier',
      turnId: null,
      agent: null,
    },
    text,
  );

test('an update changes the card where it stands', () => {
  const moved = logged(
    2,
    1,
    { type: 'card_updated', messageId: 'm1' as MessageId, cardId: 'c1' },
    CARD_TEXT(2),
  );
  const entries = foldEntries([shownCard(CARD_TEXT(1)), moved]);
  assert.equal(entries.length, 1);
  const [entry] = entries;
  assert.ok(entry?.kind === 'card' && entry.card?.kind === 'fee_tier');
  assert.equal(entry.card.data.tier, '2');
  assert.equal(entry.updatedAt, 2_000);
});

test('data that is gone, broken or of another kind is no card', () => {
  const other = JSON.stringify({ kind: 'order', data: {} });
  for (const text of [null, '', '{"kind":', 'null', '[]', other, '{"kind":"fee_tier"}']) {
    const [entry] = foldEntries([shownCard(text)]);
    assert.ok(entry?.kind === 'card');
    assert.equal(entry.card, null, String(text));
  }
});
