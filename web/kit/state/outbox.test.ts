/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  createOutbox,
  EXPIRES_AFTER_MS,
  type Handed,
  type OutboxItem,
  type OutboxPorts,
} from './outbox.ts';
import { memoryOutboxStore } from './outbox-store.ts';

const item = (id: string, conversationId: string, at: number): OutboxItem => ({
  clientMessageId: id,
  owner: 'kim',
  conversationId,
  start: null,
  text: id,
  files: [],
  at,
  state: 'waiting',
  error: null,
});

const setUp = (answer: (item: OutboxItem) => Handed<string>, store = memoryOutboxStore()) => {
  const sent: string[] = [];
  const moved: unknown[] = [];
  const due: { ms: number; run: () => void }[] = [];
  let now = 1_000;
  const ports: OutboxPorts = {
    owner: 'kim',
    store,
    upload: async (_item, file) => ({ kind: 'done', value: `file-${file.localId}` }),
    send: async (each) => {
      const handed = answer(each);
      if (handed.kind === 'done') sent.push(each.clientMessageId);
      return handed;
    },
    alone: (run) => run(),
    now: () => now,
    after: (ms, run) => {
      const entry = { ms, run };
      due.push(entry);
      return () => {
        if (due.includes(entry)) due.splice(due.indexOf(entry), 1);
      };
    },
    onChange: (move) => {
      if (move !== undefined) moved.push(move);
    },
  };
  return {
    outbox: createOutbox(ports),
    sent,
    moved,
    due,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test('keeps the order of a conversation over failures, and loses and doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 8 }),
      async (failures, conversations) => {
        const outcomes = [...failures];
        const { outbox, sent } = setUp((each) =>
          outcomes.pop() === true
            ? { kind: 'later', afterMs: null }
            : { kind: 'done', value: each.conversationId },
        );
        for (const [place, conversation] of conversations.entries())
          await outbox.add(item(`${conversation}${place}`, conversation, 1_000));
        while (outbox.items().length > 0) await outbox.flush();
        for (const conversation of ['a', 'b']) {
          const written = conversations
            .map((each, place) => `${each}${place}`)
            .filter((id) => id.startsWith(conversation));
          assert.deepEqual(
            sent.filter((id) => id.startsWith(conversation)),
            written,
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what was written before a reload is sent after it', async () => {
  const store = memoryOutboxStore();
  const before = setUp(() => ({ kind: 'later', afterMs: null }), store);
  await before.outbox.add(item('first-of-all', 'a', 1_000));
  await before.outbox.flush();
  before.outbox.close();
  const after = setUp((each) => ({ kind: 'done', value: each.conversationId }), store);
  await after.outbox.flush();
  assert.deepEqual(after.sent, ['first-of-all']);
  assert.deepEqual(await store.list('kim'), []);
});

test('another person on the same device does not send it', async () => {
  const store = memoryOutboxStore();
  await store.put({ ...item('of-somebody', 'a', 1), owner: 'lee' });
  const { outbox, sent } = setUp((each) => ({ kind: 'done', value: each.conversationId }), store);
  await outbox.flush();
  assert.deepEqual(sent, []);
  assert.equal((await store.list('lee')).length, 1);
});

test('what follows the opening of a conversation goes into the conversation that was opened', async () => {
  const seen: string[] = [];
  const { outbox, sent, moved } = setUp((each) => {
    seen.push(each.conversationId);
    return { kind: 'done', value: 'real' };
  });
  const start = { category: 'deposit', locale: 'en' } as const;
  await outbox.add({ ...item('opening1', 'new:1', 1), start });
  await outbox.add(item('second01', 'new:1', 2));
  await outbox.flush();
  while (outbox.items().length > 0) await outbox.flush();
  assert.deepEqual(sent, ['opening1', 'second01']);
  assert.deepEqual(seen, ['new:1', 'real']);
  assert.deepEqual(moved, [{ from: 'new:1', to: 'real' }]);
});

test('a refused message stays with its reason, and the next one goes on', async () => {
  const { outbox, sent } = setUp((each) =>
    each.clientMessageId === 'bad'
      ? { kind: 'refused', code: 'invalid_request' }
      : { kind: 'done', value: each.conversationId },
  );
  await outbox.add(item('bad', 'a', 1));
  await outbox.add(item('good', 'a', 2));
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual(sent, ['good']);
  assert.deepEqual(
    outbox.items().map(({ state, error }) => [state, error]),
    [['failed', 'invalid_request']],
  );
});

test('deleting a refused opening lets the next message open the conversation', async () => {
  let refuse = true;
  const started: boolean[] = [];
  const { outbox, sent } = setUp((each) => {
    if (refuse) return { kind: 'refused', code: 'invalid_request' };
    started.push(each.start !== null);
    return { kind: 'done', value: 'real' };
  });
  const start = { category: 'fees', locale: 'en' } as const;
  await outbox.add({ ...item('opening1', 'new:1', 1), start });
  await outbox.add(item('second01', 'new:1', 2));
  await outbox.flush();
  assert.equal(outbox.items().length, 2);
  refuse = false;
  await outbox.remove('opening1');
  await outbox.flush();
  assert.deepEqual(sent, ['second01']);
  assert.deepEqual(started, [true]);
});

test('after a day the message is given back', async () => {
  const { outbox, pass } = setUp(() => ({ kind: 'later', afterMs: null }));
  await outbox.add(item('old', 'a', 1_000));
  await outbox.flush();
  pass(EXPIRES_AFTER_MS + 1);
  await outbox.flush();
  assert.deepEqual(
    outbox.items().map(({ error }) => error),
    ['expired'],
  );
});

test('waits as long as the server asks', async () => {
  const { outbox, due } = setUp(() => ({ kind: 'later', afterMs: 12_000 }));
  await outbox.add(item('patient', 'a', 1_000));
  await outbox.flush();
  assert.ok(due.some(({ ms }) => ms >= 12_000));
});

test('a file is sent once, also when its message needs several attempts', async () => {
  let attempts = 0;
  const uploaded: string[] = [];
  const store = memoryOutboxStore();
  const outbox = createOutbox({
    owner: 'kim',
    store,
    upload: async (_each, file) => {
      uploaded.push(file.localId);
      return { kind: 'done', value: 'f1' };
    },
    send: async (each) => {
      assert.equal(each.files[0]?.fileId, 'f1');
      attempts += 1;
      return attempts < 3 ? { kind: 'later', afterMs: null } : { kind: 'done', value: 'a' };
    },
    alone: (run) => run(),
    now: () => 1,
    after: () => () => undefined,
    onChange: () => undefined,
  });
  const file = { localId: 'l1', name: 'a.png', blob: new Blob(['x']), fileId: null };
  await outbox.add({ ...item('with-file', 'a', 1), files: [file] });
  for (let turn = 0; turn < 4; turn += 1) await outbox.flush();
  assert.deepEqual(uploaded, ['l1']);
  assert.equal(attempts, 3);
  assert.deepEqual(outbox.items(), []);
});
