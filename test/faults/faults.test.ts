import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../src/core/routing/random.ts';
import { createTestDatabase } from '../database.ts';
import type { Verdict } from './judge.ts';
import { planFaults } from './plan.ts';
import { PLANTS, type Plant } from './planted/planted-store.ts';
import { openPlantedTarget } from './planted/planted-target.ts';
import { type FaultsResult, runFaults } from './run-faults.ts';
import { FAULT_KINDS } from './target.ts';

const SECONDS = 6;
const TRIES = 3;
const FIRST_PORT = 7560;
const PORTS_EACH = 4;

const play = async (plant: Plant, seed: number): Promise<FaultsResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-planted-'));
  const database = await createTestDatabase();
  const first = FIRST_PORT + PLANTS.indexOf(plant) * PORTS_EACH;
  const target = await openPlantedTarget({
    plant,
    databaseUrl: database.url,
    ports: [first, first + 1],
    logFile: join(folder, 'log'),
  });
  try {
    return await runFaults({
      target,
      seed,
      seconds: SECONDS,
      customers: 6,
      proxyPorts: [first + 2, first + 3],
      say: () => undefined,
    });
  } finally {
    await target.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const EXPECTED: Readonly<Record<Exclude<Plant, 'none'>, Verdict>> = {
  memory_dedupe: 'doubled',
  acknowledge_before_commit: 'lost',
  global_cursor: 'missed_by_a_reader',
  unlocked_claim: 'double_assignments',
};

const isFound = async (plant: Exclude<Plant, 'none'>): Promise<string | undefined> => {
  const found = new Set<Verdict>();
  for (let seed = 1; seed <= TRIES; seed++) {
    const { findings, counts } = await play(plant, seed);
    if (findings.some(({ verdict }) => verdict === EXPECTED[plant])) return undefined;
    for (const { verdict } of findings) found.add(verdict);
    if (seed === TRIES)
      return `${plant}: found only ${[...found].join(' ') || 'nothing'} in ${JSON.stringify(counts)}`;
  }
  return undefined;
};

test('the faults harness finds each planted fault, and nothing in a server without one', async () => {
  const plants = PLANTS.filter((plant) => plant !== 'none');
  const [clean, ...missed] = await Promise.all([play('none', 1), ...plants.map(isFound)]);
  assert.deepEqual(
    missed.filter((what) => what !== undefined),
    [],
  );
  assert.deepEqual(clean.findings, []);
  assert.ok((clean.counts.acknowledged_count ?? 0) > 20, JSON.stringify(clean.counts));
  assert.ok((clean.counts.kill_server_count ?? 0) > 0, JSON.stringify(clean.counts));
  assert.equal(clean.counts.unanswered_count, 0);
});

test('a plan is the same for the same seed, and begins with every kind of fault', () => {
  const plan = planFaults(FAULT_KINDS, 60_000, seededRandom(7));
  assert.deepEqual(planFaults(FAULT_KINDS, 60_000, seededRandom(7)), plan);
  assert.notDeepEqual(planFaults(FAULT_KINDS, 60_000, seededRandom(8)), plan);
  assert.deepEqual(
    plan
      .slice(0, FAULT_KINDS.length)
      .map(({ kind }) => kind)
      .sort(),
    [...FAULT_KINDS].sort(),
  );
});
