import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { ask } from '../../../test/http/compose.ts';
import { addCustomer, withProduct } from '../../../test/http/product.ts';
import { files, whatIsGranted, whoMaySee } from '../../../test/http/task-access.ts';
import { attacked, markedUntilSeen } from '../../../test/http/task-attack.ts';
import { measured, passedAround } from '../../../test/http/task-figures.ts';
import {
  ANSWERS,
  type Body,
  call,
  createWorld,
  customerSees,
  openIn,
  opening,
  startCase,
  TXID,
  WALLET,
  type World,
} from '../../../test/http/task-world.ts';

const PHRASE = 'legal winner thank year wave sausage worth useful legal winner thank yellow';

const theWholeWay = (world: World) => async () => {
  const { conversationId, session } = await startCase(world, 'user-0001-abcd-7788');
  const { taskId, reply } = await openIn(world, conversationId);
  assert.equal(reply.task.state, 'open');
  assert.equal(reply.task.customer, '•••7788');
  assert.equal(reply.fields.find((field: Body) => field.fieldId === 'txid').answer, TXID);

  const told = await customerSees(world, session, conversationId);
  assert.equal(told.conversation.status, 'on_hold');
  assert.deepEqual(
    told.conversation.case.tasks.map(({ departmentId }: Body) => departmentId),
    [WALLET],
  );

  const queue = await call(world, world.wallet, 'GET', '/tasks?view=open');
  assert.deepEqual(
    queue.body.tasks.map((task: Body) => task.taskId),
    [taskId],
  );
  assert.equal(queue.body.tasks[0].parent.conversationId, null);
  const [first, second] = await Promise.all([
    call(world, world.wallet, 'POST', `/tasks/${taskId}/take`),
    call(world, world.wallet2, 'POST', `/tasks/${taskId}/take`),
  ]);
  assert.deepEqual([first.status, second.status].sort(), [200, 409]);
  const [owner, other] =
    first.status === 200 ? [world.wallet, world.wallet2] : [world.wallet2, world.wallet];

  const early = await call(world, owner, 'POST', `/tasks/${taskId}/finish`, { text: 'Credited' });
  assert.equal(early.body.error.code, 'checklist_open');
  const notMine = await call(world, other, 'POST', `/tasks/${taskId}/checks`, {
    itemId: 'found-on-chain',
    done: true,
  });
  assert.equal(notMine.body.error.code, 'task_not_yours');
  for (const itemId of ['found-on-chain', 'matched-in-ledger', 'may-be-told']) {
    const ticked = await call(world, owner, 'POST', `/tasks/${taskId}/checks`, {
      itemId,
      done: true,
    });
    assert.equal(ticked.status, 200, ticked.text);
  }
  const done = await call(world, owner, 'POST', `/tasks/${taskId}/finish`, {
    text: 'Credited by hand; the secret word of the vault is heliotrope',
  });
  assert.equal(done.status, 200, done.text);
  assert.equal(done.body.task.state, 'done');

  const after = await customerSees(world, session, conversationId);
  assert.equal(after.conversation.status, 'open');
  assert.deepEqual(after.conversation.case.tasks, []);
  const wire = JSON.stringify(after);
  for (const hidden of ['heliotrope', 'Please find', TXID, owner.agentId, other.agentId])
    assert.ok(!wire.includes(hidden), `the customer is told ${hidden}`);
  const events = after.events.filter(({ event }: { event: Body }) =>
    String(event.type).startsWith('task_'),
  );
  assert.deepEqual(
    events.map(({ event }: { event: Body }) => Object.keys(event).sort()),
    [
      ['departmentId', 'expectedAt', 'taskId', 'type'],
      ['outcome', 'taskId', 'type'],
    ],
  );
};

const backAndAgain = (world: World) => async () => {
  const { conversationId, session } = await startCase(world, 'user-0004-abcd-7788');
  const { taskId } = await openIn(world, conversationId);
  const wordless = await call(world, world.wallet, 'POST', `/tasks/${taskId}/return`, {
    text: ' ',
  });
  assert.equal(wordless.body.error.code, 'message_empty');
  const returned = await call(world, world.wallet, 'POST', `/tasks/${taskId}/return`, {
    text: 'Which network was it?',
  });
  assert.equal(returned.body.task.state, 'returned');
  const woken = await call(world, world.agent, 'GET', `/conversations/${conversationId}`);
  assert.equal(woken.body.conversation.status, 'open');
  const told = woken.body.events.at(-2).event;
  assert.deepEqual([told.type, told.outcome], ['task_ended', 'returned']);

  const again = await call(world, world.agent, 'POST', `/tasks/${taskId}/send-again`, {
    text: 'Tron',
    dueAt: null,
  });
  assert.equal(again.status, 200, again.text);
  const seen = await customerSees(world, session, conversationId);
  assert.equal(seen.conversation.case.tasks.length, 1);
  const desk = await call(world, world.agent, 'GET', `/conversations/${conversationId}`);
  assert.equal(desk.body.conversation.case.passes, 2);

  const later = Date.now() + 9 * 3_600_000;
  await call(world, world.wallet, 'POST', `/tasks/${taskId}/take`);
  const moved = await call(world, world.wallet, 'POST', `/tasks/${taskId}/reschedule`, {
    dueAt: later,
    text: 'The node is behind',
  });
  assert.equal(moved.body.task.expectedAt, later);
  const known = await customerSees(world, session, conversationId);
  assert.equal(known.conversation.case.tasks[0].expectedAt, later);
  const beyond = await call(world, world.wallet, 'POST', `/tasks/${taskId}/reschedule`, {
    dueAt: Date.now() - 1,
    text: 'Yesterday',
  });
  assert.equal(beyond.body.error.code, 'due_out_of_range');
  const gone = await call(world, world.agent, 'POST', `/tasks/${taskId}/withdraw`, { text: '' });
  assert.equal(gone.body.task.state, 'withdrawn');
  const ended = await call(world, world.wallet, 'POST', `/tasks/${taskId}/finish`, { text: 'x' });
  assert.equal(ended.body.error.code, 'task_ended');
};

const bothOrNeither = (world: World) => async () => {
  const { conversationId } = await startCase(world, 'user-0005-abcd-7788');
  const unknown = await call(world, world.agent, 'POST', `/conversations/${conversationId}/tasks`, {
    ...opening({ fileIds: [randomUUID()] }),
  });
  assert.equal(unknown.body.error.code, 'file_not_found');
  const none = await call(world, world.agent, 'GET', `/conversations/${conversationId}`);
  assert.deepEqual(none.body.conversation.case.tasks, []);
  const empty = await call(world, world.agent, 'GET', `/conversations/${conversationId}/tasks`);
  assert.deepEqual(empty.body.tasks, []);

  const { taskId } = await openIn(world, conversationId);
  await call(world, world.wallet, 'POST', `/tasks/${taskId}/take`);
  const failed = await call(world, world.wallet, 'POST', `/tasks/${taskId}/return`, {
    text: 'Look at this',
    fileIds: [randomUUID()],
  });
  assert.equal(failed.body.error.code, 'file_not_found');
  const still = await call(world, world.wallet, 'GET', `/tasks/${taskId}`);
  assert.equal(still.body.task.state, 'taken');
  const parent = await call(world, world.agent, 'GET', `/conversations/${conversationId}`);
  assert.equal(parent.body.conversation.status, 'on_hold');

  const body = opening();
  const path = `/conversations/${conversationId}/tasks`;
  const twice = await Promise.all([
    call(world, world.agent, 'POST', path, body),
    call(world, world.agent, 'POST', path, body),
  ]);
  assert.deepEqual(
    twice.map(({ status }) => status),
    [200, 200],
  );
  const listed = await call(world, world.agent, 'GET', path);
  assert.equal(listed.body.tasks.length, 2);
  for (let more = 2; more < 10; more += 1) await openIn(world, conversationId);
  const eleventh = await call(world, world.agent, 'POST', path, opening());
  assert.equal(eleventh.body.error.code, 'too_many_tasks');
};

const badInput = (world: World) => async () => {
  const { conversationId } = await startCase(world, 'user-0006-abcd-7788');
  const path = `/conversations/${conversationId}/tasks`;
  const refused = async (more: Body): Promise<string> =>
    (await call(world, world.agent, 'POST', path, opening(more))).body.error.code;
  assert.equal(await refused({ answers: { ...ANSWERS, txid: 'not a hash' } }), 'answer_not_txid');
  assert.equal(await refused({ answers: { ...ANSWERS, address: '1abc' } }), 'answer_not_address');
  assert.equal(await refused({ answers: { ...ANSWERS, amount: '1,2' } }), 'answer_not_number');
  assert.equal(await refused({ answers: { txid: TXID } }), 'answer_missing');
  assert.equal(await refused({ answers: { ...ANSWERS, colour: 'red' } }), 'answer_unasked');
  assert.equal(await refused({ departmentId: 'kitchen' }), 'department_not_found');
  assert.equal(await refused({ dueAt: 1 }), 'due_out_of_range');
  assert.equal(await refused({ request: '' }), 'message_empty');
  const foreign = await call(world, world.stranger, 'POST', path, opening());
  assert.equal(foreign.status, 404);

  const { taskId, reply } = await openIn(world, conversationId, {
    request: `The customer sent ${PHRASE}`,
    answers: { ...ANSWERS, network: PHRASE },
  });
  assert.ok(!JSON.stringify(reply).includes('sausage'));
  const say = { clientEntryId: 'entry-0001', text: `It is ${PHRASE}`, fileIds: [] };
  const said = await call(world, world.wallet, 'POST', `/tasks/${taskId}/entries`, say);
  assert.ok(!said.text.includes('sausage'));
  await call(world, world.wallet, 'POST', `/tasks/${taskId}/entries`, say);
  const other = await call(world, world.wallet, 'POST', `/tasks/${taskId}/entries`, {
    ...say,
    text: 'Something else',
  });
  assert.equal(other.body.error.code, 'client_message_id_reused');
  const task = await call(world, world.wallet, 'GET', `/tasks/${taskId}`);
  assert.equal(task.body.entries.filter(({ kind }: Body) => kind === 'said').length, 1);
};

const sealed = (world: World) => async () => {
  const { conversationId, id } = await startCase(world, 'user-0007-abcd-7788');
  await openIn(world, conversationId);
  // What is asked and said is under the customer's key alone: without the key nobody can read it.
  const kept = await sql<{ bytes: Uint8Array }>`
    SELECT sealed AS bytes FROM tasks WHERE customer_id = ${id}
    UNION ALL SELECT e.sealed FROM task_entries e JOIN tasks t USING (task_id) WHERE t.customer_id = ${id}`.execute(
    world.product.database,
  );
  assert.equal(kept.rows.length, 2);
  for (const { bytes } of kept.rows)
    for (const words of [TXID, 'Please find']) assert.equal(Buffer.from(bytes).indexOf(words), -1);
};

const departments = (world: World) => async () => {
  const listed = await call(world, world.agent, 'GET', '/departments');
  const wallet = listed.body.departments.find((each: Body) => each.departmentId === WALLET);
  assert.equal(wallet.names.zh, '钱包运营');
  assert.equal(wallet.memberIds, null);
  assert.equal(wallet.expectation.source, 'default');
  const { isMine, expectation, memberIds, departmentId, ...terms } = wallet;
  const path = `/departments/${WALLET}`;
  assert.equal((await call(world, world.agent, 'PUT', path, terms)).status, 403);
  const twice = await call(world, world.admin, 'PUT', path, {
    ...terms,
    fields: [...terms.fields, terms.fields[0]],
  });
  assert.equal(twice.body.error.code, 'form_id_twice');
  const changed = await call(world, world.admin, 'PUT', path, { ...terms, defaultMinutes: 90 });
  assert.equal(changed.body.department.expectation.ms, 90 * 60_000);
  const stale = await call(world, world.admin, 'PUT', path, { ...terms, defaultMinutes: 91 });
  assert.equal(stale.body.error.code, 'department_changed_meanwhile');
  const customer = await addCustomer(world.product, 'user-0009-abcd-7788');
  const named = await ask(world.product.server, 'GET', '/api/departments', {
    session: customer.session,
  });
  assert.deepEqual(Object.keys(named.body.departments[0]).sort(), ['departmentId', 'name']);
};

const run = async (t: TestContext, world: World): Promise<void> => {
  await t.test('a task goes its way, and the customer is told no word of it', theWholeWay(world));
  await t.test(
    'a task exists for its department, those who see the case, and leads',
    whoMaySee(world),
  );
  await t.test('of the conversation a department reads what was granted', whatIsGranted(world));
  await t.test('a returned task wakes the agent, and can be sent again', backAndAgain(world));
  await t.test('task and conversation change together or not at all', bothOrNeither(world));
  await t.test('bad input is refused by field; secrets are destroyed', badInput(world));
  await t.test('what is asked and said is sealed under the customer’s key', sealed(world));
  await t.test(
    'what came back is marked until whoever asked has opened it',
    markedUntilSeen(world),
  );
  await t.test('no way leads from a task to its case', attacked(world));
  await t.test('files of a task are its department’s and the case’s', files(world));
  await t.test('how long a department takes is measured from its past', measured(world));
  await t.test('who was passed around too often is listed for leads', passedAround(world));
  await t.test('departments are changed by administrators, by version', departments(world));
};

test('tasks of departments', (t) =>
  withProduct(async (product) => run(t, await createWorld(product))));
