import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { ask } from './compose.ts';
import {
  type Body,
  call,
  customerSees,
  openIn,
  opening,
  type Person,
  startCase,
  type World,
} from './task-world.ts';

const countRows = async ({ product }: World, table: string): Promise<number> => {
  const { rows } = await sql<{
    n: number;
  }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(product.database);
  return rows[0]?.n ?? 0;
};

export const whoMaySee = (world: World) => async () => {
  const { conversationId } = await startCase(world, 'user-0002-abcd-7788');
  const { taskId } = await openIn(world, conversationId);
  for (const who of [world.risk, world.stranger]) {
    assert.equal((await call(world, who, 'GET', `/tasks/${taskId}`)).status, 404);
    assert.equal((await call(world, who, 'POST', `/tasks/${taskId}/take`)).status, 404);
    assert.equal((await call(world, who, 'GET', `/tasks/${taskId}/messages`)).status, 404);
  }
  const hidden = await call(world, world.risk, 'GET', '/tasks?view=all');
  assert.deepEqual(hidden.body.tasks, []);
  assert.deepEqual(hidden.body.counts, { asked: 0, mine: 0, open: 0, returned: 0, all: 0 });
  for (const path of ['', '/tasks', '/account', '/code']) {
    const seen = await call(world, world.wallet, 'GET', `/conversations/${conversationId}${path}`);
    assert.equal(seen.status, 404, path);
  }
  const none = await call(world, world.wallet, 'GET', `/tasks/${taskId}/messages`);
  assert.equal(none.body.error.code, 'nothing_granted');
  const before = await countRows(world, 'access_events');
  const seen = await call(world, world.wallet, 'GET', `/tasks/${taskId}`);
  assert.equal(seen.status, 200);
  assert.deepEqual(seen.body.may, ['take', 'assign', 'say', 'return']);
  assert.equal(await countRows(world, 'access_events'), before + 1);
};

export const whatIsGranted = (world: World) => async () => {
  const { conversationId, session } = await startCase(world, 'user-0003-abcd-7788');
  const note = await call(world, world.agent, 'POST', `/conversations/${conversationId}/notes`, {
    clientMessageId: 'note-of-the-agent',
    text: 'Only for us',
  });
  const noteSeq: number = note.body.event.seq;
  const seen = await customerSees(world, session, conversationId);
  const seq: number = seen.events.find(
    ({ event }: { event: Body }) => event.type === 'message_sent',
  ).seq;
  const internal = await call(
    world,
    world.agent,
    'POST',
    `/conversations/${conversationId}/tasks`,
    {
      ...opening({ grant: { transcript: false, seqs: [noteSeq] } }),
    },
  );
  assert.equal(internal.body.error.code, 'message_not_found');
  const { taskId } = await openIn(world, conversationId, {
    grant: { transcript: false, seqs: [seq] },
  });
  const later = await ask(
    world.product.server,
    'POST',
    `/api/conversations/${conversationId}/messages`,
    { session, body: { clientMessageId: 'second-message', text: 'Any news?' } },
  );
  assert.equal(later.status, 200, later.text);
  const one = await call(world, world.wallet, 'GET', `/tasks/${taskId}/messages`);
  assert.deepEqual(
    one.body.messages.map(({ text }: Body) => text),
    ['My deposit of 1250.5 USDT has not come'],
  );
  const own = await call(world, world.wallet, 'PUT', `/tasks/${taskId}/grant`, {
    transcript: true,
    seqs: [],
  });
  assert.equal(own.body.error.code, 'task_not_yours');
  await call(world, world.agent, 'PUT', `/tasks/${taskId}/grant`, { transcript: true, seqs: [] });
  const all = await call(world, world.wallet, 'GET', `/tasks/${taskId}/messages`);
  assert.deepEqual(
    all.body.messages.map(({ text }: Body) => text),
    ['My deposit of 1250.5 USDT has not come', 'Any news?'],
  );
  await call(world, world.agent, 'POST', `/tasks/${taskId}/withdraw`, { text: '' });
  const ended = await call(world, world.wallet, 'GET', `/tasks/${taskId}/messages`);
  assert.equal(ended.body.error.code, 'nothing_granted');
};

export const files = (world: World) => async () => {
  const { conversationId, session } = await startCase(world, 'user-0008-abcd-7788');
  const { taskId } = await openIn(world, conversationId);
  const path = `/api/desk/tasks/${taskId}/files?name=ledger.txt`;
  const upload = await ask(world.product.server, 'POST', path, {
    cookie: world.wallet.cookie,
    headers: { 'content-type': 'application/octet-stream' },
    body: 'row 1\nrow 2\n',
  });
  assert.equal(upload.status, 200, upload.text);
  const fileId: string = upload.body.file.id;
  await call(world, world.wallet, 'POST', `/tasks/${taskId}/entries`, {
    clientEntryId: 'entry-with-file',
    text: 'The ledger',
    fileIds: [fileId],
  });
  const task = await call(world, world.wallet2, 'GET', `/tasks/${taskId}`);
  assert.equal(task.body.entries.at(-1).attachments[0].id, fileId);
  const status = async (who: Person): Promise<number> =>
    (await call(world, who, 'GET', `/files/${fileId}/content`)).status;
  assert.equal(await status(world.wallet2), 200);
  assert.equal(await status(world.agent), 200);
  assert.equal(await status(world.risk), 404);
  assert.equal(await status(world.stranger), 404);
  const leaked = await ask(world.product.server, 'GET', `/api/files/${fileId}/content`, {
    session,
  });
  assert.equal(leaked.status, 404);
};
