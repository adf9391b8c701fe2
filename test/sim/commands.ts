import { appendEvents } from '../../src/core/conversation/append.ts';
import type { Command } from '../../src/core/conversation/command.ts';
import { decide } from '../../src/core/conversation/decide.ts';
import type { Actor, ConversationEvent } from '../../src/core/conversation/event.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type { AgentId, ConversationId } from '../../src/core/ids.ts';
import { fail, type Outcome, ok } from '../../src/core/outcome.ts';
import { unitsFor } from '../../src/core/routing/agent-pool.ts';
import { unitsOf } from '../../src/core/routing/policy.ts';
import type { Plant, SimEvent } from './protocol.ts';
import { SIM_POLICY } from './setting.ts';
import type { Store, Tx } from './store.ts';
import type { SimProcess, Task } from './task.ts';
import type { World } from './world.ts';

/** What a server process has to work with. */
export interface Shop {
  readonly world: World;
  readonly store: Store;
  readonly process: SimProcess;
  readonly plant: Plant | undefined;
  /** After the commit: tells whoever follows. */
  readonly publish: (state: Conversation, events: readonly SimEvent[]) => void;
}

export interface Committed {
  readonly state: Conversation;
  readonly events: readonly SimEvent[];
}

export const appended = (
  shop: Shop,
  id: ConversationId,
  state: Conversation | undefined,
  events: readonly ConversationEvent[],
  actor: Actor,
  textOf: (event: ConversationEvent) => string | null = () => null,
): Committed | undefined => {
  const result = appendEvents(id, state, events, actor, shop.store.now());
  if (result.state === undefined) return undefined;
  const logged = result.logged.map((entry): SimEvent => {
    return { ...entry, text: textOf(entry.event), globalId: shop.store.nextGlobalId() };
  });
  return { state: result.state, events: logged };
};

/** Whose work grows by this: who is given it, or who had it when it was solved and opens it again. */
const takenOnBy = (state: Conversation, events: readonly ConversationEvent[]): AgentId | null => {
  const given = events.find((event) => event.type === 'conversation_assigned');
  if (given !== undefined) return given.agent.id;
  const requeued = events.some((event) => event.type === 'conversation_queued');
  const reopened = events.some(
    (event) => event.type === 'status_changed' && event.from === 'solved',
  );
  return reopened && !requeued ? (state.assignee?.id ?? null) : null;
};

/** The agent's row is locked, so of two assignments to the same agent the second sees the first. */
const checkCapacity = function* (
  shop: Shop,
  tx: Tx,
  agentId: AgentId,
  state: Conversation,
): Task<boolean> {
  const { store } = shop;
  yield* store.lock(tx, `agent:${agentId}`);
  const agent = store.agents.get(agentId);
  if (agent === undefined) return false;
  const units = unitsFor(unitsOf(state.channel, state.priority, SIM_POLICY), agent.capacity);
  if (!agent.available || store.loadOf(agentId, agent.capacity) + units > agent.capacity)
    return false;
  tx.writes.push(() => {
    agent.idleSince = store.now();
  });
  return true;
};

export interface CommandOptions {
  /** More to check under the lock, with what refuses the command. */
  readonly guard?: (state: Conversation) => Outcome<null>;
  readonly onCommit?: () => void;
}

/** One command on one conversation: row lock, decision, capacity, append, commit, hint. */
export function* perform(
  shop: Shop,
  id: ConversationId,
  actor: Actor,
  command: (state: Conversation) => Command,
  options: CommandOptions = {},
): Task<Outcome<Committed | null>> {
  const { store } = shop;
  const tx = yield* store.begin(shop.process);
  try {
    yield* store.lock(tx, `conversation:${id}`);
    const state = store.conversations.get(id);
    if (state === undefined) return fail('not_found', 'conversation_not_found');
    const guarded = options.guard?.(state) ?? ok(null);
    if (!guarded.ok) return guarded;
    const decision = decide(state, command(state), store.now());
    if (!decision.ok) return decision;
    if (decision.value.length === 0) return ok(null);
    const agentId = takenOnBy(state, decision.value);
    if (agentId !== null && !(yield* checkCapacity(shop, tx, agentId, state))) {
      return fail('limit_reached', 'no_capacity');
    }
    const committed = appended(shop, id, state, decision.value, actor);
    if (committed === undefined) return ok(null);
    store.append(tx, committed.state, committed.events);
    tx.writes.push(() => options.onCommit?.());
    yield* store.commit(tx);
    shop.publish(committed.state, committed.events);
    return ok(committed);
  } finally {
    store.rollback(tx);
  }
}

/** Planted: the decision is made on what was read before the lock was taken, and not made again. */
export function* claimUnlocked(
  shop: Shop,
  id: ConversationId,
  actor: Actor,
  command: Command,
): Task<Outcome<Committed | null>> {
  const { store } = shop;
  yield* store.trip();
  const read = store.conversations.get(id);
  const decision = decide(read, command, store.now());
  if (!decision.ok) return decision;
  const tx = yield* store.begin(shop.process);
  try {
    yield* store.lock(tx, `conversation:${id}`);
    const committed = appended(shop, id, store.conversations.get(id), decision.value, actor);
    if (committed === undefined || committed.events.length === 0) return ok(null);
    store.append(tx, committed.state, committed.events);
    yield* store.commit(tx);
    shop.publish(committed.state, committed.events);
    return ok(committed);
  } finally {
    store.rollback(tx);
  }
}
