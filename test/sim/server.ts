import type { Conversation } from '../../src/core/conversation/state.ts';
import type { ConversationId } from '../../src/core/ids.ts';
import { performAct } from './acts.ts';
import type { Shop } from './commands.ts';
import { type Network, Socket } from './network.ts';
import type {
  Answer,
  Ask,
  Caller,
  DownFrame,
  Plant,
  SendFrame,
  SimEvent,
  UpFrame,
} from './protocol.ts';
import { forgetMemory, type Sender, storeMessage } from './send.ts';
import { type AgentSetting, HEARTBEAT_MS, SILENCE_MS } from './setting.ts';
import { DatabaseGone, type Store } from './store.ts';
import { holdLease, matchOnce, sweepOnce } from './sweeps.ts';
import { SimProcess, type Task } from './task.ts';
import type { World } from './world.ts';

interface Link {
  readonly socket: Socket<UpFrame, DownFrame>;
  readonly sender: Sender;
  /** Conversation → the last seq read for this line from the database. */
  readonly follows: Map<ConversationId, number>;
  heardAt: number;
  /** Planted: one cursor over all conversations. */
  globalCursor: number;
}

export interface ServerOptions {
  readonly world: World;
  readonly network: Network;
  readonly store: Store;
  readonly name: string;
  readonly agents: readonly AgentSetting[];
  readonly plant: Plant | undefined;
}

const SWEEP_EVERY_MS = 1_000;

/** One server process: sockets, requests, hints to its peers, and the matcher when it holds the lease. */
export class Server {
  readonly process: SimProcess;
  readonly #options: ServerOptions;
  readonly #shop: Shop;
  readonly #links = new Set<Link>();
  #peers: readonly Server[] = [];
  #sweeping = false;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.process = new SimProcess(options.world, options.name);
    this.#shop = {
      world: options.world,
      store: options.store,
      process: this.process,
      plant: options.plant,
      publish: (state, events) => this.#publish(state, events),
    };
  }

  start(peers: readonly Server[]): void {
    this.#peers = peers;
    this.#links.clear();
    this.#sweeping = false;
    forgetMemory(this.#shop);
    this.process.start();
    this.process.every(HEARTBEAT_MS, () => this.#beat());
    this.process.every(SWEEP_EVERY_MS, () => this.#sweep());
  }

  kill(): void {
    this.process.kill();
    this.#links.clear();
    this.#options.store.endSessionsOf(this.process);
  }

  pause(untilMs: number): void {
    this.process.pausedUntil = untilMs;
    this.#options.store.endIdleSessionsOf(this.process);
  }

  /** A client opens a socket; its frames come later. */
  open(client: string, sender: Sender): Socket<UpFrame, DownFrame> {
    const socket = new Socket<UpFrame, DownFrame>(
      this.#options.world,
      this.#options.network,
      client,
      this.process,
    );
    let link: Link | undefined;
    socket.onUp = (frame) => {
      if (frame.type === 'hello') {
        link = {
          socket,
          sender,
          follows: new Map(),
          heardAt: this.#options.world.now,
          globalCursor: 0,
        };
        this.#links.add(link);
        this.#touch(sender.caller);
        return;
      }
      if (link === undefined) return;
      link.heardAt = this.#options.world.now;
      this.#onFrame(link, frame);
    };
    return socket;
  }

  /** One request. `answer` is called at most once, on the server's side of the network. */
  ask(sender: Sender, ask: Ask, answer: (answer: Answer) => void): void {
    if (!this.process.up) return;
    this.process.whenAwake(() =>
      this.process.spawn(this.#handle(sender, ask, answer), (error) => {
        if (!(error instanceof DatabaseGone)) throw error;
        answer({ type: 'unavailable' });
      }),
    );
  }

  *#handle(sender: Sender, ask: Ask, answer: (answer: Answer) => void): Task<void> {
    const { store } = this.#options;
    switch (ask.type) {
      case 'send':
        return yield* storeMessage(this.#shop, sender, ask, answer);
      case 'read': {
        yield* store.trip();
        const events = this.#visible(
          sender.caller,
          ask.conversationId,
          ask.after,
          this.#options.plant === 'global_cursor',
        );
        return answer({ type: 'events', conversationId: ask.conversationId, events });
      }
      case 'list': {
        yield* store.trip();
        const mine = (state: Conversation) =>
          sender.caller.kind === 'agent' || state.customerId === sender.caller.id;
        return answer({
          type: 'list',
          conversations: [...store.conversations.values()].filter(mine),
        });
      }
      case 'available':
        yield* store.trip();
        this.#seen(sender.caller, true);
        return answer({ type: 'done' });
      case 'act': {
        const outcome = yield* performAct(this.#shop, sender, ask.conversationId, ask.act);
        return answer(
          outcome.ok
            ? { type: 'done' }
            : { type: 'refused', failure: outcome.failure, clientMessageId: null },
        );
      }
    }
  }

  /** What this reader may see of a log after a place in it. */
  #visible(caller: Caller, id: ConversationId, after: number, global = false): readonly SimEvent[] {
    const log = this.#options.store.logOf(id);
    const state = this.#options.store.conversations.get(id);
    if (caller.kind === 'customer' && state?.customerId !== caller.id) return [];
    return log.filter(
      (event) =>
        (global ? event.globalId : event.seq) > after &&
        (caller.kind === 'agent' || event.audience === 'everyone'),
    );
  }

  #onFrame(link: Link, frame: Exclude<UpFrame, { type: 'hello' }>): void {
    if (frame.type === 'pong') this.#touch(link.sender.caller);
    else if (frame.type === 'send') this.#send(link, frame);
    else {
      link.follows.set(frame.conversationId, frame.after);
      link.globalCursor = Math.max(link.globalCursor, frame.after);
      this.#catchUp(link, frame.conversationId);
    }
  }

  #send(link: Link, frame: SendFrame): void {
    this.ask(link.sender, frame, (answer) => {
      if (answer.type === 'stored' || answer.type === 'refused' || answer.type === 'unavailable') {
        link.socket.down(answer);
      }
    });
  }

  /** Reads from the database what follows the line's place and sends it. */
  #catchUp(link: Link, id: ConversationId): void {
    const { store, plant } = this.#options;
    const read = function* (this: Server): Task<void> {
      yield* store.trip();
      if (plant === 'global_cursor') return this.#catchUpGlobally(link);
      const after = link.follows.get(id) ?? 0;
      const events = this.#visible(link.sender.caller, id, after);
      const last = events.at(-1);
      if (last === undefined) return;
      link.follows.set(id, last.seq);
      link.socket.down({ type: 'events', conversationId: id, events });
    };
    this.process.spawn(read.call(this), (error) => {
      if (!(error instanceof DatabaseGone)) throw error;
    });
  }

  #catchUpGlobally(link: Link): void {
    const from = link.globalCursor;
    for (const id of link.follows.keys()) {
      const events = this.#visible(link.sender.caller, id, from, true);
      for (const event of events) link.globalCursor = Math.max(link.globalCursor, event.globalId);
      if (events.length > 0) link.socket.down({ type: 'events', conversationId: id, events });
    }
  }

  #publish(state: Conversation, events: readonly SimEvent[]): void {
    const { network, world } = this.#options;
    world.trace(
      () =>
        `${this.process.name} committed ${state.id} ${events.map((one) => `${one.seq}:${one.event.type}`).join(' ')}`,
    );
    const queued = events.some(({ event }) => event.type === 'conversation_queued');
    this.#onHint(state.id, events, queued);
    for (const peer of this.#peers) {
      if (peer === this || world.chance(network.profile.hintLoss)) continue;
      world.after(network.delay(), () =>
        peer.process.whenAwake(() => peer.#onHint(state.id, undefined, queued)),
      );
    }
  }

  /** In the process that committed, the events are at hand; elsewhere they are read. */
  #onHint(id: ConversationId, events: readonly SimEvent[] | undefined, queued: boolean): void {
    for (const link of this.#links) {
      if (queued && link.sender.caller.kind === 'agent')
        link.socket.down({ type: 'queue_changed' });
      if (!link.follows.has(id)) continue;
      if (events === undefined || this.#options.plant === 'global_cursor') {
        this.#catchUp(link, id);
        continue;
      }
      const seen = events.filter(
        (event) => link.sender.caller.kind === 'agent' || event.audience === 'everyone',
      );
      if (seen.length > 0) link.socket.down({ type: 'events', conversationId: id, events: seen });
    }
  }

  #beat(): void {
    for (const link of this.#links) {
      if (this.#options.world.now - link.heardAt > SILENCE_MS || link.socket.closed)
        this.#links.delete(link);
      else link.socket.down({ type: 'ping' });
    }
  }

  /** Presence is of the line: as long as something is heard. */
  #touch(caller: Caller): void {
    const { store } = this.#options;
    if (caller.kind !== 'agent') return;
    const write = function* (this: Server): Task<void> {
      yield* store.trip();
      this.#seen(caller, false);
    };
    this.process.spawn(write.call(this), () => undefined);
  }

  #seen(caller: Caller, available: boolean): void {
    const agent = caller.kind === 'agent' ? this.#options.store.agents.get(caller.id) : undefined;
    if (agent === undefined) return;
    agent.seenAt = this.#options.store.now();
    if (available) agent.available = true;
  }

  #sweep(): void {
    if (this.#sweeping) return;
    this.#sweeping = true;
    const round = function* (this: Server): Task<void> {
      const epoch = yield* holdLease(this.#shop);
      if (epoch !== null) {
        yield* sweepOnce(this.#shop, epoch);
        yield* matchOnce(this.#shop, this.#options.agents, epoch);
      }
      this.#sweeping = false;
    };
    this.process.spawn(round.call(this), (error) => {
      if (!(error instanceof DatabaseGone)) throw error;
      this.#sweeping = false;
    });
  }
}
