import type { LoggedEvent } from '../../src/core/conversation/event.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import { isActive } from '../../src/core/conversation/transitions.ts';
import type { AgentId, AtMs, ConversationId, MessageId } from '../../src/core/ids.ts';
import { unitsFor } from '../../src/core/routing/agent-pool.ts';
import { unitsOf } from '../../src/core/routing/policy.ts';
import type { FaultProfile } from './profile.ts';
import type { SimEvent } from './protocol.ts';
import { SIM_POLICY } from './setting.ts';
import type { SimProcess, Task } from './task.ts';
import type { World } from './world.ts';

/** The answer of a database that went away: what was asked may or may not have happened. */
export class DatabaseGone extends Error {}

export interface MessageRow {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly senderId: string;
  readonly kind: 'message' | 'note';
  readonly text: string;
  readonly sentAt: AtMs;
  gone: boolean;
}

export interface AgentRow {
  readonly id: AgentId;
  readonly capacity: number;
  available: boolean;
  seenAt: AtMs;
  idleSince: AtMs;
  missed: number;
}

export interface LeaseRow {
  holder: string;
  epoch: number;
  until: AtMs;
}

type TxState = 'open' | 'committing' | 'done' | 'aborted';

/** A transaction: exclusive row locks until its end, writes visible to others only after its commit. */
export class Tx {
  readonly owner: SimProcess;
  readonly incarnation: number;
  state: TxState = 'open';
  readonly locks = new Set<string>();
  readonly writes: (() => void)[] = [];
  activeAt = 0;

  constructor(owner: SimProcess) {
    this.owner = owner;
    this.incarnation = owner.incarnation;
  }
}

interface Waiter {
  readonly tx: Tx;
  readonly wake: () => void;
  readonly fail: (error: Error) => void;
}

const IDLE_IN_TRANSACTION_MS = 15_000;

/**
 * The modelled database: read committed, row locks in order of asking, unique keys (as locks with a check), durable
 * commits. It can crash, before or after a commit that is on its way.
 */
export class Store {
  readonly conversations = new Map<ConversationId, Conversation>();
  readonly logs = new Map<ConversationId, SimEvent[]>();
  /** By sender and client message id: for ever. */
  readonly messages = new Map<string, MessageRow>();
  readonly bodies = new Map<MessageId, string>();
  readonly agents = new Map<AgentId, AgentRow>();
  readonly lease: LeaseRow = { holder: '', epoch: 0, until: 0 };
  profile: FaultProfile;
  down = false;
  /** Called with what a commit appended, in the order of commits. */
  onAppended: (events: readonly SimEvent[]) => void = () => undefined;
  readonly #world: World;
  readonly #open = new Set<Tx>();
  readonly #locks = new Map<string, { holder: Tx; readonly waiters: Waiter[] }>();
  #globalId = 0;

  constructor(world: World, profile: FaultProfile) {
    this.#world = world;
    this.profile = profile;
  }

  /** The database's clock, by which leases and the log's times go. */
  now(): AtMs {
    return this.#world.now;
  }

  nextGlobalId(): number {
    this.#globalId += 1;
    return this.#globalId;
  }

  logOf(conversationId: ConversationId): readonly SimEvent[] {
    return this.logs.get(conversationId) ?? [];
  }

  /** Units of work that an agent holds, offers included. */
  loadOf(agentId: AgentId, capacity: number): number {
    let load = 0;
    for (const state of this.conversations.values()) {
      if (state.assignee?.id !== agentId || !isActive(state.status)) continue;
      load += unitsFor(unitsOf(state.channel, state.priority, SIM_POLICY), capacity);
    }
    return load;
  }

  /** The way to the database and back. */
  *trip(): Task<void> {
    yield (wake, fail) =>
      this.#world.after(1 + this.#world.random() * 4, () =>
        this.down ? fail(new DatabaseGone()) : wake(),
      );
  }

  *begin(owner: SimProcess): Task<Tx> {
    yield* this.trip();
    const tx = new Tx(owner);
    tx.activeAt = this.#world.now;
    this.#open.add(tx);
    return tx;
  }

  *lock(tx: Tx, key: string): Task<void> {
    yield* this.trip();
    this.#ensureOpen(tx);
    yield (wake, fail) => {
      const held = this.#locks.get(key);
      if (held === undefined) {
        this.#locks.set(key, { holder: tx, waiters: [] });
        tx.locks.add(key);
        wake();
      } else if (held.holder === tx) {
        wake();
      } else {
        held.waiters.push({ tx, wake, fail });
      }
    };
    this.#ensureOpen(tx);
  }

  *commit(tx: Tx): Task<void> {
    this.#ensureOpen(tx);
    tx.state = 'committing';
    const loseAnswer = this.#world.chance(this.profile.commitAnswerLoss);
    const disk = this.#world.random() * (this.#world.chance(this.profile.slowCommit) ? 1_000 : 9);
    yield (wake, fail) =>
      this.#world.after(1 + disk, () => {
        if (tx.state === 'committing') this.#apply(tx);
        const answer = tx.state === 'done' && !loseAnswer ? wake : () => fail(new DatabaseGone());
        this.#world.after(1 + this.#world.random() * 2, answer);
      });
  }

  rollback(tx: Tx): void {
    if (tx.state !== 'open') return;
    tx.state = 'aborted';
    this.#release(tx);
  }

  /** A killed process's connections end: what it had not sent to commit is rolled back. */
  endSessionsOf(owner: SimProcess): void {
    for (const tx of [...this.#open]) if (tx.owner === owner) this.rollback(tx);
  }

  /** A stopped process's open transactions lose their locks after a while. */
  endIdleSessionsOf(owner: SimProcess): void {
    const open = [...this.#open].filter((tx) => tx.owner === owner);
    this.#world.after(IDLE_IN_TRANSACTION_MS, () => {
      if (owner.paused) for (const tx of open) this.rollback(tx);
    });
  }

  /** Commits that were on their way are durable or not, and nobody was told. */
  crash(): void {
    this.down = true;
    for (const tx of [...this.#open]) {
      if (tx.state === 'committing' && this.#world.chance(0.5)) this.#apply(tx);
      tx.state = 'aborted';
      this.#open.delete(tx);
    }
    const waiters = [...this.#locks.values()].flatMap((held) => held.waiters);
    this.#locks.clear();
    for (const waiter of waiters) waiter.fail(new DatabaseGone());
  }

  recover(): void {
    this.down = false;
  }

  append(tx: Tx, state: Conversation, events: readonly SimEvent[]): void {
    tx.writes.push(() => {
      const log = this.logs.get(state.id) ?? [];
      log.push(...events);
      this.logs.set(state.id, log);
      this.conversations.set(state.id, state);
      this.onAppended(events);
    });
  }

  textOf(logged: LoggedEvent): string | null {
    const { event } = logged;
    return event.type === 'message_sent' || event.type === 'note_added'
      ? (this.bodies.get(event.messageId) ?? null)
      : null;
  }

  #apply(tx: Tx): void {
    for (const write of tx.writes) write();
    tx.state = 'done';
    this.#release(tx);
  }

  #release(tx: Tx): void {
    this.#open.delete(tx);
    for (const key of tx.locks) {
      const held = this.#locks.get(key);
      if (held?.holder !== tx) continue;
      this.#locks.delete(key);
      this.#handOver(key, held.waiters);
    }
    tx.locks.clear();
  }

  #handOver(key: string, waiters: readonly Waiter[]): void {
    const living = waiters.filter(({ tx }) => tx.state === 'open');
    const [next, ...rest] = living;
    for (const waiter of waiters) if (!living.includes(waiter)) waiter.fail(new DatabaseGone());
    if (next === undefined) return;
    this.#locks.set(key, { holder: next.tx, waiters: rest });
    next.tx.locks.add(key);
    next.wake();
  }

  #ensureOpen(tx: Tx): void {
    if (tx.state !== 'open' || this.down) throw new DatabaseGone();
  }
}
