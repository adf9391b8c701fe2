import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { withTestDatabase } from '../../../test/database.ts';
import type { Database } from '../../ports/database.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createDueWork } from './run-due-work.ts';
import { claimDueWork, finishDueWork, insertDueWork } from './store.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const item = (key: string, dueAt = Date.now() - 1_000) => ({
  key,
  kind: 'greet',
  payload: { key },
  dueAt,
});

const runner = (database: Database, handler: DueHandler) =>
  createDueWork({
    database,
    log: quiet,
    handlers: new Map([['greet', handler]]),
    pollMs: 20,
    metrics: createMetrics({ processMetrics: false }),
  });

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !condition(); i++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(condition());
};

test('work written twice under one key happens once, and nothing happens before it is due', () =>
  withTestDatabase(async (database) => {
    const done: string[] = [];
    const work = runner(database, async ({ key }) => void done.push(String(key)));
    await insertDueWork(database, [item('a'), item('b'), item('later', Date.now() + 60_000)]);
    await insertDueWork(database, [item('a')]);
    await work.start();
    await until(() => done.length === 2);
    await work.stop();
    assert.deepEqual(done.sort(), ['a', 'b']);
  }));

test('two runners share the work: each piece is done by one', () =>
  withTestDatabase(async (database) => {
    const done: string[] = [];
    const work = [1, 2].map(() => runner(database, async ({ key }) => void done.push(String(key))));
    await insertDueWork(
      database,
      Array.from({ length: 200 }, (_, i) => item(`k${i}`)),
    );
    await Promise.all(work.map((one) => one.start()));
    await until(() => done.length >= 200);
    await Promise.all(work.map((one) => one.stop()));
    assert.equal(new Set(done).size, 200);
    assert.equal(done.length, 200);
  }));

test('what fails is tried again later, with its error kept', () =>
  withTestDatabase(async (database) => {
    let tries = 0;
    const work = runner(database, async () => {
      tries++;
      if (tries === 1) throw new Error('mail server away');
    });
    await insertDueWork(database, [item('mail')]);
    await work.start();
    await until(() => tries === 1);
    const { rows } = await sql<{ last_error: string; failed_at: Date | null }>`
      SELECT last_error, failed_at FROM due_work`.execute(database);
    await until(() => tries === 2);
    await work.stop();
    assert.deepEqual(rows, [{ last_error: 'mail server away', failed_at: null }]);
  }));

test('a worker that overslept its claim cannot finish the work of the next one', () =>
  withTestDatabase(async (database) => {
    await insertDueWork(database, [item('a')]);
    const [late] = await claimDueWork(database, 1, 0);
    const [next] = await claimDueWork(database, 1, 60);
    assert.ok(late && next);
    await finishDueWork(database, [late]);
    const { rows } = await sql`SELECT 1 FROM due_work`.execute(database);
    assert.equal(rows.length, 1);
  }));

test('the start is refused when work waits that nobody can do', () =>
  withTestDatabase(async (database) => {
    await insertDueWork(database, [{ ...item('x'), kind: 'forgotten' }]);
    await assert.rejects(runner(database, async () => undefined).start(), /forgotten/);
  }));

test('what concerns security comes first, and what may wait comes last, however long either has waited', () =>
  withTestDatabase(async (database) => {
    const at = Date.now();
    const of = (key: string, urgency: 'security' | 'usual' | 'later', agoMs: number) => ({
      ...item(key, at - agoMs),
      urgency,
    });
    await insertDueWork(database, [
      of('oldest', 'later', 9_000),
      of('old', 'usual', 8_000),
      of('older', 'usual', 8_500),
      of('lock', 'security', 10),
      { ...of('not yet', 'security', -60_000), again: true as const },
      { ...of('standing', 'security', 20), again: true as const },
    ]);
    const order: (string | undefined)[] = [];
    for (let i = 0; i < 6; i++) order.push((await claimDueWork(database, 1, 60))[0]?.work_key);
    assert.deepEqual(order, ['standing', 'lock', 'older', 'old', 'oldest', undefined]);
  }));

test('a kind that is done in groups is, and all of a group that fails is tried again', () =>
  withTestDatabase(async (database) => {
    const groups: number[] = [];
    const done = new Set<string>();
    let failures = 0;
    const alone = async (): Promise<void> => assert.fail('done alone');
    const together = {
      most: 20,
      handle: async (payloads: readonly Readonly<Record<string, unknown>>[]) => {
        groups.push(payloads.length);
        if (failures === 0) {
          failures++;
          throw new Error('away');
        }
        for (const { key } of payloads) done.add(String(key));
      },
    };
    const work = runner(database, Object.assign(alone, { together }));
    await insertDueWork(
      database,
      Array.from({ length: 70 }, (_, i) => item(`k${i}`)),
    );
    await work.start();
    await until(() => done.size === 70);
    await work.stop();
    assert.ok(Math.max(...groups) <= 20 && groups.length < 12, groups.join(' '));
    const { rows } = await sql`SELECT 1 FROM due_work`.execute(database);
    assert.equal(rows.length, 0);
  }));

test('security does not wait for slow work of other kinds', () =>
  withTestDatabase(async (database) => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const done: string[] = [];
    const work = runner(database, async ({ key }) => {
      if (key !== 'lock') await slow;
      done.push(String(key));
    });
    await insertDueWork(
      database,
      Array.from({ length: 60 }, (_, i) => item(`k${i}`)),
    );
    await work.start();
    await insertDueWork(database, [{ ...item('lock'), urgency: 'security' }]);
    await until(() => done.length > 0);
    assert.deepEqual(done, ['lock']);
    release();
    await until(() => done.length === 61);
    await work.stop();
  }));
