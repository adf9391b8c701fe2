/**
 * Reporter of `node --test` for test/run.ts: the failures with their reasons, every skipped or unfinished test by name
 * (nothing is skipped silently), and a last line with the counts, what failed, and what took longest.
 */
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

export const COUNTS_PREFIX = '##counts ';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Names of the tests that failed. */
  readonly failures?: readonly string[];
  /** The longest first. */
  readonly slowest?: readonly { readonly name: string; readonly seconds: number }[];
}

const SLOWEST = 12;

const fileOf = (data: { readonly file?: string }): string =>
  data.file === undefined ? '' : relative(process.cwd(), data.file);

const placeOf = (data: { readonly file?: string; readonly line?: number }): string =>
  data.file === undefined ? '' : `${fileOf(data)}:${data.line ?? 0}`;

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
};

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  const failures: string[] = [];
  const took: { name: string; seconds: number }[] = [];
  for await (const event of source) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') yield event.data.message;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { data } = event;
    if (data.details.type !== 'suite')
      took.push({
        name: `${data.name} (${fileOf(data)})`,
        seconds: Math.round(data.details.duration_ms / 100) / 10,
      });
    const left =
      data.skip !== undefined ? 'skipped' : data.todo !== undefined ? 'unfinished' : undefined;
    if (left !== undefined) {
      skipped += 1;
      yield `${left}: ${data.name} (${placeOf(data)})\n`;
    } else if (event.type === 'test:fail') {
      if (event.data.details.type === 'suite') continue;
      failed += 1;
      failures.push(data.name);
      yield `FAILED: ${data.name} (${placeOf(data)})\n${reasonOf(event.data.details.error)}\n\n`;
    } else if (event.data.details.type !== 'suite') {
      passed += 1;
    }
  }
  const slowest = took.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  const counts: Counts = { passed, failed, skipped, failures, slowest };
  yield `${COUNTS_PREFIX}${JSON.stringify(counts)}\n`;
}
