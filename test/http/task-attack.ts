import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ACCESS } from '../../src/contract/access.ts';
import { ask } from './compose.ts';
import { type Body, call, openIn, type Person, startCase, type World } from './task-world.ts';

/** Every route that reads something of one conversation, by nothing but its id. */
const READING = Object.keys(ACCESS).filter((key) =>
  /^GET \/api\/desk\/conversations\/:conversationId(\/[a-z-]+)?$/.test(key),
);

const fill = (key: string, conversationId: string): string =>
  key.slice('GET /api/desk'.length).replace(':conversationId', conversationId);

const writing = (conversationId: string): readonly (readonly ['POST' | 'PUT', string, Body])[] => {
  const at = `/conversations/${conversationId}`;
  const clientMessageId = randomUUID();
  return [
    ['POST', `${at}/messages`, { clientMessageId, text: 'Hello' }],
    ['POST', `${at}/notes`, { clientMessageId, text: 'Hello' }],
    ['POST', `${at}/claim`, {}],
    ['PUT', `${at}/status`, { status: 'solved' }],
    ['POST', `${at}/escalate`, { note: 'Up with it, please', clientMessageId }],
    ['POST', `${at}/complaint`, { text: 'A complaint that nobody made', country: null }],
    ['PUT', `${at}/watch`, {}],
  ];
};

/** Sends a file of the customer with a message, and gives its id. */
const sendFile = async (world: World, session: string, conversationId: string) => {
  const upload = await ask(world.product.server, 'POST', '/api/files?name=proof.txt', {
    session,
    headers: { 'content-type': 'application/octet-stream' },
    body: 'my secret ledger\n',
  });
  assert.equal(upload.status, 200, upload.text);
  const fileId: string = upload.body.file.id;
  const sent = await ask(
    world.product.server,
    'POST',
    `/api/conversations/${conversationId}/messages`,
    { session, body: { clientMessageId: randomUUID(), text: 'Proof', fileIds: [fileId] } },
  );
  assert.equal(sent.status, 200, sent.text);
  return { fileId, seq: sent.body.event.seq as number };
};

const statusOf = async (world: World, who: Person, path: string): Promise<number> =>
  (await call(world, who, 'GET', path)).status;

const nothingOfTheCase = async (world: World, conversationId: string): Promise<void> => {
  for (const key of READING) {
    const status = await statusOf(world, world.wallet, fill(key, conversationId));
    assert.ok(status === 404 || status === 403, `${key} answers ${status}`);
  }
  for (const [method, path, body] of writing(conversationId)) {
    const done = await call(world, world.wallet, method, path, body);
    assert.ok(
      done.status === 404 || done.status === 403,
      `${method} ${path}: ${done.status} ${done.text}`,
    );
  }
};

/** A member of a department tries every way to the case behind a task; the task is all that opens. */
export const attacked = (world: World) => async () => {
  const { conversationId, session, id } = await startCase(world, 'user-0013-abcd-7788');
  const { fileId, seq } = await sendFile(world, session, conversationId);
  const { taskId, reply } = await openIn(world, conversationId);
  const number: string = reply.task.parent.number;
  assert.ok(READING.length > 10, 'the access table names the routes of a conversation');
  await nothingOfTheCase(world, conversationId);
  const { wallet } = world;
  assert.equal(await statusOf(world, wallet, `/customers/${id}`), 404);
  assert.equal(await statusOf(world, wallet, `/conversation-numbers/${number}`), 404);
  assert.equal(await statusOf(world, wallet, '/exports/conversations'), 403);
  for (const looked of [number, 'deposit', 'user-0013-abcd-7788']) {
    const found = await call(world, wallet, 'GET', `/search?q=${encodeURIComponent(looked)}`);
    assert.ok(!found.text.includes(conversationId), `a search for ${looked} finds the case`);
  }
  for (const view of ['all', 'unassigned', 'mine']) {
    const listed = await call(world, wallet, 'GET', `/conversations?view=${view}`);
    assert.ok(!listed.text.includes(conversationId), `the view ${view} shows the case`);
  }
  const queue = await call(world, wallet, 'GET', '/tasks?view=all');
  for (const hidden of [conversationId, id, 'user-0013', fileId])
    assert.ok(!queue.text.includes(hidden), `the queue holds ${hidden}`);

  // A file comes with the message that it was sent in, and only while the task runs.
  const content = () => statusOf(world, wallet, `/files/${fileId}/content`);
  assert.equal(await content(), 404);
  const grant = (body: Body) => call(world, world.agent, 'PUT', `/tasks/${taskId}/grant`, body);
  assert.equal((await grant({ transcript: false, seqs: [seq] })).status, 200);
  assert.equal(await content(), 200);
  assert.equal(await statusOf(world, world.risk, `/files/${fileId}/content`), 404);
  assert.equal((await grant({ transcript: false, seqs: [] })).status, 200);
  assert.equal(await content(), 404);
  await nothingOfTheCase(world, conversationId);
  assert.equal((await grant({ transcript: true, seqs: [] })).status, 200);
  assert.equal(await content(), 200);
  await call(world, wallet, 'POST', `/tasks/${taskId}/return`, { text: 'Not ours' });
  await call(world, world.agent, 'POST', `/tasks/${taskId}/withdraw`, { text: '' });
  assert.equal(await content(), 404);
};

const queueOf = async (world: World, who: Person, view: string) =>
  (await call(world, who, 'GET', `/tasks?view=${view}`)).body;
const newsOf = async (world: World, who: Person, conversationId: string): Promise<string[]> =>
  (await call(world, who, 'GET', '/news?kind=alarm')).body.news.flatMap(
    ({ what, row }: { what: string; row: { conversation: Body } }) =>
      row.conversation.id === conversationId ? [what] : [],
  );
const unreadOf = async (world: World, conversationId: string): Promise<number> =>
  (await call(world, world.agent, 'GET', '/conversations?view=mine')).body.rows.find(
    ({ conversation }: { conversation: Body }) => conversation.id === conversationId,
  ).unread;

/** What came back is marked for whoever asked until they have opened it, and for nobody else. */
export const markedUntilSeen = (world: World) => async () => {
  const { conversationId } = await startCase(world, 'user-0014-abcd-7788');
  const before = await unreadOf(world, conversationId);
  const { taskId } = await openIn(world, conversationId);
  const asked = async () =>
    (await queueOf(world, world.agent, 'asked')).tasks.find((task: Body) => task.taskId === taskId);
  assert.equal((await asked()).unseen, false);
  assert.equal(await unreadOf(world, conversationId), before);
  await call(world, world.wallet, 'POST', `/tasks/${taskId}/return`, { text: 'Which network?' });
  assert.equal((await asked()).unseen, true);
  assert.equal(await unreadOf(world, conversationId), before + 1);
  assert.deepEqual(await newsOf(world, world.agent, conversationId), ['task_returned']);
  assert.deepEqual(await newsOf(world, world.wallet, conversationId), []);
  assert.deepEqual((await queueOf(world, world.wallet, 'asked')).tasks, []);

  // Opened by the department, or by somebody who only leads, it is still new to whoever asked.
  for (const who of [world.wallet, world.admin]) await call(world, who, 'GET', `/tasks/${taskId}`);
  assert.equal((await asked()).unseen, true);
  await call(world, world.agent, 'GET', `/tasks/${taskId}`);
  assert.equal((await asked()).unseen, false);
  const again = { text: 'Tron', dueAt: null };
  await call(world, world.agent, 'POST', `/tasks/${taskId}/send-again`, again);
  assert.equal((await asked()).unseen, false);
};
