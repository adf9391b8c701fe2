import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { createServerSecretGuard } from '../../adapters/secret-guard-bip39/create-guard.ts';
import { createIntake } from '../intake/index.ts';
import { readTalk } from './read-talk.ts';
import { sendAsCustomer } from './send-message.ts';

const WORDS =
  'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit'.split(' ');
const intake = createIntake(createServerSecretGuard());

/** Sends these, and tells what can be read afterwards. */
const readAfter = async (messages: readonly string[]): Promise<string> => {
  let left = '';
  await withTestDatabase(async (database) => {
    const deps = { ...conversationWorld(database), ...intake };
    const customerId = await addCustomer(database);
    const { state } = await startedBy(deps, customerId);
    for (const text of messages) {
      const content = contentOf(text);
      const sent = await sendAsCustomer(deps, customerId, state.id, content);
      assert.ok(sent.ok, JSON.stringify(sent));
      const again = await sendAsCustomer(deps, customerId, state.id, content);
      assert.ok(again.ok && again.value.duplicate, 'sent again it is the same message');
    }
    left = (await readTalk(deps, state.id, 100)).map(({ text }) => text).join('\n');
  });
  return left;
};

test('a phrase that comes in several messages is destroyed in all of them', async () => {
  const thirds = [0, 4, 8].map((at) => WORDS.slice(at, at + 4).join(' '));
  const ways = [
    ['my recovery phrase, in parts', ...thirds],
    WORDS.map((word, at) => `${at + 1}. ${word}`),
    [WORDS.slice(0, 6).join(' '), 'and the others', WORDS.slice(6).join(' ')],
  ];
  for (const messages of ways) {
    const left = await readAfter(messages);
    assert.deepEqual(
      WORDS.filter((word) => left.includes(word)),
      [],
      left,
    );
    assert.ok(left.includes('⟦secret:seed_phrase⟧') && left.includes('Where is my deposit?'));
  }
});

test('short messages of everyday words stay', async () => {
  const messages = [
    'help',
    'please',
    'wallet',
    'trade',
    'coin',
    'ok',
    'wait',
    'same problem',
    'again',
  ];
  const left = await readAfter(messages);
  assert.deepEqual(left.split('\n').slice(-messages.length), messages);
});
