import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { definition, LEAD, withEngine } from '../../../test/automation-world.ts';
import { startedBy } from '../../../test/conversation-world.ts';
import { KNOWN } from '../../../test/models/rules.ts';
import { checkRule, mayBePublished } from '../../core/automation/check-rules.ts';
import { READY_RULES } from './ready-rules.ts';
import { createCurrentRules } from './rule-book.ts';
import { readTrial, startTrial } from './run-trial.ts';
import { cancelTrial, insertTrial, moveTrial } from './store-trials.ts';

test('the rules that an installation begins with are sound, by themselves and together', () => {
  const placed = READY_RULES.map(({ key, definition: each }) => ({
    ruleId: key,
    definition: each,
  }));
  for (const { key } of READY_RULES) {
    const problems = checkRule(key, placed, KNOWN);
    assert.ok(mayBePublished(problems), JSON.stringify(problems));
    assert.deepEqual(
      problems.filter(({ code }) => code === 'loop'),
      [],
    );
  }
});

test('a dry run counts what would have been, and changes nothing', () =>
  withEngine(async ({ deps }, database, customerId) => {
    for (let place = 0; place < 3; place++) await startedBy(deps, customerId);
    const count = async () =>
      (await sql<{ n: number }>`SELECT count(*) AS n FROM events`.execute(database)).rows[0]?.n;
    const before = await count();
    const request = {
      ruleId: null,
      definition: definition({ actions: [{ kind: 'note', words: 'Seen.' }] }),
      by: LEAD,
    };
    const begun = await startTrial(deps, createCurrentRules(deps), [], request);
    assert.ok(begun.ok);
    let trial = begun.value;
    while (trial.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const read = await readTrial(deps, trial.trialId);
      assert.ok(read.ok);
      trial = read.value;
    }
    assert.deepEqual(
      [trial.state, trial.checked, trial.total, trial.matched, trial.applied],
      ['done', 3, 3, 3, 3],
    );
    assert.deepEqual(
      trial.samples.map(({ actions }) => actions),
      [['note'], ['note'], ['note']],
    );
    assert.equal(await count(), before);
  }));

test('a dry run that was cancelled ends at its next word, and stays cancelled', () =>
  withEngine(async ({ deps }, database) => {
    const trialId = deps.ids.uuid();
    const trial = { trialId, ruleId: null, definition: definition({}), from: 0, to: 1, total: 9 };
    await insertTrial(database, { ...trial, by: LEAD });
    const progress = { checked: 4, matched: 1, applied: 1, samples: [] };
    assert.equal(await moveTrial(database, trialId, progress, null), true);
    await cancelTrial(database, trialId);
    assert.equal(await moveTrial(database, trialId, { ...progress, checked: 8 }, 'done'), false);
    const read = await readTrial(deps, trialId);
    assert.ok(read.ok);
    assert.deepEqual([read.value.state, read.value.checked], ['cancelled', 4]);
  }));
