import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AgentId, ConversationId, TeamId } from '../ids.ts';
import { AGENT_STATUSES, PRIORITIES, TIERS } from '../vocabulary.ts';
import { type Decision, type MatchInput, match } from './match.ts';
import { DEFAULT_ROUTING_POLICY } from './policy.ts';
import { compareRank, isOverdue } from './rank.ts';
import { RELAXING_STAGES, stageOf } from './stage.ts';
import { type OverflowTeams, overflowChain, type RoutingAgent, type WaitingItem } from './work.ts';

const NOW = 10_000_000;
const policy = DEFAULT_ROUTING_POLICY;
const team = (name: string) => name as TeamId;
const TEAMS = ['a', 'b', 'c', 'd', 'e'].map(team);
const LOCALES = ['en', 'zh', 'ar'] as const;
const CATEGORIES = ['deposit', 'trading', 'security'] as const;

/** The rules in their plainest words, one agent and one item at a time. */
const admits = (
  agent: RoutingAgent,
  item: WaitingItem,
  stage: number,
  overflow: OverflowTeams,
): boolean => {
  if (item.excludedAgentIds.includes(agent.id)) return false;
  const helpers = overflowChain(item.teamId, overflow).slice(
    0,
    Math.max(0, stage === 6 ? 3 : stage - 2),
  );
  const inTeam = agent.teamIds.some((id) => id === item.teamId || helpers.includes(id));
  const inLanguage = stage === 6 || agent.locales.includes(item.locale);
  const level = agent.skills[item.category] ?? 0;
  const skilled = stage >= 2 || level >= (stage === 1 ? 1 : item.level);
  return inTeam && inLanguage && skilled;
};
const hasRoom = (agent: RoutingAgent, load: number, item: WaitingItem): boolean =>
  agent.status === 'available' && load + Math.min(item.units, agent.capacity) <= agent.capacity;

const arbitraryItem = fc.record({
  teamId: fc.constantFrom(...TEAMS),
  category: fc.constantFrom(...CATEGORIES),
  level: fc.constantFrom(1 as const, 2 as const, 3 as const),
  locale: fc.constantFrom(...LOCALES),
  tier: fc.constantFrom(...TIERS),
  priority: fc.constantFrom(...PRIORITIES),
  waitingSince: fc.integer({ min: NOW - 45 * 60_000, max: NOW }),
  units: fc.constantFrom(1, 1, 2),
  preferredAgentId: fc.option(
    fc.integer({ min: 0, max: 9 }).map((index) => `agent-${index}` as AgentId),
  ),
  excludedAgentIds: fc.array(
    fc.integer({ min: 0, max: 9 }).map((index) => `agent-${index}` as AgentId),
    { maxLength: 2 },
  ),
});
const level = fc.constantFrom(1 as const, 2 as const, 3 as const);
const arbitraryAgent = fc.record({
  status: fc.constantFrom(
    'available' as const,
    'available' as const,
    'available' as const,
    ...AGENT_STATUSES,
  ),
  teamIds: fc.uniqueArray(fc.constantFrom(...TEAMS), { minLength: 1, maxLength: 2 }),
  skills: fc.record({ deposit: level, trading: level, security: level }, { requiredKeys: [] }),
  locales: fc.uniqueArray(fc.constantFrom(...LOCALES), { minLength: 1 }),
  capacity: fc.integer({ min: 1, max: 4 }),
  load: fc.integer({ min: 0, max: 4 }),
  idleSince: fc.integer({ min: NOW - 5, max: NOW }),
  emergencyRun: fc.integer({ min: 0, max: 6 }),
});
const arbitraryInput: fc.Arbitrary<MatchInput> = fc
  .record({
    items: fc.array(arbitraryItem, { maxLength: 30 }),
    agents: fc.array(arbitraryAgent, { maxLength: 10 }),
    overflow: fc.array(fc.tuple(fc.constantFrom(...TEAMS), fc.constantFrom(null, ...TEAMS))),
  })
  .map(({ items, agents, overflow }) => ({
    now: NOW,
    waiting: items.map((item, index) => ({ ...item, id: `item-${index}` as ConversationId })),
    agents: agents.map((agent, index) => ({ ...agent, id: `agent-${index}` as AgentId })),
    overflow: new Map(overflow),
    policy,
  }));

/** Replays the decisions one by one, handing the state before each to `check`. */
const replay = (
  input: MatchInput,
  decisions: readonly Decision[],
  check: (step: {
    item: WaitingItem;
    agent: RoutingAgent;
    decision: Decision;
    loads: ReadonlyMap<AgentId, number>;
    waiting: ReadonlySet<ConversationId>;
  }) => void,
) => {
  const loads = new Map(input.agents.map((agent) => [agent.id, agent.load]));
  const waiting = new Set(input.waiting.map((item) => item.id));
  for (const decision of decisions) {
    const item = input.waiting.find(({ id }) => id === decision.itemId);
    const agent = input.agents.find(({ id }) => id === decision.agentId);
    assert.ok(item !== undefined && agent !== undefined);
    check({ item, agent, decision, loads, waiting });
    loads.set(agent.id, (loads.get(agent.id) ?? 0) + Math.min(item.units, agent.capacity));
    assert.ok(waiting.delete(item.id), 'given once only');
  }
  return { loads, waiting };
};

describe('match', () => {
  it('never gives beyond capacity, to the unavailable, the excluded or the unable', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        replay(input, match(input), ({ item, agent, loads }) => {
          assert.ok(hasRoom(agent, loads.get(agent.id) ?? 0, item));
          assert.ok(admits(agent, item, stageOf(item, NOW, policy), input.overflow));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nothing waiting for which an able agent has room', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { loads, waiting } = replay(input, match(input), () => {});
        for (const item of input.waiting.filter(({ id }) => waiting.has(id))) {
          const stage = stageOf(item, NOW, policy);
          const left = input.agents.filter((agent) =>
            hasRoom(agent, loads.get(agent.id) ?? 0, item),
          );
          assert.deepEqual(
            left.filter((agent) => admits(agent, item, stage, input.overflow)),
            [],
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives no agent to a lower rank while a higher one could have that agent, save the fair share', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        replay(input, match(input), ({ item, agent, decision, loads, waiting }) => {
          for (const other of input.waiting) {
            if (!waiting.has(other.id) || compareRank(other, item, policy) >= 0) continue;
            const able = admits(agent, other, stageOf(other, NOW, policy), input.overflow);
            if (!able || !hasRoom(agent, loads.get(agent.id) ?? 0, other)) continue;
            assert.equal(decision.via, 'fair_share', `${other.id} was passed by ${item.id}`);
            assert.ok(agent.emergencyRun >= policy.emergencyRunMax && isOverdue(item, NOW, policy));
            assert.ok(!isOverdue(other, NOW, policy), 'the best ranked overdue one is taken');
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('gives up no more than it must, in the documented order, the language last', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        replay(input, match(input), ({ item, agent, decision, loads }) => {
          const used = RELAXING_STAGES.indexOf(decision.stage);
          assert.ok(used <= stageOf(item, NOW, policy));
          assert.ok(admits(agent, item, used, input.overflow));
          if (!agent.locales.includes(item.locale)) assert.equal(decision.stage, 'language');
          if (decision.via !== 'rank') return;
          for (let stage = 0; stage < used; stage++) {
            const better = input.agents.filter(
              (other) =>
                hasRoom(other, loads.get(other.id) ?? 0, item) &&
                admits(other, item, stage, input.overflow),
            );
            assert.deepEqual(better, [], `stage ${stage} still had somebody`);
          }
        });
      }),
      { numRuns: 500 },
    );
  });

  it('takes the least occupied, then the longest idle, and the preferred agent before all', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const touched = new Set<AgentId>();
        replay(input, match(input), ({ item, agent, decision, loads }) => {
          const load = (other: RoutingAgent) => (loads.get(other.id) ?? 0) / other.capacity;
          const free = input.agents.filter(
            (other) =>
              hasRoom(other, loads.get(other.id) ?? 0, item) &&
              !item.excludedAgentIds.includes(other.id),
          );
          const preferred = free.find((other) => other.id === item.preferredAgentId);
          if (preferred !== undefined && decision.via !== 'fair_share') {
            if (admits(preferred, item, stageOf(item, NOW, policy), input.overflow))
              assert.equal(agent.id, preferred.id);
          }
          if (decision.via === 'rank') {
            const stage = RELAXING_STAGES.indexOf(decision.stage);
            for (const other of free.filter((candidate) =>
              admits(candidate, item, stage, input.overflow),
            )) {
              assert.ok(load(agent) <= load(other) + 1e-9);
              const tied =
                Math.abs(load(agent) - load(other)) < 1e-9 &&
                !touched.has(other.id) &&
                !touched.has(agent.id);
              if (tied) assert.ok(agent.idleSince <= other.idleSince);
            }
          }
          touched.add(agent.id);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order in which it is told', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const turned = {
          ...input,
          waiting: input.waiting.toReversed(),
          agents: input.agents.toReversed(),
        };
        assert.deepEqual(match(turned), match(input));
      }),
    );
  });
});
