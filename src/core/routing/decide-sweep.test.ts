import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentId, ConversationId } from '../ids.ts';
import { decideSweep, type SweptAgent, type SweptConversation } from './decide-sweep.ts';
import { DEFAULT_ROUTING_POLICY as policy } from './policy.ts';

const NOW = 1_000_000;
const ana = 'ana' as AgentId;
const present: SweptAgent = { id: ana, presentAt: NOW, missedInARow: 0 };
const conversation = (change: Partial<SweptConversation>): SweptConversation => ({
  id: 'c' as ConversationId,
  assigneeId: ana,
  accepted: true,
  assignedAt: NOW - 60_000,
  queuedAt: null,
  ...change,
});
const reasons = (...args: Parameters<typeof decideSweep>) =>
  decideSweep(...args).requeue.map(
    ({ reason, exclude }) => `${reason}${exclude ? ' not again' : ''}`,
  );

describe('sweep', () => {
  it('takes an offer back after the no-answer time, and not before', () => {
    const offered = (agoMs: number) => [conversation({ accepted: false, assignedAt: NOW - agoMs })];
    assert.deepEqual(reasons(NOW, offered(45_000), [present], policy), []);
    assert.deepEqual(reasons(NOW, offered(45_001), [present], policy), ['no_answer not again']);
  });

  it('turns an agent away after so many offers missed in a row', () => {
    const lapsed = [conversation({ accepted: false })];
    assert.deepEqual(decideSweep(NOW, lapsed, [present], policy).turnAway, []);
    const again = decideSweep(NOW, lapsed, [{ ...present, missedInARow: 1 }], policy);
    assert.deepEqual(again.turnAway, [{ agentId: ana, reason: 'missed_offers' }]);
    assert.deepEqual(decideSweep(NOW, [], [{ ...present, missedInARow: 5 }], policy).turnAway, []);
  });

  it('takes the work of an agent who is gone after the grace, and not before', () => {
    const seen = (agoMs: number) => [{ ...present, presentAt: NOW - agoMs }];
    assert.deepEqual(reasons(NOW, [conversation({})], seen(30_000), policy), []);
    assert.deepEqual(reasons(NOW, [conversation({})], seen(30_001), policy), ['agent_dropped']);
    assert.deepEqual(reasons(NOW, [conversation({ accepted: false })], seen(30_001), policy), [
      'agent_dropped',
    ]);
    assert.deepEqual(reasons(NOW, [conversation({})], [], policy), ['agent_dropped']);
  });

  it('queues what nobody owns', () => {
    assert.deepEqual(reasons(NOW, [conversation({ assigneeId: null })], [present], policy), [
      'liveness',
    ]);
    assert.deepEqual(
      reasons(NOW, [conversation({ assigneeId: null, queuedAt: NOW })], [present], policy),
      [],
    );
  });
});
