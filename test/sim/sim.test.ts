import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLANTS } from './protocol.ts';
import { runSimulation } from './run-simulation.ts';

const SEEDS = 1_000;
const SEEDS_TO_FIND_A_PLANT = 60;

test(`${SEEDS} simulated runs with faults break no invariant and come to rest`, () => {
  let acknowledged = 0;
  let faults = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const result = runSimulation(seed);
    acknowledged += result.acknowledged;
    faults += result.faults;
    const [first] = result.violations;
    assert.equal(
      first,
      undefined,
      `seed ${seed}: ${first?.invariant}: ${first?.what}. Look: npm run sim -- --seed ${seed} --trace`,
    );
  }
  // A simulation in which nothing happens finds nothing.
  assert.ok(acknowledged > 20 * SEEDS, `only ${acknowledged} acknowledged`);
  assert.ok(faults > 4 * SEEDS, `only ${faults} faults`);
});

test('a seed replays to the byte', () => {
  for (const seed of [3, 77, 501]) {
    const first = runSimulation(seed, { trace: true });
    assert.ok(first.trace.length > 2_000);
    assert.equal(runSimulation(seed, { trace: true }).trace, first.trace);
    assert.notEqual(runSimulation(seed + 1, { trace: true }).trace, first.trace);
  }
});

const EXPECTED = {
  memory_dedupe: 'I2',
  acknowledge_before_commit: 'I1',
  global_cursor: 'I4',
  unlocked_claim: 'I5',
} as const;

for (const plant of PLANTS) {
  test(`the simulation finds a planted fault: ${plant}`, () => {
    for (let seed = 1; seed <= SEEDS_TO_FIND_A_PLANT; seed++) {
      const found = runSimulation(seed, { plant }).violations.map(({ invariant }) => invariant);
      if (found.includes(EXPECTED[plant])) return;
    }
    assert.fail(`not found in ${SEEDS_TO_FIND_A_PLANT} seeds`);
  });
}
