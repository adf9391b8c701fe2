import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentId, ConversationId, TeamId } from '../ids.ts';
import { decidePromise, type PromiseFacts } from './decide-promise.ts';
import type { WaitEstimate } from './estimate-waits.ts';
import { DEFAULT_ROUTING_POLICY as policy } from './policy.ts';
import type { RoutingAgent, WaitingItem } from './work.ts';

const NOW = 50_000_000;
const mine: WaitingItem = {
  id: 'mine' as ConversationId,
  teamId: 'general' as TeamId,
  category: 'deposit',
  level: 1,
  locale: 'en',
  tier: 'standard',
  priority: 'normal',
  waitingSince: NOW - 60_000,
  units: 1,
  preferredAgentId: null,
  excludedAgentIds: [],
};
const agents = ['a', 'b', 'c'].map(
  (id): RoutingAgent => ({
    id: id as AgentId,
    status: 'available',
    teamIds: ['general' as TeamId],
    skills: {},
    locales: ['en'],
    capacity: 3,
    load: 3,
    idleSince: 0,
    emergencyRun: 0,
  }),
);
const facts = (change: Partial<PromiseFacts> = {}): PromiseFacts => ({
  now: NOW,
  item: mine,
  waiting: [mine],
  agents,
  policy,
  ...change,
});
const estimate = (place: number, minutes: number): WaitEstimate => ({
  kind: 'estimate',
  place,
  lowMs: minutes * 50_000,
  toldMs: minutes * 60_000,
  highMs: minutes * 70_000,
});
const first = decidePromise(null, estimate(4, 10), facts());

describe('what is told', () => {
  it('tells place and time as estimated at first', () => {
    assert.equal(first.place, 4);
    assert.equal(first.expectedAt, NOW + 600_000);
    assert.deepEqual(first.reasons, []);
  });

  it('never raises the place without a reason', () => {
    assert.equal(decidePromise(first, estimate(6, 10), facts()).place, 4);
    const attack = {
      ...mine,
      id: 'x' as ConversationId,
      category: 'security' as const,
      waitingSince: NOW,
    };
    const vip = { ...mine, id: 'y' as ConversationId, tier: 'vip' as const, waitingSince: NOW };
    const raised = decidePromise(first, estimate(6, 10), facts({ waiting: [mine, attack, vip] }));
    assert.equal(raised.place, 6);
    assert.deepEqual(raised.reasons, ['security_first', 'vip_next']);
    const fewer = decidePromise(first, estimate(5, 10), facts({ agents: agents.slice(0, 2) }));
    assert.deepEqual([fewer.place, fewer.reasons], [5, ['fewer_agents']]);
  });

  it('keeps the expected time over noise and tells of a real slip', () => {
    const later = facts({ now: NOW + 120_000 });
    assert.equal(decidePromise(first, estimate(4, 8.5), later).expectedAt, first.expectedAt);
    const slipped = decidePromise(first, estimate(4, 14), later);
    assert.equal(slipped.toldMs, 14 * 60_000);
    assert.deepEqual(slipped.reasons, ['busy_now']);
    assert.equal(decidePromise(first, estimate(3, 5), later).toldMs, 5 * 60_000);
  });

  it('gives no number when there is none', () => {
    const none = decidePromise(
      first,
      { kind: 'no_number', place: 4, cause: 'outside_staffing' },
      facts({ agents: [] }),
    );
    assert.equal(none.toldMs, null);
    assert.deepEqual(none.reasons, ['outside_staffing', 'fewer_agents']);
  });

  it('says when a language is scarce, and when more agents help', () => {
    const korean = { ...mine, locale: 'ko' as const };
    assert.deepEqual(decidePromise(null, estimate(1, 1), facts({ item: korean })).reasons, [
      'language_scarce',
    ]);
    const another = { ...agents[0], id: 'd' as AgentId } as RoutingAgent;
    const helped = decidePromise(first, estimate(3, 5), facts({ agents: [...agents, another] }));
    assert.deepEqual(helped.reasons, ['more_agents']);
  });
});
