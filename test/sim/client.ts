import type { Conversation } from '../../src/core/conversation/state.ts';
import type { ConversationId } from '../../src/core/ids.ts';
import { type Held, takeIn, takeInByGlobalCursor } from './held.ts';
import type { Network, Socket } from './network.ts';
import type { Answer, Ask, DownFrame, Plant, SendFrame, SimEvent, UpFrame } from './protocol.ts';
import type { Sender } from './send.ts';
import type { Server } from './server.ts';
import { REQUEST_TIMEOUT_MS, SILENCE_MS } from './setting.ts';
import type { World } from './world.ts';

/** A message as its sender remembers it. */
export interface SentRecord {
  readonly frame: SendFrame;
  state: 'waiting' | 'acknowledged' | 'refused';
  conversationId: ConversationId | null;
  seq: number;
}

export interface ClientOptions {
  readonly world: World;
  readonly network: Network;
  readonly servers: readonly Server[];
  readonly name: string;
  readonly sender: Sender;
  readonly plant: Plant | undefined;
  /** Told of what can never be right, whatever the faults. */
  readonly onViolation: (invariant: string, what: string) => void;
}

const REFOLLOW_EVERY_MS = 8_000;
const LOOK_EVERY_MS = 1_500;

/** A client by the protocol: outbox, idempotent retry, resume by seq, gaps asked for, doubles dropped. */
export abstract class Client {
  readonly options: ClientOptions;
  readonly held = new Map<ConversationId, Held>();
  /** In the order in which they were written. */
  readonly sent: SentRecord[] = [];
  /** Survives a reload. */
  readonly outbox: SentRecord[] = [];
  present = true;
  calm = false;
  #life = 1;
  #socket: Socket<UpFrame, DownFrame> | null = null;
  #welcome = false;
  #heardAt = 0;
  #followedAt = 0;
  #attempt = 0;
  #inFlight = false;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  get name(): string {
    return this.options.name;
  }

  start(): void {
    this.#everyLook();
    this.onStart();
  }

  protected abstract onStart(): void;
  protected onQueueChanged(): void {}
  protected onStored(_record: SentRecord): void {}

  /** The page is loaded anew: memory is gone, the outbox is not. */
  reload(): void {
    this.leave();
    this.held.clear();
    this.present = true;
    this.options.world.trace(() => `${this.name} reloads`);
    this.start();
  }

  /** The person closes the lid. Nobody is told. */
  leave(): void {
    this.present = false;
    this.#life += 1;
    this.#drop();
    this.#inFlight = false;
  }

  /** Runs later, unless the page has been left or loaded anew. */
  later(ms: number, run: () => void): void {
    const life = this.#life;
    this.options.world.after(ms, () => {
      if (this.#life === life) run();
    });
  }

  /** `null`: no answer in time. */
  request(ask: Ask, onAnswer: (answer: Answer | null) => void): void {
    const { network, world } = this.options;
    const server = world.pick(this.options.servers);
    const life = this.#life;
    let settled = false;
    const settle = (answer: Answer | null) => {
      if (settled || this.#life !== life) return;
      settled = true;
      onAnswer(answer);
    };
    network.carry(this.name, server.process.name, () =>
      server.ask(this.options.sender, ask, (answer) =>
        network.carry(server.process.name, this.name, () => settle(answer)),
      ),
    );
    world.after(REQUEST_TIMEOUT_MS, () => settle(null));
  }

  write(frame: Omit<SendFrame, 'type' | 'clientMessageId'>): void {
    const clientMessageId = this.options.world.id(`${this.name}-m`);
    const record: SentRecord = {
      frame: { type: 'send', clientMessageId, ...frame },
      state: 'waiting',
      conversationId: frame.conversationId,
      seq: 0,
    };
    this.sent.push(record);
    this.outbox.push(record);
    this.pump();
  }

  /** Starts to hold a conversation, from its beginning or from a snapshot. */
  follow(id: ConversationId, snapshot?: Conversation): void {
    if (this.held.has(id)) return;
    this.held.set(id, {
      state: snapshot,
      events: [],
      lastSeq: snapshot?.lastSeq ?? 0,
      lastGlobalId: 0,
    });
    this.#askAfter(id);
  }

  /** One message at a time, so that a retry never overtakes or is overtaken: a sender's order is kept. */
  pump(): void {
    const record = this.outbox[0];
    if (record === undefined || this.#inFlight || !this.present) return;
    this.#inFlight = true;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const failed = () => {
      if (this.#attempt !== attempt || !this.#inFlight) return;
      this.#inFlight = false;
      this.later(200, () => this.pump());
    };
    if (this.#socket !== null && this.#welcome && this.options.world.chance(0.8)) {
      this.#socket.up(record.frame);
      this.later(REQUEST_TIMEOUT_MS, failed);
      return;
    }
    this.request(record.frame, (answer) => (answer === null ? failed() : this.#onAnswer(answer)));
  }

  #onAnswer(answer: Answer): void {
    const record = this.outbox[0];
    if (answer.type === 'unavailable') {
      this.#inFlight = false;
      this.later(300, () => this.pump());
      return;
    }
    if (answer.type !== 'stored' && answer.type !== 'refused') return;
    if (record === undefined || answer.clientMessageId !== record.frame.clientMessageId) return;
    this.outbox.shift();
    this.#inFlight = false;
    if (answer.type === 'refused') {
      record.state = 'refused';
    } else {
      this.#acknowledge(record, answer.events);
    }
    this.pump();
  }

  #acknowledge(record: SentRecord, events: readonly SimEvent[]): void {
    const entry = events.find(
      ({ event }) =>
        'clientMessageId' in event && event.clientMessageId === record.frame.clientMessageId,
    );
    if (entry === undefined) {
      this.options.onViolation(
        'I1',
        `${this.name}: an acknowledgement of ${record.frame.clientMessageId} without it`,
      );
      return;
    }
    record.state = 'acknowledged';
    record.conversationId = entry.conversationId;
    record.seq = entry.seq;
    this.options.world.trace(
      () =>
        `${this.name} has ${record.frame.clientMessageId} acknowledged as ${entry.conversationId}/${entry.seq}`,
    );
    this.onStored(record);
    this.follow(entry.conversationId);
    this.absorb(entry.conversationId, events);
  }

  absorb(id: ConversationId, events: readonly SimEvent[]): void {
    const held = this.held.get(id);
    if (held === undefined) return;
    if (this.options.plant === 'global_cursor') takeInByGlobalCursor(held, events);
    else if (takeIn(held, events, this.#public, (what) => this.#report(what)) === 'gap')
      this.#askAfter(id);
  }

  /** Customers see only public events, which are chained among themselves. */
  get #public(): boolean {
    return this.options.sender.caller.kind === 'customer';
  }

  #report(what: string): void {
    this.options.onViolation('I3', `${this.name}: ${what}`);
  }

  #askAfter(id: ConversationId): void {
    const held = this.held.get(id);
    if (held === undefined) return;
    const global = this.options.plant === 'global_cursor';
    const after = global ? this.#globalCursor() : held.lastSeq;
    if (this.#socket !== null && this.#welcome) {
      this.#socket.up({ type: 'follow', conversationId: id, after });
      return;
    }
    this.request({ type: 'read', conversationId: id, after }, (answer) => {
      if (answer?.type === 'events') this.absorb(id, answer.events);
    });
  }

  /** Planted: one place for everything that this client reads. */
  #globalCursor(): number {
    return Math.max(0, ...[...this.held.values()].map((held) => held.lastGlobalId));
  }

  #everyLook(): void {
    this.#look();
    this.later(LOOK_EVERY_MS, () => this.#everyLook());
  }

  #look(): void {
    const { world } = this.options;
    if (this.#socket !== null && world.now - this.#heardAt > SILENCE_MS) this.#drop();
    if (this.#socket === null) this.#connect();
    if (world.now - this.#followedAt > (this.#welcome ? REFOLLOW_EVERY_MS : LOOK_EVERY_MS)) {
      this.#followedAt = world.now;
      for (const id of this.held.keys()) this.#askAfter(id);
    }
    this.pump();
  }

  #connect(): void {
    const { network, world } = this.options;
    const server = world.pick(this.options.servers);
    if (!server.process.up || network.isCut(this.name, server.process.name)) return;
    const socket = server.open(this.name, this.options.sender);
    socket.onReset = () => {
      if (this.#socket === socket) this.#drop();
    };
    socket.onDown = (frame) => {
      if (this.#socket === socket) this.#onFrame(frame);
    };
    this.#socket = socket;
    this.#heardAt = world.now;
    socket.up({ type: 'hello' });
  }

  #drop(): void {
    if (this.#socket !== null) this.#socket.closed = true;
    this.#socket = null;
    this.#welcome = false;
  }

  #onFrame(frame: DownFrame): void {
    this.#heardAt = this.options.world.now;
    if (!this.#welcome) {
      this.#welcome = true;
      for (const id of this.held.keys()) this.#askAfter(id);
    }
    if (frame.type === 'ping') this.#socket?.up({ type: 'pong' });
    else if (frame.type === 'queue_changed') this.onQueueChanged();
    else if (frame.type === 'events') this.absorb(frame.conversationId, frame.events);
    else this.#onAnswer(frame);
  }
}
