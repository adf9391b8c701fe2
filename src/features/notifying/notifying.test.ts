import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addCustomer, conversationWorld, startedBy } from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { startMailServer } from '../../../test/fakes/mail-server.ts';
import { fakePush } from '../../../test/fakes/push.ts';
import { createFolderMail } from '../../adapters/mail-folder/folder-mail.ts';
import { createSmtpMail } from '../../adapters/mail-smtp/smtp-mail.ts';
import { openTexts } from '../../adapters/texts-icu/icu-texts.ts';
import type { CustomerId } from '../../core/ids.ts';
import type { Database } from '../../ports/database.ts';
import type { Mail } from '../../ports/mail.ts';
import { askAsCustomer, type ConversationDeps, setMarks } from '../conversation/index.ts';
import { notifyCustomer } from './notify-customer.ts';
import { saveSubscription } from './store.ts';
import { subscriptionContext } from './tell-customer.ts';

const texts = openTexts(join(import.meta.dirname, '../../../content/texts/server'));
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

const depsWith = (world: ConversationDeps, mail: Mail, push = fakePush()) => ({
  ...world,
  mail,
  push,
  texts,
  log: quiet,
  exchangeName: 'Norvik',
  hash: (text: string) => Buffer.from(text),
  emailOf: async () => 'mina@example.org',
  antiPhishingCodeOf: async (): Promise<string | null> => null,
});

/** A customer who asked something, left, and wants to be told. */
const leftBehind = async (database: Database) => {
  const world = conversationWorld(database);
  const customerId = await addCustomer(database);
  const { state } = await startedBy(world, customerId);
  const left = await askAsCustomer(world, customerId, state.id, {
    type: 'leave',
    notifyBy: ['push', 'mail'],
  });
  assert.ok(left.ok);
  return { world, customerId, state: left.value.state };
};

const subscribe = async (world: ConversationDeps, customerId: CustomerId): Promise<void> => {
  const bytes = Buffer.from(
    JSON.stringify({ endpoint: 'https://push.example/1', p256dh: 'p', auth: 'a' }),
  );
  const sealed = await world.vault.seal(customerId, bytes, subscriptionContext(customerId));
  await saveSubscription(world.database, customerId, Buffer.from('one'), sealed, 'ko');
};

test('a customer who left is told by mail and push, without a word of the answer', () =>
  withTestDatabase(async (database) => {
    const { world, customerId, state } = await leftBehind(database);
    await subscribe(world, customerId);
    const server = await startMailServer();
    const push = fakePush();
    const deps = depsWith(
      world,
      createSmtpMail(server.url, 'Norvik <support@norvik.example>'),
      push,
    );
    await notifyCustomer(deps, state.id, state.lastSeq + 1);
    await server.close();
    assert.equal(server.received.length, 1);
    const mail = server.received[0] ?? '';
    assert.match(mail, /^To: mina@example\.org/m);
    assert.ok(mail.includes(state.number) && !mail.includes('deposit?'));
    const payload = JSON.parse(push.sent[0]?.payload ?? '{}');
    assert.equal(payload.number, state.number);
    assert.equal(payload.locale, 'ko');
    assert.ok(!JSON.stringify(payload).includes('deposit?'));
  }));

test('a mail carries the word by which the customer knows ours; without one it says nothing of it', () =>
  withTestDatabase(async (database) => {
    const { world, state } = await leftBehind(database);
    const mailWith = async (antiPhishingCodeOf: () => Promise<string | null>): Promise<string> => {
      const sent: string[] = [];
      const mail: Mail = { send: async ({ text }) => void sent.push(text) };
      const deps = { ...depsWith(world, mail), antiPhishingCodeOf };
      await notifyCustomer(deps, state.id, state.lastSeq + 1);
      return sent.join();
    };
    assert.match(await mailWith(async () => 'quiet harbour 7'), /quiet harbour 7/);
    assert.equal((await mailWith(async () => 'two\r\nlines')).includes('two lines'), true);
    assert.ok(!(await mailWith(async () => null)).includes('anti-phishing'));
    const unknown = mailWith(async () => {
      throw new Error('the exchange is away');
    });
    await assert.rejects(unknown, /away/);
  }));

test('nobody is told who has read it, or who never left', () =>
  withTestDatabase(async (database) => {
    const { world, state } = await leftBehind(database);
    const folder = await mkdtemp(join(tmpdir(), 'mainstay-mail-'));
    const deps = depsWith(world, createFolderMail(folder, 'support@norvik.example'));
    await setMarks(world, state.id, 'customer', () => true, { read: state.lastSeq });
    await notifyCustomer(deps, state.id, state.lastSeq);
    const other = await startedBy(world, await addCustomer(database));
    await notifyCustomer(deps, other.state.id, other.state.lastSeq);
    assert.deepEqual(await readdir(folder), []);
  }));

test('the mail folder holds one file for one piece of news, however often it is sent', () =>
  withTestDatabase(async (database) => {
    const { world, state } = await leftBehind(database);
    const folder = await mkdtemp(join(tmpdir(), 'mainstay-mail-'));
    const deps = depsWith(world, createFolderMail(folder, 'support@norvik.example'));
    await notifyCustomer(deps, state.id, state.lastSeq + 1);
    await notifyCustomer(deps, state.id, state.lastSeq + 1);
    const [file, ...more] = await readdir(folder);
    assert.deepEqual(more, []);
    assert.match(await readFile(join(folder, file ?? ''), 'utf8'), /Message-ID:\s+<notify-/i);
  }));

test('a mail server that refuses makes the work fail, so that it is tried again', () =>
  withTestDatabase(async (database) => {
    const { world, state } = await leftBehind(database);
    const server = await startMailServer({ refuse: true });
    const deps = depsWith(world, createSmtpMail(server.url, 'support@norvik.example'));
    await assert.rejects(notifyCustomer(deps, state.id, state.lastSeq + 1), /451/);
    await server.close();
  }));

test('a subscription that has ended is forgotten; one out of reach is kept', () =>
  withTestDatabase(async (database) => {
    const { world, customerId, state } = await leftBehind(database);
    await subscribe(world, customerId);
    const folder = await mkdtemp(join(tmpdir(), 'mainstay-mail-'));
    const push = fakePush();
    const deps = depsWith(world, createFolderMail(folder, 'support@norvik.example'), push);
    push.answer = new Error('push service away');
    await assert.rejects(notifyCustomer(deps, state.id, state.lastSeq + 1), /away/);
    push.answer = 'gone';
    await notifyCustomer(deps, state.id, state.lastSeq + 1);
    assert.equal(push.sent.length, 1);
    await notifyCustomer(deps, state.id, state.lastSeq + 2);
    assert.equal(push.sent.length, 1);
  }));
