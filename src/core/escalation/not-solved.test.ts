import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConversationEvent, LoggedEvent } from '../conversation/event.ts';
import type { ConversationId, CustomerId, IncidentId } from '../ids.ts';
import { sayingsOf } from './not-solved.ts';

const customer = { kind: 'customer', id: 'c' as CustomerId } as const;
const log = (...events: readonly (readonly [at: number, event: ConversationEvent])[]) =>
  events.map(
    ([at, event], index): LoggedEvent => ({
      ...{ conversationId: 'k' as ConversationId, seq: index + 1, previousPublicSeq: index },
      ...{ at, actor: customer, audience: 'everyone', event },
    }),
  );
const incidentId = 'i' as IncidentId;
const no: ConversationEvent = { type: 'incident_answered', incidentId, settled: false };
const yes: ConversationEvent = { type: 'incident_answered', incidentId, settled: true };
const again: ConversationEvent = { type: 'status_changed', from: 'solved', to: 'open' };

const seqsOf = (logged: readonly LoggedEvent[], firstResponseAt: number | null) =>
  sayingsOf(logged, { firstResponseAt }).map(({ seq }) => seq);

test('whose incident is not over goes a tier up, though nobody has answered them yet; a yes does not', () => {
  assert.deepEqual(seqsOf(log([5, no]), null), [1]);
  assert.deepEqual(seqsOf(log([5, yes]), 1), []);
  assert.deepEqual(seqsOf(log([5, again]), null), [], 'the assistant alone had answered');
});

test('what one answer does to the case is no second saying; another time is', () => {
  assert.deepEqual(seqsOf(log([5, no], [5, again]), 1), [1]);
  assert.deepEqual(seqsOf(log([5, no], [5, again], [9, again]), 1), [1, 3]);
});
