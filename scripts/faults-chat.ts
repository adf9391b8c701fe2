/**
 * `npm run faults -- [chat] --seconds N --seed S [--customers N] [--json]`: two processes of `npm run serve` on one PostgreSQL,
 * spoken to over public HTTP and live lines only, while by a seeded plan servers are killed, stopped past their leases
 * and given wrong clocks, PostgreSQL is killed, and connections are cut or left half-open; six agents claim each
 * conversation at once. Then everything is mended and the logs are judged. Ends with 1 when anything was lost,
 * doubled, reordered or given to two.
 */
import { parseArgs } from 'node:util';
import { report } from '../bench/report.ts';
import { VERDICTS } from '../test/faults/judge.ts';
import { openProductTarget } from '../test/faults/product-target.ts';
import { runFaults } from '../test/faults/run-faults.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    customers: { type: 'string', default: '10' },
    folder: { type: 'string', default: '/tmp/mainstay-faults' },
    entry: { type: 'string' },
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
  },
});

const SERVER_PORTS = [7551, 7552];
const PROXY_PORTS = [7553, 7554];
const DATABASE_PORT = 7555;
const seconds = Number(values.seconds);
const seed = Number(values.seed);
const startedAt = performance.now();
const say = (line: string): void =>
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} ${line}`);

const target = await openProductTarget({
  folder: values.folder,
  databasePort: DATABASE_PORT,
  serverPorts: SERVER_PORTS,
  ...(values.entry === undefined ? {} : { entry: values.entry }),
  say,
});
try {
  const { findings, counts } = await runFaults({
    target,
    seed,
    seconds,
    customers: Number(values.customers),
    proxyPorts: PROXY_PORTS,
    say,
  });
  for (const { verdict, what } of findings) console.log(`${verdict}: ${what}`);
  const found = Object.fromEntries(
    VERDICTS.map((verdict) => [
      `${verdict}_count`,
      findings.filter((finding) => finding.verdict === verdict).length,
    ]),
  );
  report({
    suite: 'faults',
    figures: { seed, seconds, ...counts, ...found },
    goals: {
      ...Object.fromEntries(
        VERDICTS.map((verdict) => [`${verdict}_count`, { op: '<=', value: 0 } as const]),
      ),
      unanswered_count: { op: '<=', value: 0 },
      refused_to_customers_count: { op: '<=', value: 0 },
      // A run in which little happens shows little.
      acknowledged_count: { op: '>=', value: 5 * seconds },
      claims_won_count: { op: '>=', value: seconds / 2 },
    },
    json: values.json,
  });
} finally {
  await target.close();
}
process.exit();
