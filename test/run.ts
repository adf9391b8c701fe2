/**
 * `npm test` runs every step below; `npm run verify` those that take seconds; `npm test -- unit journeys` the named;
 * `--slow` also says which tests took longest.
 * Each step is one line with its result and duration; the output of a step is shown when it fails.
 * The last line counts everything, and the exit code is 0 only when nothing failed.
 */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { COUNTS_PREFIX, type Counts } from './report.ts';

interface Step {
  readonly name: string;
  /** Failures are shown, and the tests that failed are run once more before they count. */
  readonly secondTry?: true;
  readonly quick?: true;
  /** So many processes at once, each with its share of the files; a machine for this has two cores. */
  readonly shares?: number;
  /** `only`: of the share's tests those of these names. */
  readonly command: (share: number, only?: readonly string[]) => readonly string[];
  readonly limitMs: number;
}

const ROOT = resolve(import.meta.dirname, '..');
const MINUTE_MS = 60_000;
const SIMULATION_SEEDS = 1_000;
const HISTORIES = 200;
const FAULTS_SECONDS = 30;

const bin = (name: string): string => join(ROOT, 'node_modules', '.bin', name);
const node = (...args: readonly string[]): readonly string[] => [process.execPath, ...args];

const SHARES = 2;
/** `npm test -- --slow` says what took longest. */
const SHOWS_SLOWEST = process.argv.includes('--slow');

/** What a file of tests takes goes with how many databases and servers it opens. */
const weightOf = (file: string): number =>
  1 + 4 * (readFileSync(join(ROOT, file), 'utf8').match(/\bwith[A-Z]\w+\(/g)?.length ?? 0);

/** The heaviest first, each to whoever has least: both processes end at about the same time. */
const shareOut = (files: readonly string[], shares: number): readonly (readonly string[])[] => {
  const weighed = files.map((file) => ({ file, weight: weightOf(file) }));
  const parts = Array.from({ length: shares }, () => ({ weight: 0, files: [] as string[] }));
  for (const { file, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const lightest = parts.reduce((least, part) => (part.weight < least.weight ? part : least));
    lightest.files.push(file);
    lightest.weight += weight;
  }
  return parts.map((part) => part.files.sort());
};

/** These files in one process, one after the other: one database server for all of them. */
const nodeTests = (files: readonly string[], only: readonly string[] = []): readonly string[] =>
  node(
    '--test',
    ...only.map((name) => `--test-name-pattern=^${RegExp.escape(name)}$`),
    '--test-isolation=none',
    '--test-timeout=120000',
    '--test-reporter=./test/report.ts',
    ...files,
  );

const filesOf = (...patterns: readonly string[]): readonly string[] => {
  const files = globSync([...patterns], { cwd: ROOT }).sort();
  if (files.length === 0) throw new Error(`There are no tests: ${patterns.join(' ')}`);
  return files;
};

const units = (): readonly string[] =>
  filesOf('src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts', '{bench,eval}/**/*.test.ts');

const STEPS: readonly Step[] = [
  {
    name: 'format and lint',
    quick: true,
    command: () => [bin('biome'), 'ci', '.', '--colors=off', '--max-diagnostics=50'],
    limitMs: MINUTE_MS,
  },
  {
    name: 'types of the server',
    quick: true,
    command: () => [bin('tsc'), '-p', 'tsconfig.json'],
    limitMs: 2 * MINUTE_MS,
  },
  {
    name: 'types of the web',
    quick: true,
    command: () => [bin('tsc'), '-p', 'web/tsconfig.json'],
    limitMs: 2 * MINUTE_MS,
  },
  {
    name: 'types of the journeys',
    quick: true,
    command: () => [bin('tsc'), '-p', 'test/journeys/tsconfig.json'],
    limitMs: 2 * MINUTE_MS,
  },
  {
    name: 'import rules',
    quick: true,
    command: () => node('scripts/check-imports.ts'),
    limitMs: MINUTE_MS,
  },
  {
    name: 'unused code',
    quick: true,
    command: () => [bin('knip'), '--no-progress'],
    limitMs: MINUTE_MS,
  },
  {
    name: 'texts in every language',
    quick: true,
    command: () => node('scripts/check-texts.ts'),
    limitMs: MINUTE_MS,
  },
  // Before the units: some of them start the whole server, pages included.
  { name: 'build', command: () => node('scripts/build-web.ts'), limitMs: 3 * MINUTE_MS },
  {
    name: 'unit',
    // Two processes on two cores: what waits for a clock or another process may be late.
    secondTry: true,
    shares: SHARES,
    command: (share, only) => nodeTests(shareOut(units(), SHARES)[share] ?? [], only),
    limitMs: 8 * MINUTE_MS,
  },
  {
    name: 'sim',
    command: () => node('scripts/sim.ts', '--seeds', String(SIMULATION_SEEDS)),
    limitMs: 5 * MINUTE_MS,
  },
  {
    name: 'sim-sla',
    command: () => node('scripts/sim.ts', 'sla', '--seeds', String(HISTORIES)),
    limitMs: 2 * MINUTE_MS,
  },
  {
    name: 'journeys',
    secondTry: true,
    // One after the other: two browsers with all their servers are more than two cores carry in time.
    command: (_share, only) => nodeTests(filesOf('test/journeys/*.journey.ts'), only),
    limitMs: 15 * MINUTE_MS,
  },
  {
    name: 'faults',
    command: () => node('scripts/faults.ts', '--seconds', String(FAULTS_SECONDS), '--seed', '1'),
    limitMs: 3 * MINUTE_MS,
  },
];

interface Result {
  readonly exitCode: number | null;
  readonly output: string;
}

const run = (command: readonly string[], limitMs: number): Promise<Result> =>
  new Promise((settle) => {
    const [program = '', ...args] = command;
    // A group of its own, so that whatever it started ends with it when time is up.
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const endGroup = (signal: NodeJS.Signals): void => {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    };
    const stopAtExit = (): void => endGroup('SIGTERM');
    process.once('exit', stopAtExit);
    const timer = setTimeout(() => {
      output += `\nStopped after ${limitMs / 1000} s.\n`;
      endGroup('SIGKILL');
    }, limitMs);
    child.once('error', (error) => {
      output += `${error.message}\n`;
    });
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      process.removeListener('exit', stopAtExit);
      settle({ exitCode, output });
    });
  });

/** Steps without tests of their own count as one. */
const countsOf = ({ exitCode, output }: Result): Counts => {
  const line = output.split('\n').findLast((one) => one.startsWith(COUNTS_PREFIX));
  if (line === undefined) {
    return exitCode === 0
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0 };
  }
  const counts = JSON.parse(line.slice(COUNTS_PREFIX.length)) as Counts;
  // A process that fails beside its tests (a crash, an error after the last one) must not look well.
  const unexplained = exitCode !== 0 && counts.failed === 0;
  const empty = counts.passed + counts.failed + counts.skipped === 0;
  return unexplained || empty ? { ...counts, failed: counts.failed + 1 } : counts;
};

const nameOf = ({ name, shares = 1 }: Step, share: number): string =>
  shares === 1 ? name : `${name} ${share + 1}/${shares}`;

const performOnce = async (
  step: Step,
  share: number,
  only?: readonly string[],
): Promise<Counts> => {
  const startedAt = performance.now();
  let result: Result;
  try {
    result = await run(step.command(share, only), step.limitMs);
  } catch (error) {
    result = { exitCode: 1, output: error instanceof Error ? error.message : String(error) };
  }
  const counts = countsOf(result);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const verdict = counts.failed === 0 ? 'ok    ' : 'FAILED';
  const total = counts.passed + counts.failed;
  console.log(
    `${verdict}  ${nameOf(step, share).padEnd(24)} ${seconds.padStart(6)} s${total > 1 ? `  ${counts.passed} of ${total}` : ''}`,
  );
  const shown = result.output.replace(new RegExp(`^${COUNTS_PREFIX}.*\n`, 'gm'), '').trim();
  if ((counts.failed > 0 || counts.skipped > 0) && shown !== '') {
    console.log(shown.replace(/^/gm, '        '));
  }
  if (SHOWS_SLOWEST)
    for (const { name, seconds: took } of counts.slowest ?? [])
      console.log(`        ${took.toFixed(1).padStart(6)} s  ${name}`);
  return counts;
};

const performShare = async (step: Step, share: number): Promise<Counts> => {
  const counts = await performOnce(step, share);
  if (counts.failed === 0 || step.secondTry !== true) return counts;
  const { failures = [] } = counts;
  // A process that failed beside its tests says nothing of which.
  const only = failures.length === counts.failed ? failures : undefined;
  console.log(`again   ${nameOf(step, share)}: on a busy machine one may be late once, not twice`);
  const again = await performOnce(step, share, only);
  if (only === undefined) return again;
  // What was not found again has not gone well; what went well the first time still counts.
  const failed = Math.max(again.failed, counts.failed - again.passed);
  return { passed: counts.passed + counts.failed - failed, failed, skipped: counts.skipped };
};

const perform = async (step: Step): Promise<Counts> => {
  const shares = Array.from({ length: step.shares ?? 1 }, (_, share) => performShare(step, share));
  return (await Promise.all(shares)).reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
  }));
};

const chosen = (): readonly Step[] => {
  const words = process.argv.slice(2).filter((word) => word !== '--slow');
  if (words.includes('--quick')) return STEPS.filter(({ quick }) => quick);
  if (words.length === 0) return STEPS;
  const unknown = words.filter((word) => !STEPS.some(({ name }) => name === word));
  if (unknown.length > 0) {
    console.error(
      `No such step: ${unknown.join(', ')}. There are: ${STEPS.map(({ name }) => name).join(', ')}.`,
    );
    process.exit(2);
  }
  return STEPS.filter(({ name }) => words.includes(name));
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of chosen()) {
  const counts = await perform(step);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed === 0 ? 0 : 1);
