/**
 * `npm run bench -- waiting [--seeds N] [--json]`: told waiting times against real ones, on simulated support floors
 * that use the real matcher; staffing halves midway. And what one estimate costs.
 */
import type { ConversationId } from '../src/core/ids.ts';
import { estimateWait, estimateWaits } from '../src/core/routing/estimate-waits.ts';
import { learnHandling } from '../src/core/routing/handling.ts';
import { DEFAULT_ROUTING_POLICY } from '../src/core/routing/policy.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import type { WaitInput } from '../src/core/routing/wait-input.ts';
import { quantile, report } from './report.ts';
import { makeAgent, makeItem, OVERFLOW } from './routing-world.ts';
import { busyFloor, playWorld, relativeErrors, type Told } from './waiting-world.ts';

const seedsAt = process.argv.indexOf('--seeds');
const seeds = seedsAt < 0 ? 1 : Number(process.argv[seedsAt + 1]);

const study = (plain: boolean, halved: boolean): readonly Told[] =>
  Array.from({ length: seeds }, (_, seed) =>
    playWorld(busyFloor({ seed: seed + 1, plain, halved })),
  ).flat();

const p80 = (told: readonly Told[]): number => quantile(relativeErrors(told), 0.8);
const covered = (told: readonly Told[]): number =>
  told.filter(({ realMs, lowMs, highMs }) => realMs >= lowMs && realMs <= highMs + 1_000).length /
  told.length;

const plain = study(true, false);
const plainHalved = study(true, true);
const mixed = study(false, false);
const mixedHalved = study(false, true);

const random = seededRandom(3);
const agents = Array.from({ length: 50 }, (_, index) => ({
  ...makeAgent(`agent-${index}`, random),
  load: 3,
}));
const waiting = Array.from({ length: 1_000 }, (_, index) =>
  makeItem(`i${index}`, 3_600_000 - index * 1_000, random),
);
const input = (seed: number): WaitInput => ({
  now: 3_600_000,
  waiting,
  agents,
  overflow: OVERFLOW,
  policy: DEFAULT_ROUTING_POLICY,
  inProgress: agents.flatMap(({ id }) =>
    [1, 2, 3].map((part) => ({
      agentId: id,
      category: 'other' as const,
      startedAt: 3_600_000 - part * 90_000,
      units: 1,
    })),
  ),
  handling: learnHandling([]),
  arrivals: waiting.slice(0, 60).map((kind) => ({ kind, perHour: 10 })),
  random: seededRandom(seed),
});
const timed = (run: (seed: number) => void) => {
  for (let seed = 0; seed < 5; seed++) run(seed);
  return Array.from({ length: 15 }, (_, seed) => {
    const start = performance.now();
    run(seed);
    return performance.now() - start;
  });
};
const last = waiting[0]?.id as ConversationId;

report({
  suite: 'waiting',
  figures: {
    told_count: plain.length + plainHalved.length + mixed.length + mixedHalved.length,
    plain_real_p50_min: quantile(
      plain.map(({ realMs }) => realMs / 60_000),
      0.5,
    ),
    plain_error_p80_ratio: p80(plain),
    plain_halved_error_p80_ratio: p80(plainHalved),
    mixed_real_p50_min: quantile(
      mixed.map(({ realMs }) => realMs / 60_000),
      0.5,
    ),
    mixed_error_p80_ratio: p80(mixed),
    mixed_halved_error_p80_ratio: p80(mixedHalved),
    mixed_halved_place_10_up_error_p80_ratio: p80(mixedHalved.filter(({ place }) => place >= 10)),
    mixed_halved_place_below_10_error_p80_ratio: p80(mixedHalved.filter(({ place }) => place < 10)),
    within_told_range_ratio: covered([...plain, ...plainHalved, ...mixed, ...mixedHalved]),
    estimate_one_of_1000_by_50_p50_ms: quantile(
      timed((seed) => void estimateWait(input(seed), last)),
      0.5,
    ),
    estimate_all_1000_by_50_p50_ms: quantile(
      timed((seed) => void estimateWaits(input(seed))),
      0.5,
    ),
  },
  goals: {
    plain_error_p80_ratio: { op: '<=', value: 0.35 },
    plain_halved_error_p80_ratio: { op: '<=', value: 0.35 },
    mixed_error_p80_ratio: { op: '<=', value: 0.35 },
    mixed_halved_error_p80_ratio: { op: '<=', value: 0.35 },
    estimate_one_of_1000_by_50_p50_ms: { op: '<=', value: 20 },
    estimate_all_1000_by_50_p50_ms: { op: '<=', value: 50 },
  },
  json: process.argv.includes('--json'),
});
