/**
 * `npm run sim -- [conversations] --seeds N [--seed S] [--plant NAME] [--trace] [--json]`: N simulated runs from seed S (1) on.
 * With `--trace` the one run of seed S is told line by line. Ends with 1 when an invariant was broken.
 */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { PLANTS, type Plant } from '../test/sim/protocol.ts';
import { runSimulation } from '../test/sim/run-simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'string' },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const plant = PLANTS.find((name) => name === values.plant) satisfies Plant | undefined;
if (values.plant !== undefined && plant === undefined) {
  throw new Error(`No such plant: one of ${PLANTS.join(', ')}.`);
}
const first = Number(values.seed);
const count = values.trace ? 1 : Number(values.seeds);
const startedAt = performance.now();
const totals = { acknowledged: 0, events: 0, faults: 0, violations: 0, failing: 0, slowest: 0 };

for (let seed = first; seed < first + count; seed++) {
  const result = runSimulation(seed, {
    ...(plant === undefined ? {} : { plant }),
    trace: values.trace,
  });
  if (values.trace) process.stdout.write(result.trace);
  totals.acknowledged += result.acknowledged;
  totals.events += result.events;
  totals.faults += result.faults;
  totals.violations += result.violations.length;
  totals.failing += result.violations.length > 0 ? 1 : 0;
  totals.slowest = Math.max(totals.slowest, result.calmedAfterMs);
  for (const { invariant, what } of result.violations)
    console.log(`seed ${seed}: ${invariant}: ${what}`);
}

const seconds = (performance.now() - startedAt) / 1_000;
report({
  suite: 'sim',
  figures: {
    seeds_count: count,
    seeds_per_second: count / seconds,
    acknowledged_count: totals.acknowledged,
    events_count: totals.events,
    faults_count: totals.faults,
    slowest_rest_ms: totals.slowest,
    failing_seeds_count: totals.failing,
    violations_count: totals.violations,
  },
  goals: { violations_count: { op: '<=', value: 0 } },
  json: values.json,
});
