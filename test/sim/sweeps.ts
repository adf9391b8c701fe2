import type { Actor } from '../../src/core/conversation/event.ts';
import { needsOwner } from '../../src/core/conversation/evolve.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import { isActive } from '../../src/core/conversation/transitions.ts';
import type { AgentId } from '../../src/core/ids.ts';
import { fail, ok } from '../../src/core/outcome.ts';
import { match } from '../../src/core/routing/match.ts';
import { unitsOf } from '../../src/core/routing/policy.ts';
import type { RoutingAgent, WaitingItem } from '../../src/core/routing/work.ts';
import { perform, type Shop } from './commands.ts';
import { type AgentSetting, LEASE_MS, OVERFLOW, PRESENCE_MS, SIM_POLICY } from './setting.ts';
import type { Task } from './task.ts';

const SYSTEM: Actor = { kind: 'system' };

/** Takes or prolongs the lease of the matcher and the sweeps. Returns its epoch, or null when another has it. */
export function* holdLease(shop: Shop): Task<number | null> {
  const { store } = shop;
  const me = `${shop.process.name}#${shop.process.incarnation}`;
  const tx = yield* store.begin(shop.process);
  try {
    yield* store.lock(tx, 'lease');
    const { lease } = store;
    const free = lease.until <= store.now();
    if (lease.holder !== me && !free) return null;
    const epoch = lease.holder === me && !free ? lease.epoch : lease.epoch + 1;
    tx.writes.push(() => {
      lease.holder = me;
      lease.epoch = epoch;
      lease.until = store.now() + LEASE_MS;
    });
    yield* store.commit(tx);
    return epoch;
  } finally {
    store.rollback(tx);
  }
}

const itemOf = (state: Conversation): WaitingItem => ({
  id: state.id,
  teamId: state.teamId,
  category: state.category,
  level: 1,
  locale: state.locale,
  tier: state.tier,
  priority: state.priority,
  waitingSince: state.waitingSince ?? state.createdAt,
  units: unitsOf(state.channel, state.priority, SIM_POLICY),
  preferredAgentId: state.preferredAgentId,
  excludedAgentIds: state.turnedDownBy,
});

const agentsOf = (shop: Shop, settings: readonly AgentSetting[]): readonly RoutingAgent[] =>
  settings.flatMap((setting) => {
    const row = shop.store.agents.get(setting.id);
    if (row === undefined) return [];
    return [
      {
        id: row.id,
        status: row.available ? 'available' : 'offline',
        teamIds: [setting.teamId],
        skills: { withdrawal: 2, security: 1, account: 1 },
        locales: ['en'],
        capacity: row.capacity,
        load: shop.store.loadOf(row.id, row.capacity),
        idleSince: row.idleSince,
        emergencyRun: 0,
      },
    ];
  });

/** A late write of one who overslept the lease is refused, on the database's clock. */
const fence = (shop: Shop, epoch: number) => () =>
  shop.store.lease.epoch === epoch && shop.store.lease.until > shop.store.now()
    ? ok(null)
    : fail('conflict', 'lease_lost');

/** One round of the matcher: pure decisions on a snapshot, each then claimed in a transaction of its own. */
export function* matchOnce(
  shop: Shop,
  settings: readonly AgentSetting[],
  epoch: number,
): Task<void> {
  const { store } = shop;
  yield* store.trip();
  const waiting = [...store.conversations.values()].filter((state) => state.queuedAt !== null);
  if (waiting.length === 0) return;
  const decisions = match({
    now: store.now(),
    waiting: waiting.map(itemOf),
    agents: agentsOf(shop, settings),
    overflow: OVERFLOW,
    policy: SIM_POLICY,
  });
  for (const { itemId, agentId } of decisions) {
    const setting = settings.find((one) => one.id === agentId);
    if (setting === undefined) continue;
    const agent = { id: agentId, name: setting.name, badge: setting.id };
    yield* perform(shop, itemId, SYSTEM, () => ({ type: 'assign', agent, via: 'matcher' }), {
      guard: fence(shop, epoch),
    });
  }
}

function* dropAgent(shop: Shop, agentId: AgentId): Task<void> {
  const { store } = shop;
  const tx = yield* store.begin(shop.process);
  try {
    yield* store.lock(tx, `agent:${agentId}`);
    const agent = store.agents.get(agentId);
    if (agent === undefined || agent.seenAt + PRESENCE_MS > store.now()) return;
    tx.writes.push(() => {
      agent.available = false;
    });
    yield* store.commit(tx);
  } finally {
    store.rollback(tx);
  }
}

const noAnswer = (state: Conversation, now: number): boolean =>
  state.assignee !== null &&
  !state.accepted &&
  (state.assignedAt ?? now) + SIM_POLICY.noAnswerMs <= now;

/** What nobody has taken up, what a vanished agent holds, and what has neither owner nor place. */
export function* sweepOnce(shop: Shop, epoch: number): Task<void> {
  const { store } = shop;
  yield* store.trip();
  for (const agent of [...store.agents.values()]) {
    if (agent.available && agent.seenAt + PRESENCE_MS <= store.now())
      yield* dropAgent(shop, agent.id);
  }
  const guard = fence(shop, epoch);
  for (const state of [...store.conversations.values()]) {
    const { assignee } = state;
    if (needsOwner(state))
      yield* perform(shop, state.id, SYSTEM, () => ({ type: 'adopt' }), { guard });
    if (assignee === null || !isActive(state.status)) continue;
    const gone = store.agents.get(assignee.id)?.available !== true;
    if (!gone && !noAnswer(state, store.now())) continue;
    const reason = gone ? 'agent_dropped' : 'no_answer';
    yield* perform(
      shop,
      state.id,
      SYSTEM,
      () => ({ type: 'requeue', agentId: assignee.id, reason }),
      { guard },
    );
  }
}
