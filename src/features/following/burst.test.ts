import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { createDueWork } from '../../platform/jobs/run-due-work.ts';
import { createMetrics } from '../../platform/metrics/create-metrics.ts';
import { createFollowing } from './index.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const CONVERSATIONS = 40;

test('many conversations at once are all followed, though few may begin at a time', () =>
  withTestDatabase(async (database) => {
    await sql`CREATE TABLE told (id uuid, seq integer, PRIMARY KEY (id, seq))`.execute(database);
    const handlers = new Map();
    const dueWork = createDueWork({
      database,
      log: quiet,
      handlers,
      metrics: createMetrics({ processMetrics: false }),
      pollMs: 50,
    });
    const following = createFollowing({ database, dueWork, log: quiet });
    handlers.set('follow_log', following.handler);
    // Nobody answers here; what is asked for lies beside what is tested.
    handlers.set('assistant_turn', async () => undefined);
    following.add({
      name: 'slow',
      wants: () => true,
      take: async (trx, { state, logged }) => {
        for (const { seq } of logged)
          await sql`INSERT INTO told VALUES (${state.id}, ${seq})`.execute(trx);
      },
    });
    await following.start();
    const deps = conversationWorld(database);
    const customerId = await addCustomer(database);
    await Promise.all(Array.from({ length: CONVERSATIONS }, () => startedBy(deps, customerId)));
    await dueWork.start();
    const countTold = async (): Promise<number> =>
      Number(
        (await sql<{ n: number }>`SELECT count(*) AS n FROM told`.execute(database)).rows[0]?.n,
      );
    const until = Date.now() + 20_000;
    while ((await countTold()) < CONVERSATIONS * 3 && Date.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await dueWork.stop();
    assert.equal(await countTold(), CONVERSATIONS * 3);
  }));
