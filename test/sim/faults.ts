import type { AgentDesk } from './agent.ts';
import type { Client } from './client.ts';
import type { Network } from './network.ts';
import { CALM, type FaultProfile } from './profile.ts';
import type { Server } from './server.ts';
import type { Store } from './store.ts';
import type { World } from './world.ts';

export interface FaultTargets {
  readonly world: World;
  readonly network: Network;
  readonly store: Store;
  readonly servers: readonly Server[];
  readonly clients: readonly Client[];
  readonly agents: readonly AgentDesk[];
}

/** Breaks things at the profile's rates until `endChaos`, which mends all of them. */
export class Faults {
  readonly #targets: FaultTargets;
  readonly #profile: FaultProfile;
  #over = false;
  count = 0;

  constructor(targets: FaultTargets, profile: FaultProfile) {
    this.#targets = targets;
    this.#profile = profile;
  }

  begin(): void {
    const profile = this.#profile;
    this.#repeat(profile.serverKillEveryMs, () => this.#killServer());
    this.#repeat(profile.serverPauseEveryMs, () => this.#pauseServer());
    this.#repeat(profile.databaseCrashEveryMs, () => this.#crashDatabase());
    this.#repeat(profile.partitionEveryMs, () => this.#partition());
    this.#repeat(profile.reloadEveryMs, () => this.#reload());
    this.#repeat(profile.agentVanishEveryMs, () => this.#vanish());
  }

  endChaos(): void {
    const { network, store, servers, clients, world } = this.#targets;
    this.#over = true;
    network.profile = CALM;
    network.healAll();
    store.profile = CALM;
    store.recover();
    for (const server of servers) {
      if (!server.process.up) server.start(servers);
      server.process.pausedUntil = 0;
    }
    for (const client of clients) client.calm = true;
    world.trace(() => 'calm');
  }

  #repeat(everyMs: number, run: () => void): void {
    if (everyMs === 0) return;
    const { world } = this.#targets;
    world.after(world.exponential(everyMs), () => {
      if (this.#over) return;
      this.count += 1;
      run();
      this.#repeat(everyMs, run);
    });
  }

  #later(ms: number, run: () => void): void {
    this.#targets.world.after(ms, () => {
      if (!this.#over) run();
    });
  }

  #killServer(): void {
    const { servers, world } = this.#targets;
    const server = world.pick(servers);
    if (!server.process.up) return;
    world.trace(() => `${server.process.name} is killed`);
    server.kill();
    this.#later(world.between(200, 3_000), () => server.start(servers));
  }

  #pauseServer(): void {
    const { servers, world } = this.#targets;
    const server = world.pick(servers);
    if (!server.process.up || server.process.paused) return;
    const ms = world.between(500, 9_000);
    world.trace(() => `${server.process.name} stops for ${ms} ms`);
    server.pause(world.now + ms);
  }

  #crashDatabase(): void {
    const { store, world } = this.#targets;
    if (store.down) return;
    world.trace(() => 'the database crashes');
    store.crash();
    this.#later(world.between(100, 4_000), () => store.recover());
  }

  #partition(): void {
    const { clients, network, servers, world } = this.#targets;
    const client = world.pick(clients).name;
    const server = world.pick(servers).process.name;
    world.trace(() => `${client} and ${server} are cut off`);
    network.cut(client, server);
    this.#later(world.between(500, 15_000), () => network.heal(client, server));
  }

  #reload(): void {
    const { clients, world } = this.#targets;
    const client = world.pick(clients);
    if (client.present) client.reload();
  }

  /** An agent closes the lid; some never come back. One always stays. */
  #vanish(): void {
    const { agents, world } = this.#targets;
    const agent = world.pick(agents);
    if (!agent.present || agents.filter((one) => one.present).length < 2) return;
    world.trace(() => `${agent.name} vanishes`);
    agent.leave();
    if (world.chance(0.3)) return;
    this.#later(world.between(1_000, 15_000), () => agent.reload());
  }
}
