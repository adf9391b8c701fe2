/**
 * `npm run faults -- promises [--seconds N] [--seed S] [--cases N] [--json]`: two processes of `npm run serve` on one
 * PostgreSQL; cases are promised answers that come due within the run, some are answered in time or late, and by a
 * seeded plan servers and PostgreSQL are killed with -9 and the processes' clocks jump an hour to and fro, while the
 * receiver of webhooks fails two times in five. Then everything is mended and the logs are judged. The clock of the
 * database, by which promises are kept, cannot be moved here: instead what was promised is brought nearer, so that
 * restarts fall before, on and after the lapses; tries of webhooks that wait for hours are brought nearer as well. Ends with 1 when a promise lapsed unnoticed, was told of twice, was
 * judged wrongly, or a webhook was lost or out of order.
 */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import { judge } from '../test/faults/promises/judge.ts';
import { play } from '../test/faults/promises/play.ts';
import { openPromiseStage } from '../test/faults/promises/stage.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seconds: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '40' },
    folder: { type: 'string', default: '/tmp/mainstay-faults-promises' },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});
const random = seededRandom(Number(values.seed));
const seconds = Number(values.seconds);
const cases = Number(values.cases);
const startedAt = performance.now();
const say = (line: string): void =>
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} ${line}`);

const stage = await openPromiseStage(values.folder, random, say);
try {
  const played = await play(stage, { random, cases, seconds, say });
  const { findings, counts } = await judge(
    stage.stage.database.url,
    played.conversationIds,
    stage.received,
  );
  for (const finding of findings) console.log(finding);
  report({
    suite: 'faults-promises',
    figures: {
      cases,
      seconds,
      ...played.faults,
      answered: played.answered,
      ...counts,
      findings_count: findings.length,
    },
    goals: {
      findings_count: { op: '<=', value: 0 },
      // A run in which little happens shows little.
      notices: { op: '>=', value: cases / 4 },
      kept: { op: '>=', value: 1 },
      server_kills: { op: '>=', value: 3 },
      database_crashes: { op: '>=', value: 1 },
      clock_jumps: { op: '>=', value: 1 },
    },
    json: values.json,
  });
} finally {
  await stage.close();
}
process.exit();
