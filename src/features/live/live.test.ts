import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCustomer,
  contentOf,
  conversationWorld,
  startedBy,
} from '../../../test/conversation-world.ts';
import { withTestDatabase } from '../../../test/database.ts';
import { fakeSocket } from '../../../test/fakes/socket.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import type { WireEvent } from '../../contract/live.ts';
import type { Principal } from '../../contract/principal.ts';
import { evolve } from '../../core/conversation/evolve.ts';
import { presentToCustomer } from '../../core/conversation/present.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, ConversationId, CustomerId, TeamId } from '../../core/ids.ts';
import { fail, ok } from '../../core/outcome.ts';
import type { Database } from '../../ports/database.ts';
import { readStretch, sendAsAgent, sendAsCustomer } from '../conversation/index.ts';
import { createLive } from './create-live.ts';

const customer = (customerId: CustomerId): Principal => ({
  kind: 'customer',
  customerId,
  sessionId: `s-${customerId}`,
  tier: 'standard',
  locale: 'en',
  assurance: 'session',
  blocked: false,
});

const agent = (teamIds: string[]): Principal => ({
  kind: 'staff',
  agentId: 'agent-1' as AgentId,
  role: 'agent',
  teamIds: teamIds as TeamId[],
  locale: 'en',
  publicName: 'Ana',
  badge: 'M-1',
  sessionId: 'staff-session',
});

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Live lines over real conversations; who is who is looked up by the session's name. */
const openWorld = (database: Database, people: ReadonlyMap<string, Principal>) => {
  const world = conversationWorld(database);
  const live = createLive(
    {
      ...world,
      log: quiet,
      clock: systemClock,
      limits: { take: async () => ({ allowed: true }) },
      customerSendsPerMinute: 60,
      authenticate: async ({ authorization, cookie }) => {
        const principal = people.get(authorization?.slice('Bearer '.length) ?? cookie ?? '');
        return principal === undefined ? fail('unauthorized', 'session_invalid') : ok(principal);
      },
      touchPresence: async () => undefined,
      describeAgent: async () => undefined,
    },
    20_000,
  );
  const connect = async (who: string) => {
    const socket = fakeSocket(`${who}-${Math.random()}`);
    const staff = people.get(who)?.kind === 'staff';
    live.handlers.opened(socket, { cookie: staff ? who : null });
    const say = (frame: object): Promise<void> =>
      live.handlers.received(socket, JSON.stringify(frame));
    await say({ type: 'hello', version: 1, ...(staff ? {} : { session: who }) });
    return { socket, say, leave: () => live.handlers.closed(socket) };
  };
  return { world, live, connect };
};

const eventsOn = (socket: ReturnType<typeof fakeSocket>): WireEvent[] =>
  socket.frames.flatMap((frame) => (frame.type === 'events' ? frame.events : []));

test('a line that resumes gets exactly what follows its seq, and then what is said, in order and once', () =>
  withTestDatabase(async (database) => {
    const id = await addCustomer(database);
    const { world, live, connect } = openWorld(database, new Map([['me', customer(id)]]));
    const { state } = await startedBy(world, id);
    const line = await connect('me');
    await line.say({ type: 'follow', conversationId: state.id, after: 2 });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => sendAsCustomer(world, id, state.id, contentOf(`m${i}`))),
    );
    await line.socket.until('events', ({ events }) => events.some(({ seq }) => seq === 23));
    assert.deepEqual(
      eventsOn(line.socket).map(({ seq }) => seq),
      Array.from({ length: 21 }, (_, i) => i + 3),
    );
    live.stop();
  }));

test('snapshot and events make what a new reading gives; customers hear nothing of notes', () =>
  withTestDatabase(async (database) => {
    const id = await addCustomer(database);
    const people = new Map([
      ['me', customer(id)],
      ['ana', agent(['general'])],
    ]);
    const { world, live, connect } = openWorld(database, people);
    const { state } = await startedBy(world, id);
    const [mine, desk] = [await connect('me'), await connect('ana')];
    for (const line of [mine, desk])
      await line.say({ type: 'follow', conversationId: state.id, after: 0 });
    const acting = { id: 'agent-1' as AgentId, name: 'Ana', badge: 'M-1', leads: false };
    await world.committer.commit({
      conversationId: state.id,
      actor: { kind: 'agent', id: acting.id },
      command: { type: 'claim', agent: acting },
      maySee: () => true,
    });
    const send = { agent: acting, maySee: () => true, conversationId: state.id, leaveAs: null };
    await sendAsAgent(world, { ...send, content: contentOf('internal-canary'), kind: 'note' });
    await sendAsAgent(world, { ...send, content: contentOf('hello'), kind: 'message' });
    await mine.socket.until('events', ({ events }) =>
      events.some(({ body }) => body?.text === 'hello'),
    );
    const folded = eventsOn(mine.socket).reduce<Conversation | undefined>(evolve, undefined);
    const fresh = await readStretch(world, state.id, { limit: 200 }, 'everyone', () => true);
    assert.ok(fresh.ok && folded);
    assert.deepEqual(presentToCustomer(folded), presentToCustomer(fresh.value.state));
    assert.deepEqual(
      eventsOn(mine.socket).map(({ seq, body }) => [seq, body]),
      fresh.value.events.map(({ seq, body }) => [seq, body]),
    );
    assert.ok(!JSON.stringify(mine.socket.frames).includes('internal-canary'));
    assert.ok(JSON.stringify(desk.socket.frames).includes('internal-canary'));
    live.stop();
  }));

test('what another process stored reaches the line by a hint alone', () =>
  withTestDatabase(async (database) => {
    const id = await addCustomer(database);
    const { world, live, connect } = openWorld(database, new Map([['me', customer(id)]]));
    const elsewhere = conversationWorld(database);
    const { state } = await startedBy(world, id);
    const line = await connect('me');
    await line.say({ type: 'follow', conversationId: state.id, after: 3 });
    await sendAsCustomer(elsewhere, id, state.id, contentOf('from elsewhere'));
    world.bus.publish({
      kind: 'conversation_changed',
      conversationId: state.id,
      customerId: id,
      seq: 4,
      teamId: 'general' as TeamId,
      assigneeId: null,
      queueChanged: false,
    });
    const frame = await line.socket.until('events', ({ events }) => events.length > 0);
    assert.equal(frame.events[0]?.body?.text, 'from elsewhere');
    live.stop();
  }));

test("another customer's conversation and an unknown one are both gone, and nothing of them is said", () =>
  withTestDatabase(async (database) => {
    const [mine, theirs] = [await addCustomer(database), await addCustomer(database)];
    const { world, live, connect } = openWorld(database, new Map([['me', customer(mine)]]));
    const { state } = await startedBy(world, theirs);
    const line = await connect('me');
    const unknown = world.ids.uuid() as ConversationId;
    for (const conversationId of [state.id, unknown]) {
      await line.say({ type: 'follow', conversationId, after: 0 });
      await line.say({ type: 'typing', conversationId });
      await line.socket.until('gone', (frame) => frame.conversationId === conversationId);
      await line.say({
        type: 'send',
        conversationId,
        content: contentOf('let me in', `try-${conversationId}`),
      });
    }
    const refusals = line.socket.frames.flatMap((frame) =>
      frame.type === 'refused' ? [frame.error.code] : [],
    );
    assert.deepEqual(refusals, ['conversation_not_found', 'conversation_not_found']);
    assert.ok(!JSON.stringify(line.socket.frames).includes('deposit?'));
    live.stop();
  }));

test('an agent who loses sight of a conversation is told so and hears no more of it', () =>
  withTestDatabase(async (database) => {
    const id = await addCustomer(database);
    const { world, live, connect } = openWorld(database, new Map([['ana', agent(['general'])]]));
    const { state } = await startedBy(world, id);
    const desk = await connect('ana');
    await desk.say({ type: 'follow', conversationId: state.id, after: 0 });
    await world.committer.commit({
      conversationId: state.id,
      actor: { kind: 'system' },
      command: { type: 'set_category', to: 'security', teamId: 'security' as TeamId },
      maySee: () => true,
    });
    await desk.socket.until('gone');
    await desk.socket.until('desk_row', ({ row }) => row === null);
    await sendAsCustomer(world, id, state.id, contentOf('not-for-general'));
    await new Promise((resolve) => setTimeout(resolve, 250));
    assert.ok(!JSON.stringify(desk.socket.frames).includes('not-for-general'));
    live.stop();
  }));

test('no frame before hello, no hello with a wrong session, no nonsense', () =>
  withTestDatabase(async (database) => {
    const { live } = openWorld(database, new Map());
    const cases: [string, number][] = [
      [JSON.stringify({ type: 'pong' }), 4400],
      ['{"type":', 4400],
      [JSON.stringify({ type: 'hello', version: 1, session: 'wrong' }), 4401],
      [JSON.stringify({ type: 'hello', version: 1 }), 4401],
    ];
    for (const [text, code] of cases) {
      const socket = fakeSocket(text);
      live.handlers.opened(socket, { cookie: null });
      await live.handlers.received(socket, text);
      assert.equal(socket.closed[0]?.code, code, text);
      live.handlers.closed(socket);
    }
    live.stop();
  }));
