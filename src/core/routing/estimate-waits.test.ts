import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { AgentId, ConversationId, TeamId } from '../ids.ts';
import { estimateWait, estimateWaits } from './estimate-waits.ts';
import { drawResidual, type HandlingSample, learnHandling } from './handling.ts';
import { DEFAULT_ROUTING_POLICY as policy } from './policy.ts';
import { drawSpread, seededRandom } from './random.ts';
import type { WaitInput } from './wait-input.ts';
import type { RoutingAgent, WaitingItem } from './work.ts';

const NOW = 100_000_000;
const MINUTE = 60_000;
const samplesOf = (meanMs: number, load = 3): readonly HandlingSample[] => {
  const random = seededRandom(9);
  return Array.from({ length: 400 }, () => ({
    category: 'other' as const,
    durationMs: meanMs * Math.exp(0.5 * drawSpread(random) - 0.125),
    meanLoad: load,
  }));
};
const item = (index: number, change: Partial<WaitingItem> = {}): WaitingItem => ({
  id: `c${String(index).padStart(5, '0')}` as ConversationId,
  teamId: 'general' as TeamId,
  category: 'other',
  level: 1,
  locale: 'en',
  tier: 'standard',
  priority: 'normal',
  waitingSince: NOW - 1_000_000 + index,
  units: 1,
  preferredAgentId: null,
  excludedAgentIds: [],
  ...change,
});
const agent = (index: number, change: Partial<RoutingAgent> = {}): RoutingAgent => ({
  id: `a${index}` as AgentId,
  status: 'available',
  teamIds: ['general' as TeamId],
  skills: { other: 2 },
  locales: ['en'],
  capacity: 3,
  load: 3,
  idleSince: 0,
  emergencyRun: 0,
  ...change,
});
const world = (
  agentCount: number,
  waiting: readonly WaitingItem[],
  change: Partial<WaitInput> = {},
): WaitInput => {
  const agents = Array.from({ length: agentCount }, (_, index) => agent(index));
  return {
    now: NOW,
    waiting,
    agents,
    overflow: new Map(),
    policy,
    inProgress: agents.flatMap(({ id }) =>
      [1, 4, 7].map((minutes) => ({
        agentId: id,
        category: 'other' as const,
        startedAt: NOW - minutes * MINUTE,
        units: 1,
      })),
    ),
    handling: learnHandling(samplesOf(10.7 * MINUTE)),
    arrivals: [],
    random: seededRandom(1),
    ...change,
  };
};
const toldMinutes = (input: WaitInput, id: string): number => {
  const estimate = estimateWait(input, id as ConversationId);
  assert.equal(estimate?.kind, 'estimate');
  return estimate?.kind === 'estimate' ? estimate.toldMs / MINUTE : Number.NaN;
};
const line = (count: number) => Array.from({ length: count }, (_, index) => item(index));

describe('waiting time', () => {
  it('depends on staffing: place 200 with 15 slots is 143 minutes, with 30 half of it', () => {
    const five = toldMinutes(world(5, line(200)), 'c00199');
    const ten = toldMinutes(world(10, line(200)), 'c00199');
    assert.ok(Math.abs(five - 142.7) < 15, `${five}`);
    assert.ok(Math.abs(ten - 71.3) < 9, `${ten}`);
  });

  it('gives no number when nobody on duty may ever take it', () => {
    const resting = world(3, line(4), {
      agents: [agent(0, { status: 'on_break' }), agent(1, { status: 'offline' })],
    });
    assert.deepEqual(estimateWait(resting, item(2).id), {
      kind: 'no_number',
      place: 3,
      cause: 'outside_staffing',
    });
    const elsewhere = world(3, line(4), { agents: [agent(0, { teamIds: ['markets' as TeamId] })] });
    assert.equal(estimateWait(elsewhere, item(2).id)?.kind, 'no_number');
    assert.equal(estimateWait(resting, 'nobody' as ConversationId), undefined);
  });

  it('counts in the place those who compete for the same agents, by rank', () => {
    const vip = item(3, { tier: 'vip' });
    const attack = item(4, { category: 'security' });
    const other = item(5, { teamId: 'markets' as TeamId, waitingSince: NOW - 2_000_000 });
    const places = estimateWaits(world(2, [item(0), vip, attack, other]));
    assert.deepEqual(
      [attack, vip, item(0), other].map(({ id }) => places.get(id)?.place),
      [1, 2, 3, 1],
    );
  });

  it('rises with those who come and rank before', () => {
    const kind = item(0, { category: 'security' });
    const calm = toldMinutes(world(5, line(60)), 'c00059');
    const rush = toldMinutes(world(5, line(60), { arrivals: [{ kind, perHour: 40 }] }), 'c00059');
    assert.ok(rush > calm * 1.3, `${calm} ${rush}`);
  });

  it('is not held up by a flood of newcomers', () => {
    const arrivals = [
      { kind: item(0, { category: 'security' }), perHour: 50_000 },
      { kind: item(0), perHour: 50_000 },
    ];
    const start = performance.now();
    const estimates = estimateWaits(world(5, line(1_000), { arrivals }));
    assert.equal(estimates.size, 1_000);
    // Unbounded it takes most of a minute.
    assert.ok(performance.now() - start < 5_000);
  });

  it('waits for a relaxing that lets a free agent in', () => {
    const beginner = agent(0, { load: 0, skills: { other: 1 } });
    const input = world(0, [item(0, { level: 2, waitingSince: NOW - 20_000 })], {
      agents: [beginner],
      inProgress: [],
    });
    assert.equal(toldMinutes(input, 'c00000'), 40_000 / MINUTE);
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const run = () => estimateWaits(world(3, line(count), { random: seededRandom(seed) }));
        assert.deepEqual(run(), run());
        for (const estimate of run().values()) {
          if (estimate.kind === 'no_number') continue;
          assert.ok(
            estimate.lowMs <= estimate.toldMs &&
              estimate.toldMs <= estimate.highMs &&
              estimate.lowMs >= 0,
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('handling times', () => {
  it('learns how much several at once slow an agent', () => {
    const random = seededRandom(4);
    const samples = Array.from({ length: 600 }, (_, index): HandlingSample => {
      const meanLoad = 1 + (index % 3);
      return {
        category: 'other',
        meanLoad,
        durationMs: (300_000 + 100_000 * drawSpread(random)) * (1 + 0.4 * (meanLoad - 1)),
      };
    });
    const { slowdown, workMs } = learnHandling(samples);
    assert.ok(Math.abs(slowdown - 0.4) < 0.08, `${slowdown}`);
    const median = workMs.other[300] as number;
    assert.ok(Math.abs(median - 300_000) < 30_000, `${median}`);
  });

  it('draws what remains from those that lasted longer', () => {
    const handling = learnHandling(samplesOf(5 * MINUTE, 1));
    const random = seededRandom(2);
    const longest = Math.max(...handling.workMs.other);
    for (let draw = 0; draw < 200; draw++) {
      const left = drawResidual(handling, 'other', 8 * MINUTE, 1, random);
      assert.ok(left >= 0 && left <= longest - 8 * MINUTE);
    }
    assert.ok(drawResidual(handling, 'other', longest * 2, 1, random) > 0);
  });

  it('is not fooled by a short history, in which only short work has ended', () => {
    const random = seededRandom(6);
    const durations = Array.from({ length: 60 }, () => MINUTE * (5 + 1.5 * drawSpread(random)));
    const short = durations.filter((durationMs) => durationMs <= 5 * MINUTE);
    const samples = short.map((durationMs) => ({
      category: 'other' as const,
      durationMs,
      meanLoad: 1,
    }));
    const ongoing = durations
      .filter((duration) => duration > 5 * MINUTE)
      .map(() => ({ category: 'other' as const, elapsedMs: 5 * MINUTE, load: 1 }));
    const mean = (work: Float64Array) => work.reduce((sum, one) => sum + one, 0) / work.length;
    assert.ok(mean(learnHandling(samples).workMs.other) < 4.2 * MINUTE);
    const corrected = mean(learnHandling(samples, ongoing).workMs.other);
    assert.ok(corrected > 4.8 * MINUTE, `${corrected / MINUTE}`);
  });

  it('falls back to policy without history', () => {
    const { measured, slowdown, workMs } = learnHandling([]);
    assert.deepEqual({ measured, slowdown }, { measured: false, slowdown: 0 });
    assert.ok((workMs.tax[5] as number) > 6 * MINUTE && (workMs.tax[5] as number) < 11 * MINUTE);
  });
});
