import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentId, ConversationId, TeamId } from '../ids.ts';
import { match } from './match.ts';
import { DEFAULT_ROUTING_POLICY as policy } from './policy.ts';
import { type OverflowTeams, overflowChain, type RoutingAgent, type WaitingItem } from './work.ts';

const NOW = 10_000_000;
const team = (name: string) => name as TeamId;
const agentOf = (id: string, change: Partial<RoutingAgent> = {}): RoutingAgent => ({
  id: id as AgentId,
  status: 'available',
  teamIds: [team('a')],
  skills: { deposit: 3, trading: 1 },
  locales: ['en'],
  capacity: 1,
  load: 0,
  idleSince: 0,
  emergencyRun: 0,
  ...change,
});
const itemOf = (id: string, change: Partial<WaitingItem> = {}): WaitingItem => ({
  id: id as ConversationId,
  teamId: team('a'),
  category: 'deposit',
  level: 1,
  locale: 'en',
  tier: 'standard',
  priority: 'normal',
  waitingSince: NOW,
  units: 1,
  preferredAgentId: null,
  excludedAgentIds: [],
  ...change,
});
const given = (
  waiting: readonly WaitingItem[],
  agents: readonly RoutingAgent[],
  overflow: OverflowTeams = new Map(),
) =>
  match({ now: NOW, waiting, agents, overflow, policy }).map(
    (decision) => `${decision.itemId}>${decision.agentId}`,
  );

describe('match: the rules by example', () => {
  it('holds where there are more agents than one word of bits', () => {
    const agents = Array.from({ length: 100 }, (_, index) =>
      agentOf(`g${String(index).padStart(3, '0')}`, { idleSince: 1000 - index }),
    );
    const waiting = Array.from({ length: 120 }, (_, index) =>
      itemOf(`i${String(index).padStart(3, '0')}`),
    );
    const decisions = match({ now: NOW, waiting, agents, overflow: new Map(), policy });
    assert.equal(decisions.length, 100);
    assert.equal(decisions[0]?.agentId, 'g099');
    assert.equal(decisions[99]?.itemId, 'i099');
  });

  it('serves emergencies, then VIP, then priority, then age', () => {
    const waiting = [
      itemOf('old', { waitingSince: NOW - 300_000 }),
      itemOf('high', { priority: 'high', waitingSince: NOW - 60_000 }),
      itemOf('vip', { tier: 'vip', waitingSince: NOW - 30_000 }),
      itemOf('plus', { tier: 'plus', waitingSince: NOW - 290_000 }),
      itemOf('security', { category: 'security' }),
    ];
    const agent = agentOf('x', { capacity: 5, skills: { deposit: 1, security: 1 } });
    assert.deepEqual(given(waiting, [agent]), ['security>x', 'vip>x', 'high>x', 'plus>x', 'old>x']);
  });

  it('lets nobody be passed by classes that came more than their head start later', () => {
    const old = itemOf('old', { waitingSince: NOW - 61 * 60_000 });
    const vip = itemOf('vip', { tier: 'vip' });
    assert.deepEqual(given([vip, old], [agentOf('x')]), ['old>x']);
  });

  it('gives an overdue conversation its share after a run of emergencies', () => {
    const overdue = itemOf('overdue', { waitingSince: NOW - 31 * 60_000 });
    const attack = itemOf('attack', { category: 'security' });
    const skills = { deposit: 1, security: 1 } as const;
    assert.deepEqual(given([overdue, attack], [agentOf('x', { skills, emergencyRun: 3 })]), [
      'attack>x',
    ]);
    assert.deepEqual(given([overdue, attack], [agentOf('x', { skills, emergencyRun: 4 })]), [
      'overdue>x',
    ]);
  });

  it('asks overflow teams three deep and no deeper, and ends on a cycle', () => {
    const overflow: OverflowTeams = new Map([
      [team('a'), team('b')],
      [team('b'), team('c')],
      [team('c'), team('d')],
      [team('d'), team('e')],
      [team('e'), team('a')],
    ]);
    assert.deepEqual(overflowChain(team('a'), overflow), ['b', 'c', 'd']);
    assert.deepEqual(
      overflowChain(
        team('a'),
        new Map([
          [team('a'), team('b')],
          [team('b'), team('a')],
        ]),
      ),
      ['b'],
    );
    const waited = (minutes: number) => [itemOf('i', { waitingSince: NOW - minutes * 60_000 })];
    assert.deepEqual(given(waited(8), [agentOf('x', { teamIds: [team('d')] })], overflow), []);
    assert.deepEqual(given(waited(9), [agentOf('x', { teamIds: [team('d')] })], overflow), ['i>x']);
    assert.deepEqual(given(waited(60), [agentOf('x', { teamIds: [team('e')] })], overflow), []);
  });

  it('keeps to the language until the last', () => {
    const other = [agentOf('x', { locales: ['zh'] })];
    assert.deepEqual(given([itemOf('i', { waitingSince: NOW - 14 * 60_000 })], other), []);
    assert.deepEqual(given([itemOf('i', { waitingSince: NOW - 15 * 60_000 })], other), ['i>x']);
  });

  it('gives work larger than an agent only to one who does nothing', () => {
    const large = itemOf('large', { units: 2, priority: 'urgent' });
    assert.deepEqual(given([large], [agentOf('x', { capacity: 1 })]), ['large>x']);
    assert.deepEqual(given([large], [agentOf('x', { capacity: 2, load: 1 })]), []);
  });

  it('leaves an agent out for one conversation and not for the next of the same kind', () => {
    const refused = itemOf('a', { excludedAgentIds: ['x' as AgentId] });
    assert.deepEqual(given([refused, itemOf('b')], [agentOf('x')]), ['b>x']);
  });

  it('starves nobody: under endless emergencies every fifth start goes to who is overdue', () => {
    const skills = { deposit: 1, security: 1 } as const;
    let emergencyRun = 0;
    let left = Array.from({ length: 4 }, (_, index) =>
      itemOf(`overdue-${index}`, { waitingSince: NOW - 40 * 60_000 }),
    );
    const served: string[] = [];
    for (let start = 0; start < 20; start++) {
      const attack = itemOf(`attack-${start}`, { category: 'security' });
      const agent = agentOf('x', { skills, emergencyRun });
      const [decision] = match({
        now: NOW,
        waiting: [attack, ...left],
        agents: [agent],
        overflow: new Map(),
        policy,
      });
      assert.ok(decision !== undefined);
      emergencyRun = decision.itemId === attack.id ? emergencyRun + 1 : 0;
      left = left.filter(({ id }) => id !== decision.itemId);
      served.push(decision.itemId.slice(0, 4));
    }
    assert.deepEqual(
      served.flatMap((kind, index) => (kind === 'over' ? [index] : [])),
      [4, 9, 14, 19],
    );
  });
});
