import type { Conversation } from '../../core/conversation/state.ts';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import type { WaitPromise } from '../../core/routing/decide-promise.ts';
import { waitingItemOf } from '../../core/routing/from-conversation.ts';
import { match } from '../../core/routing/match.ts';
import type { OverflowTeams, RoutingAgent, WaitingItem } from '../../core/routing/work.ts';
import { databaseNow, listAssigned, listWaiting } from '../conversation/index.ts';
import { type AgentRecord, listAgentRecords, listTeamRecords, overflowOf } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';
import { offerConversation } from './offer-conversation.ts';
import type { Lease } from './store-lease.ts';
import {
  endEntries,
  insertEntries,
  insertSamples,
  listOpenEntries,
  writePromises,
} from './store-queue.ts';
import { createHistory, promiseWaits } from './tell-waits.ts';
import { createHandlingTracker } from './track-handling.ts';

/** What is told is worked out again this often, and whenever somebody new waits. */
const TELL_AGAIN_MS = 5_000;
const TELL_MOVED_MS = 1_500;
const OFFERS_AT_ONCE = 8;

interface Stay {
  readonly queuedAt: AtMs;
  readonly promise: WaitPromise | null;
}

interface Look {
  readonly now: AtMs;
  readonly states: ReadonlyMap<ConversationId, Conversation>;
  readonly assigned: readonly Conversation[];
  readonly items: readonly WaitingItem[];
  readonly agents: readonly RoutingAgent[];
  readonly overflow: OverflowTeams;
}

export const routingAgentOf = (record: AgentRecord, load: number): RoutingAgent => ({
  ...record,
  id: record.agent.id,
  load,
});

/** The matcher's work while it holds one epoch of the lease. What it remembers ends with the epoch. */
export class MatcherRounds {
  readonly #deps: RoutingDeps;
  readonly #lease: Lease;
  readonly #tracker;
  readonly #history;
  #stays: Map<ConversationId, Stay> | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #telling: Promise<void> | undefined;

  constructor(deps: RoutingDeps, lease: Lease) {
    this.#deps = deps;
    this.#lease = lease;
    this.#tracker = createHandlingTracker(deps.policy);
    this.#history = createHistory(deps.database);
  }

  /** Looks, decides and offers; telling goes on by itself, so that it holds up no offer. Returns how many offers were made, and whether any was refused. */
  async run(): Promise<{ readonly made: number; readonly refused: number }> {
    const look = await this.#look();
    await this.#keepEntries(look);
    const { now, items: waiting, agents, overflow } = look;
    const decisions = match({ now, waiting, agents, overflow, policy: this.#deps.policy });
    const given = new Map<ConversationId, AgentId>();
    for (let from = 0; from < decisions.length; from += OFFERS_AT_ONCE) {
      const some = decisions.slice(from, from + OFFERS_AT_ONCE);
      const results = await Promise.all(
        some.map(({ itemId, agentId }) => this.#offer(look, itemId, agentId)),
      );
      some.forEach(({ itemId, agentId }, index) => {
        if (results[index] === true) given.set(itemId, agentId);
      });
    }
    this.#beginTelling(look, given);
    return { made: given.size, refused: decisions.length - given.size };
  }

  /** Resolves when what is being told has been written. */
  async told(): Promise<void> {
    await this.#telling;
  }

  #beginTelling(look: Look, given: ReadonlyMap<ConversationId, AgentId>): void {
    this.#telling ??= this.#tell(look, given)
      .catch((error: unknown) => this.#deps.log.error({ error }, 'waiting times not told'))
      .finally(() => {
        this.#telling = undefined;
      });
  }

  async #look(): Promise<Look> {
    const { database, policy } = this.#deps;
    const [now, waiting, assigned, records, teams] = await Promise.all([
      databaseNow(database),
      listWaiting(database),
      listAssigned(database),
      listAgentRecords(database),
      listTeamRecords(database),
    ]);
    const states = new Map(waiting.map((state) => [state.id, state]));
    const ended = this.#tracker.observe(assigned, new Set(states.keys()), now);
    await insertSamples(database, ended);
    return {
      now,
      states,
      assigned,
      items: waiting.map((state) => waitingItemOf(state, policy, now)),
      agents: records.map((record) =>
        routingAgentOf(record, this.#tracker.loadOf(record.agent.id)),
      ),
      overflow: overflowOf(teams),
    };
  }

  async #offer(look: Look, itemId: ConversationId, agentId: AgentId): Promise<boolean> {
    const state = look.states.get(itemId);
    if (state === undefined) return false;
    const result = await offerConversation(this.#deps, this.#lease, { state, agentId });
    if (!result.ok) {
      this.#deps.log.debug({ conversationId: itemId, code: result.failure.code }, 'offer refused');
    }
    return result.ok;
  }

  /** Notes who came into the queue and who left it. */
  async #keepEntries(look: Look): Promise<void> {
    const { database } = this.#deps;
    const stays = this.#stays ?? (await this.#takeOver());
    const isAssigned = new Set(look.assigned.map(({ id }) => id));
    const isStaying = (id: ConversationId, stay: Stay) =>
      look.states.get(id)?.queuedAt === stay.queuedAt;
    const ended = [...stays].filter(([id, stay]) => !isStaying(id, stay)).map(([id]) => id);
    for (const id of ended) stays.delete(id);
    await endEntries(
      database,
      ended.map((conversationId) => ({ conversationId, assigned: isAssigned.has(conversationId) })),
    );
    const begun = look.items.flatMap((item) => {
      const queuedAt = look.states.get(item.id)?.queuedAt ?? null;
      return queuedAt === null || stays.has(item.id) ? [] : [{ item, queuedAt }];
    });
    await insertEntries(database, begun);
    for (const { item, queuedAt } of begun) stays.set(item.id, { queuedAt, promise: null });
  }

  async #takeOver(): Promise<Map<ConversationId, Stay>> {
    const open = await listOpenEntries(this.#deps.database);
    this.#stays = new Map(open.map(({ conversationId, ...stay }) => [conversationId, stay]));
    return this.#stays;
  }

  /** Tells those who wait on, as things stand after the offers of this round. */
  async #tell(look: Look, given: ReadonlyMap<ConversationId, AgentId>): Promise<void> {
    const stays = this.#stays ?? new Map<ConversationId, Stay>();
    const waiting = look.items.filter(({ id }) => !given.has(id));
    const isUntold = waiting.some(({ id }) => stays.get(id)?.promise == null);
    // Somebody was served: the places behind moved, and those who stand there look at the number.
    const againMs = given.size > 0 ? TELL_MOVED_MS : TELL_AGAIN_MS;
    const isFresh = performance.now() - this.#toldAt < againMs;
    if (waiting.length === 0 || (isFresh && !isUntold)) return;
    this.#toldAt = performance.now();
    const offered = [...given].flatMap(([id, agentId]) => {
      const item = look.items.find((one) => one.id === id);
      return item === undefined
        ? []
        : [{ agentId, category: item.category, startedAt: look.now, units: item.units }];
    });
    const floor = {
      now: look.now,
      waiting,
      agents: look.agents,
      overflow: look.overflow,
      policy: this.#deps.policy,
      inProgress: [...this.#tracker.inProgress(), ...offered],
    };
    const before = new Map([...stays].map(([id, stay]) => [id, stay.promise]));
    const promises = await promiseWaits(floor, await this.#history(floor), before);
    await writePromises(this.#deps.database, promises);
    const moved = [...promises].some(([id, { place }]) => before.get(id)?.place !== place);
    if (moved) this.#deps.bus.publish({ kind: 'queue_told' });
    for (const [id, promise] of promises) {
      const stay = stays.get(id);
      if (stay !== undefined && stay.queuedAt === look.states.get(id)?.queuedAt)
        stays.set(id, { ...stay, promise });
    }
  }
}
