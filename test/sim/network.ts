import type { FaultProfile } from './profile.ts';
import type { SimProcess } from './task.ts';
import type { World } from './world.ts';

/** One end of a request or a socket: a client or a server. */
export type NodeName = string;

/** A way between two nodes that loses, doubles, delays and so reorders; and may be cut. */
export class Network {
  profile: FaultProfile;
  readonly #world: World;
  readonly #cut = new Set<string>();

  constructor(world: World, profile: FaultProfile) {
    this.#world = world;
    this.profile = profile;
  }

  cut(left: NodeName, right: NodeName): void {
    this.#cut.add(`${left}|${right}`);
  }

  heal(left: NodeName, right: NodeName): void {
    this.#cut.delete(`${left}|${right}`);
  }

  healAll(): void {
    this.#cut.clear();
  }

  isCut(left: NodeName, right: NodeName): boolean {
    return this.#cut.has(`${left}|${right}`) || this.#cut.has(`${right}|${left}`);
  }

  delay(): number {
    return 1 + this.#world.exponential(this.profile.delayMs);
  }

  /** Delivers once, twice or never. */
  carry(from: NodeName, to: NodeName, deliver: () => void): void {
    const world = this.#world;
    if (this.isCut(from, to) || world.chance(this.profile.loss)) return;
    world.after(this.delay(), deliver);
    if (world.chance(this.profile.duplication)) world.after(this.delay() * 3, deliver);
  }

  losesFrame(from: NodeName, to: NodeName): boolean {
    return this.isCut(from, to) || this.#world.chance(this.profile.loss / 4);
  }
}

/**
 * A socket: frames arrive in order or, from the first lost one on, not at all in that direction. Neither end is told;
 * both notice the silence. A frame to a process that was killed brings a reset back.
 */
export class Socket<Up, Down> {
  readonly client: NodeName;
  readonly server: SimProcess;
  readonly serverIncarnation: number;
  onUp: (frame: Up) => void = () => undefined;
  onDown: (frame: Down) => void = () => undefined;
  /** The client is told that the line is gone. */
  onReset: () => void = () => undefined;
  /** Closed by the client: nothing of it is wanted any more. */
  closed = false;
  readonly #world: World;
  readonly #network: Network;
  #upAt = 0;
  #downAt = 0;
  #upBroken = false;
  #downBroken = false;

  constructor(world: World, network: Network, client: NodeName, server: SimProcess) {
    this.#world = world;
    this.#network = network;
    this.client = client;
    this.server = server;
    this.serverIncarnation = server.incarnation;
  }

  up(frame: Up): void {
    if (this.#network.losesFrame(this.client, this.server.name)) this.#upBroken = true;
    if (this.#upBroken) return;
    this.#upAt = Math.max(this.#upAt, this.#world.now + this.#network.delay());
    this.#world.after(this.#upAt - this.#world.now, () => {
      if (!this.server.up || this.server.incarnation !== this.serverIncarnation) this.#reset();
      else this.server.whenAwake(() => this.onUp(frame));
    });
  }

  down(frame: Down): void {
    if (this.#network.losesFrame(this.server.name, this.client)) this.#downBroken = true;
    if (this.#downBroken || this.closed) return;
    this.#downAt = Math.max(this.#downAt, this.#world.now + this.#network.delay());
    this.#world.after(this.#downAt - this.#world.now, () => {
      if (!this.closed) this.onDown(frame);
    });
  }

  #reset(): void {
    if (this.closed || this.#network.isCut(this.client, this.server.name)) return;
    this.#world.after(this.#network.delay(), () => {
      if (!this.closed) this.onReset();
    });
  }
}
