/** `npm run bench -- routing [--json]`: how fast the matcher matches. */
import { match } from '../src/core/routing/match.ts';
import { DEFAULT_ROUTING_POLICY } from '../src/core/routing/policy.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import { quantile, report } from './report.ts';
import { makeAgent, makeItem, OVERFLOW } from './routing-world.ts';

const NOW = 3_600_000;
const policy = DEFAULT_ROUTING_POLICY;

const timed = (repeats: number, run: (round: number) => void): readonly number[] => {
  for (let round = 0; round < Math.ceil(repeats / 5); round++) run(round);
  return Array.from({ length: repeats }, (_, round) => {
    const start = performance.now();
    run(round);
    return performance.now() - start;
  });
};

const random = seededRandom(20);
const agents = Array.from({ length: 1_000 }, (_, index) => makeAgent(`agent-${index}`, random));
const waiting = Array.from({ length: 10_000 }, (_, index) =>
  makeItem(`item-${index}`, NOW - Math.floor(random() * 1_200_000), random),
);
const single = waiting.map((item) => ({ ...item, waitingSince: NOW }));

let given = 0;
const bulkMs = timed(40, () => {
  given = match({ now: NOW, waiting, agents, overflow: OVERFLOW, policy }).length;
});
const busy = agents.map((agent) => ({ ...agent, load: agent.capacity }));
const oneLeft = busy.map((agent, index) => (index % 100 === 0 ? { ...agent, load: 0 } : agent));
const scarceMs = timed(
  40,
  () => void match({ now: NOW, waiting, agents: oneLeft, overflow: OVERFLOW, policy }),
);
const arrivalMs = timed(500, (round) => {
  const item = single[round % single.length] as (typeof single)[number];
  match({ now: NOW, waiting: [item], agents, overflow: OVERFLOW, policy });
});

report({
  suite: 'routing',
  figures: {
    match_10000_by_1000_p50_ms: quantile(bulkMs, 0.5),
    match_10000_by_1000_p95_ms: quantile(bulkMs, 0.95),
    given_of_10000_count: given,
    match_10000_by_1000_nearly_full_p95_ms: quantile(scarceMs, 0.95),
    one_arrival_by_1000_p50_ms: quantile(arrivalMs, 0.5),
    one_arrival_by_1000_p99_ms: quantile(arrivalMs, 0.99),
  },
  goals: {
    match_10000_by_1000_p95_ms: { op: '<=', value: 30 },
    match_10000_by_1000_nearly_full_p95_ms: { op: '<=', value: 30 },
    one_arrival_by_1000_p99_ms: { op: '<=', value: 1 },
  },
  json: process.argv.includes('--json'),
});
