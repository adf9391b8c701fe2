import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CUSTOMER } from '../../../test/models/acting.ts';
import { started, stateOf, type World } from '../../../test/models/conversation-model.ts';
import type { AssistantReply } from '../assistant/reply.ts';
import type { MessageId } from '../ids.ts';
import { ABANDONED_AFTER_MS } from './decide-assistant.ts';
import { needsPerson } from './evolve.ts';
import { reactionsOf } from './reactions.ts';

const FINDING: AssistantReply = {
  kind: 'finding',
  tool: 'deposit',
  code: 'confirming',
  cardIds: ['card-0'],
  actions: ['check_again'],
  asks: true,
  follows: true,
};
const newsOf = (final: boolean): AssistantReply => ({
  kind: 'update',
  tool: 'deposit',
  code: final ? 'credited' : 'reorganised',
  cardId: 'card-0',
  actions: [],
  final,
});

let said = 0;
const say = (world: World, reply: AssistantReply) => {
  said += 1;
  return world.apply(
    {
      type: 'assistant_reply',
      turnId: `turn-${said}`,
      message: { messageId: `w-${said}` as MessageId, clientMessageId: `words-${said}` },
      reply,
      seenSeq: 1_000,
      cards: [],
    },
    { kind: 'assistant' },
  );
};
const judge = (world: World, settled: boolean) =>
  world.apply(
    { type: 'judge_answer', turnId: stateOf(world).assistant?.openTurnId ?? '', settled },
    { kind: 'customer', id: CUSTOMER },
  );
const rest = (world: World) => world.apply({ type: 'let_rest' }, { kind: 'system' });

test('what is watched does not rest, and rests once the news has ended it', () => {
  const world = started(true);
  assert.ok(say(world, FINDING).ok);
  world.now += 10 * ABANDONED_AFTER_MS;
  rest(world);
  assert.equal(stateOf(world).status, 'open');
  assert.ok(say(world, newsOf(true)).ok);
  assert.equal(stateOf(world).assistant?.following, false);
  world.now += ABANDONED_AFTER_MS;
  rest(world);
  assert.equal(stateOf(world).status, 'solved');
});

test('news is told where the matter was called settled, and opens nothing', () => {
  const world = started(true);
  say(world, FINDING);
  assert.ok(judge(world, true).ok);
  assert.ok(say(world, newsOf(true)).ok);
  const state = stateOf(world);
  assert.equal(state.status, 'solved');
  assert.equal(state.assistant?.openTurnId, null);
  assert.ok(!say(world, FINDING).ok, 'anything but news is refused there');
});

test('news never talks over a person, and is no answer to what the customer said last', () => {
  const world = started(true);
  say(world, FINDING);
  const sent = world.command(
    'send_as_customer',
    { id: '' } as never,
    { id: '' } as never,
    0,
    false,
  );
  world.apply(sent, { kind: 'customer', id: CUSTOMER });
  assert.ok(say(world, newsOf(false)).ok);
  assert.equal(stateOf(world).lastMessageBy, 'customer');
  assert.ok(needsPerson(stateOf(world), world.now + 21_000));
  world.apply(
    {
      type: 'hand_over',
      reason: 'needs_person',
      summaryId: null,
      category: 'deposit',
      teamId: stateOf(world).teamId,
      urgent: false,
    },
    { kind: 'assistant' },
  );
  assert.ok(!say(world, newsOf(true)).ok);
});

test('a tap that is not answered for twenty seconds goes to a person', () => {
  const world = started(true);
  say(world, FINDING);
  const turnId = stateOf(world).assistant?.offers?.turnId ?? '';
  const step = { kind: 'action', action: 'check_again' } as const;
  const by = { kind: 'customer', id: CUSTOMER } as const;
  assert.ok(world.apply({ type: 'take_step', turnId, step }, by).ok);
  const again = world.apply({ type: 'take_step', turnId, step }, by);
  assert.ok(!again.ok && again.failure.code === 'step_not_open', 'once only');
  const state = stateOf(world);
  assert.ok(!needsPerson(state, world.now + 20_000));
  assert.ok(needsPerson(state, world.now + 20_001));
  assert.ok(say(world, FINDING).ok);
  assert.ok(!needsPerson(stateOf(world), world.now + 60_000));
});

test('a tap is answered, and who is away is told of news', () => {
  const world = started(true);
  say(world, FINDING);
  world.apply({ type: 'leave', notifyBy: ['push'] }, { kind: 'customer', id: CUSTOMER });
  say(world, newsOf(true));
  const kinds = reactionsOf(stateOf(world), world.log.slice(-1)).map(({ kind }) => kind);
  assert.ok(kinds.includes('notify_customer'));
  assert.ok(kinds.includes('assistant_rest'));
});
