/**
 * `npm run sim -- sla --seeds N [--seed S] [--json]`: N random histories from seed S (1) on. Each is followed by the
 * product, event by event and timer by timer, and compared with an oracle that walks through it minute by minute.
 * Ends with 1 when anything differed.
 */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { runHistory } from '../test/sim-sla/run-history.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const PROGRESS_MS = 5_000;
/** Of the differences found, so many are told. */
const TOLD = 20;

const first = Number(values.seed);
const count = Number(values.seeds);
if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1)
  throw new Error('--seeds and --seed are whole numbers.');
const startedAt = performance.now();
const totals = { failing: 0, differences: 0, clocks: 0, breaches: 0, warnings: 0, latestMs: 0 };
let toldAt = startedAt;

for (let seed = first; seed < first + count; seed++) {
  const result = runHistory(seed);
  totals.clocks += result.clocks;
  totals.breaches += result.breaches;
  totals.warnings += result.warnings;
  totals.latestMs = Math.max(totals.latestMs, result.latestMs);
  if (result.wrong.length > 0) totals.failing++;
  for (const what of result.wrong) {
    totals.differences++;
    if (totals.differences <= TOLD) console.log(`seed ${seed}: ${what}`);
  }
  if (performance.now() - toldAt > PROGRESS_MS) {
    toldAt = performance.now();
    console.error(`${seed - first + 1} of ${count} histories, ${totals.failing} differ`);
  }
}

const seconds = (performance.now() - startedAt) / 1_000;
report({
  suite: 'sim sla',
  figures: {
    seeds_count: count,
    seeds_per_second: count / seconds,
    promises_count: totals.clocks,
    breaches_count: totals.breaches,
    warnings_count: totals.warnings,
    latest_breach_ms: totals.latestMs,
    failing_seeds_count: totals.failing,
    differences_count: totals.differences,
  },
  goals: {
    differences_count: { op: '<=', value: 0 },
    latest_breach_ms: { op: '<=', value: 2_000 },
  },
  json: values.json,
});
console.log(
  totals.failing === 0
    ? `All ${count} histories are as the oracle says.`
    : `${totals.failing} of ${count} histories differ from the oracle.`,
);
