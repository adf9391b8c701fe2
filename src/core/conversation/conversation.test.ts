import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { actorOf, CUSTOMER } from '../../../test/models/acting.ts';
import {
  AGENTS,
  at,
  ID,
  started,
  stateOf,
  type World,
} from '../../../test/models/conversation-model.ts';
import { DAY_MS, type Step, steps } from '../../../test/models/conversation-steps.ts';
import type { AgentId } from '../ids.ts';
import type { Outcome } from '../outcome.ts';
import { STATUSES } from '../vocabulary.ts';
import { actorIdOf } from './actor.ts';
import { appendEvents } from './append.ts';
import type { ActingAgent, Command, StoredMessage } from './command.ts';
import { decide } from './decide.ts';
import type { Actor, ConversationEvent } from './event.ts';
import { evolve, needsOwner } from './evolve.ts';
import { presentToCustomer } from './present.ts';
import type { Conversation } from './state.ts';
import { EDIT_WITHIN_MS, isActive, mayBecome, RECALL_WITHIN_MS } from './transitions.ts';

const runs = 400;
const always = (
  check: (
    world: World,
    taken: Step,
    outcome: Outcome<readonly ConversationEvent[]>,
    before: Conversation,
  ) => void,
  options: { readonly numRuns: number; readonly seed?: number } = { numRuns: runs },
): void => {
  fc.assert(
    fc.property(steps, fc.boolean(), (list, engages) => {
      const world = started(engages);
      for (const taken of list) {
        const before = stateOf(world);
        const outcome = world.take(taken);
        check(world, taken, outcome, before);
      }
    }),
    options,
  );
};

test('the random walk reaches every status and every kind of event', () => {
  const statuses = new Set<string>();
  const types = new Set<string>();
  always(
    (world) => {
      statuses.add(stateOf(world).status);
      for (const { event } of world.log.slice(-3)) types.add(event.type);
    },
    { numRuns: 6_000, seed: 1 },
  );
  assert.deepEqual([...statuses].sort(), [...STATUSES].sort());
  assert.equal(types.size, 53, [...types].join(' '));
});

test('the log has no gaps, and its public part is chained', () => {
  always((world) => {
    let lastPublic = 0;
    for (const [index, entry] of world.log.entries()) {
      assert.equal(entry.seq, index + 1);
      assert.equal(entry.previousPublicSeq, lastPublic);
      if (entry.audience === 'everyone') lastPublic = entry.seq;
    }
    assert.equal(stateOf(world).lastSeq, world.log.length);
    assert.equal(stateOf(world).lastPublicSeq, lastPublic);
  });
});

test('only legal transitions, each from the status that was', () => {
  always((_world, _taken, outcome, before) => {
    let { status } = before;
    for (const event of outcome.ok ? outcome.value : []) {
      if (event.type !== 'status_changed') continue;
      assert.equal(event.from, status);
      assert.ok(mayBecome(event.from, event.to), `${event.from} to ${event.to}`);
      status = event.to;
    }
  });
});

test('what is closed stays closed and gets no more messages', () => {
  always((_world, _taken, outcome, before) => {
    if (before.status !== 'closed' || !outcome.ok) return;
    for (const { type } of outcome.value) {
      assert.ok(
        ![
          'status_changed',
          'message_sent',
          'note_added',
          'conversation_queued',
          'conversation_assigned',
        ].includes(type),
        type,
      );
    }
  });
});

test('the stored state is the fold of the log; the same events fold to the same state', () => {
  always((world) => {
    const folded = world.log.reduce<Conversation | undefined>(evolve, undefined);
    assert.deepEqual(folded, world.state);
  });
});

test('customers, who see only public events, arrive at the same presentation', () => {
  always((world) => {
    const seen = world.log
      .filter((entry) => entry.audience === 'everyone')
      .reduce<Conversation | undefined>(evolve, undefined);
    assert.ok(seen !== undefined);
    assert.deepEqual(presentToCustomer(seen), presentToCustomer(stateOf(world)));
  });
});

test('a snapshot at any place and the events after it give what a refetch gives', () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.boolean(), (list, cut, engages) => {
      const world = started(engages);
      for (const taken of list) world.take(taken);
      const place = 1 + (cut % world.log.length);
      const snapshot = world.log
        .slice(0, place)
        .reduce<Conversation | undefined>(evolve, undefined);
      assert.deepEqual(world.log.slice(place).reduce(evolve, snapshot), world.state);
    }),
    { numRuns: runs },
  );
});

test('active work is owned or queued, never both, unless it sleeps', () => {
  always((world) => {
    const state = stateOf(world);
    assert.ok(!needsOwner(state));
    assert.ok(!(state.assignee !== null && state.queuedAt !== null));
    assert.ok(isActive(state.status) || state.queuedAt === null);
  });
});

test('an assignment is made only where nobody has it, and the second of two claims is refused', () => {
  always((world, taken, outcome, before) => {
    let { assignee } = before;
    for (const event of outcome.ok ? outcome.value : []) {
      if (event.type === 'conversation_queued') assignee = null;
      if (event.type !== 'conversation_assigned') continue;
      assert.equal(assignee, null);
      assignee = event.agent;
    }
    const state = stateOf(world);
    if (!isActive(state.status)) return;
    const first = at(AGENTS, taken.agent);
    const second = at(AGENTS, taken.agent + 1);
    const decision = decide(state, { type: 'claim', agent: first }, world.now);
    if (!decision.ok) return;
    const after = appendEvents(
      ID,
      state,
      decision.value,
      { kind: 'agent', id: first.id },
      world.now,
    ).state;
    const late = decide(after, { type: 'claim', agent: second }, world.now);
    assert.ok(!late.ok);
    assert.equal(late.failure.class, 'conflict');
    assert.equal(late.failure.code, 'already_assigned');
    assert.deepEqual(late.failure.details, { agent: first.name });
  });
});

test('losing an agent costs the customer no place', () => {
  always((world, taken, outcome, before) => {
    if (taken.what !== 'requeue' || !outcome.ok || outcome.value.length === 0) return;
    const state = stateOf(world);
    assert.equal(state.assignee, null);
    assert.equal(state.queuedAt, world.now);
    const reason = outcome.value.find(({ type }) => type === 'conversation_queued');
    assert.ok(reason?.type === 'conversation_queued');
    if (reason.reason !== 'released' && before.waitingSince !== null) {
      assert.equal(state.waitingSince, before.waitingSince);
    }
  });
});

test('only authors change their words, and only in time', () => {
  always((world, taken, outcome) => {
    if (!outcome.ok) return;
    for (const event of outcome.value) {
      const changes = [
        'message_edited',
        'note_edited',
        'message_deleted',
        'note_deleted',
        'message_recalled',
      ];
      if (!changes.includes(event.type) || !('messageId' in event)) continue;
      const message = world.messages.find(({ id }) => id === event.messageId);
      assert.ok(message !== undefined);
      const by = actorOf(taken.what, at(AGENTS, taken.agent), taken.flag);
      assert.ok(actorIdOf(by) === message.senderId);
      assert.ok(world.now - message.sentAt <= EDIT_WITHIN_MS);
      if (event.type !== 'message_recalled') continue;
      assert.equal(by.kind, 'agent');
      assert.ok(world.now - message.sentAt <= RECALL_WITHIN_MS);
    }
  });
});

/** A conversation in which one agent has just answered. */
const answered = (): { world: World; agent: ActingAgent; message: StoredMessage } => {
  const world = started();
  const agent = at(AGENTS, 0);
  const actor: Actor = { kind: 'agent', id: agent.id };
  assert.ok(world.apply({ type: 'claim', agent }, actor).ok);
  assert.ok(world.apply(world.command('send_as_agent', agent, agent, 0, false), actor).ok);
  const message = world.messages.at(-1);
  assert.ok(message !== undefined);
  return { world, agent, message };
};

test('the window for taking a message back ends with its last millisecond', () => {
  const { world, agent, message } = answered();
  const by: Actor = { kind: 'agent', id: agent.id };
  for (const [type, withinMs] of [
    ['recall_message', RECALL_WITHIN_MS],
    ['delete_message', EDIT_WITHIN_MS],
  ] as const) {
    const command: Command = { type, by, message };
    assert.ok(decide(world.state, command, message.sentAt + withinMs).ok);
    const late = decide(world.state, command, message.sentAt + withinMs + 1);
    assert.ok(!late.ok);
    assert.equal(late.failure.code, 'too_late_to_change');
  }
});

test('nobody recalls, edits or deletes the words of another, or words that are gone', () => {
  const { world, message } = answered();
  const stranger: Actor = { kind: 'agent', id: at(AGENTS, 1).id };
  for (const type of ['recall_message', 'edit_message', 'delete_message'] as const) {
    const refused = decide(
      world.state,
      { type, by: stranger, message, destroyed: [] },
      message.sentAt,
    );
    assert.ok(!refused.ok);
    assert.equal(refused.failure.code, 'not_your_message');
    const by: Actor = { kind: 'agent', id: message.senderId as AgentId };
    const gone = decide(
      world.state,
      { type, by, message: { ...message, gone: true }, destroyed: [] },
      message.sentAt,
    );
    assert.ok(!gone.ok);
    assert.equal(gone.failure.code, 'message_gone');
  }
});

test('a customer who writes opens solved work again and gets a place in the queue', () => {
  const { world, agent } = answered();
  const by: Actor = { kind: 'agent', id: agent.id };
  assert.ok(world.apply({ type: 'set_status', agent, to: 'solved' }, by).ok);
  world.now += 6 * DAY_MS;
  const outcome = world.apply(world.command('send_as_customer', agent, agent, 0, false), {
    kind: 'customer',
    id: CUSTOMER,
  });
  assert.ok(outcome.ok);
  const state = stateOf(world);
  assert.equal(state.status, 'open');
  assert.equal(state.queuedAt, world.now);
  assert.equal(state.preferredAgentId, agent.id);
  assert.equal(state.assignee, null);
});

test('solved work closes after seven days, not before, and takes no message then', () => {
  const { world, agent } = answered();
  assert.ok(
    world.apply({ type: 'set_status', agent, to: 'solved' }, { kind: 'agent', id: agent.id }).ok,
  );
  world.now += 7 * DAY_MS - 1;
  assert.deepEqual(decide(world.state, { type: 'close' }, world.now), { ok: true, value: [] });
  world.now += 1;
  const expired = decide(world.state, { type: 'reopen' }, world.now + 1);
  assert.ok(!expired.ok);
  assert.equal(expired.failure.code, 'reopen_expired');
  assert.ok(world.apply({ type: 'close' }, { kind: 'system' }).ok);
  assert.equal(stateOf(world).status, 'closed');
  const late = decide(
    world.state,
    world.command('send_as_customer', agent, agent, 0, false),
    world.now,
  );
  assert.ok(!late.ok);
  assert.equal(late.failure.code, 'conversation_closed');
});
