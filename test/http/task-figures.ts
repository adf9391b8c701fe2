import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { colleagues } from '../../src/app/belonging.ts';
import type { ConversationId } from '../../src/core/ids.ts';
import { findConversation, readLogged } from '../../src/features/conversation/index.ts';
import { createPassesFollower } from '../../src/features/tasks/index.ts';
import { raiseAlarm } from '../../src/features/watching/index.ts';
import { insertDueWork } from '../../src/platform/jobs/store.ts';
import { type Body, call, openIn, startCase, type World } from './task-world.ts';

const HOUR = 3_600_000;
const ENGINEERING = 'engineering';

/** Twenty-five finished tasks that took one hour, two hours … twenty-five hours. */
const layHistory = (world: World, conversationId: string, customerId: string) =>
  sql`INSERT INTO tasks (task_id, conversation_id, customer_id, ordinal, department_id, state, owner_id, opened_by,
      opened_at, sent_at, due_at, expected_at, ended_at)
    SELECT gen_random_uuid(), ${conversationId}, ${customerId}, 100 + h, ${ENGINEERING}, 'done', 'x', 'x',
      now() - h * interval '1 hour', now() - h * interval '1 hour', now(), now(), now()
    FROM generate_series(1, 25) AS h`.execute(world.product.database);

const expectationOf = async (world: World): Promise<Body> => {
  const listed = await call(world, world.agent, 'GET', '/departments');
  return listed.body.departments.find((each: Body) => each.departmentId === ENGINEERING)
    .expectation;
};

export const measured = (world: World) => async () => {
  const { conversationId, id } = await startCase(world, 'user-0010-abcd-7788');
  assert.deepEqual(await expectationOf(world), { ms: 24 * HOUR, source: 'default' });
  await layHistory(world, conversationId, id);
  assert.deepEqual(await expectationOf(world), { ms: 20 * HOUR, source: 'measured' });

  const other = await startCase(world, 'user-0011-abcd-7788');
  const soon = Date.now() + HOUR;
  const { reply } = await openIn(world, other.conversationId, {
    departmentId: ENGINEERING,
    answers: { part: 'app' },
    dueAt: soon,
  });
  assert.equal(reply.task.dueAt, soon);
  // The customer is not promised what this department has hardly ever done.
  assert.equal(reply.task.expectedAt, reply.task.sentAt + 20 * HOUR);
};

const ALARM = 3;
const passesFollower = createPassesFollower({
  passesAlarm: ALARM,
  raiseAlarm: (trx, state, alarm) =>
    raiseAlarm(
      { ids: systemIds, colleagues, dueWork: { schedule: insertDueWork, wake: () => undefined } },
      trx,
      state,
      alarm,
    ),
});

const follow = async ({ product }: World, conversationId: string): Promise<void> => {
  const id = conversationId as ConversationId;
  await product.database.transaction().execute(async (trx) => {
    const state = await findConversation(trx, id);
    assert.ok(state);
    const moved = { state, logged: await readLogged(trx, id, 0, 500), at: Date.now() };
    assert.ok(passesFollower.wants(moved));
    await passesFollower.take(trx, moved);
  });
};

export const passedAround = (world: World) => async () => {
  const { conversationId } = await startCase(world, 'user-0012-abcd-7788');
  const listed = async (): Promise<string[]> =>
    (await call(world, world.admin, 'GET', '/passed-around')).body.rows.map(
      (row: Body) => row.conversationId,
    );
  const alarms = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM staff_news
      WHERE conversation_id = ${conversationId} AND what = 'passed_around'`.execute(
      world.product.database,
    );
    return rows[0]?.n ?? 0;
  };
  await openIn(world, conversationId);
  await openIn(world, conversationId);
  await follow(world, conversationId);
  assert.ok(!(await listed()).includes(conversationId));
  assert.equal(await alarms(), 0);
  await openIn(world, conversationId);
  await follow(world, conversationId);
  assert.ok((await listed()).includes(conversationId));
  // Once for the step, however often the log is looked at; whoever has read it is told of the next step.
  await follow(world, conversationId);
  assert.equal(await alarms(), 1);
  const news = () => call(world, world.admin, 'GET', '/news?kind=alarm');
  assert.equal((await news()).body.unread.alarm, 1);
  await call(world, world.admin, 'POST', '/news/read', { conversationId });
  await openIn(world, conversationId);
  await follow(world, conversationId);
  await follow(world, conversationId);
  assert.equal(await alarms(), 2);
  assert.equal((await news()).body.unread.alarm, 1);
  assert.equal((await call(world, world.agent, 'GET', '/passed-around')).status, 403);
  await call(world, world.agent, 'PUT', `/conversations/${conversationId}/status`, {
    status: 'solved',
  });
  await follow(world, conversationId);
  assert.ok(!(await listed()).includes(conversationId));
};
