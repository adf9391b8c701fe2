import type { AgentId, CustomerId } from '../../src/core/ids.ts';
import { AgentDesk } from './agent.ts';
import type { Client, ClientOptions } from './client.ts';
import { CustomerTab } from './customer.ts';
import { Faults } from './faults.ts';
import { CommitChecks, checkAtRest, unfinished, type Violation } from './invariants.ts';
import { Network } from './network.ts';
import { drawProfile } from './profile.ts';
import type { Plant } from './protocol.ts';
import type { Sender } from './send.ts';
import { Server } from './server.ts';
import { type AgentSetting, CALM_MS, CATEGORIES_USED, CHAOS_MS, TEAMS } from './setting.ts';
import { Store } from './store.ts';
import { World } from './world.ts';

export interface SimulationOptions {
  /** A fault put in on purpose. */
  readonly plant?: Plant;
  /** Keeps a line for everything that happens. */
  readonly trace?: boolean;
}

export interface SimulationResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly acknowledged: number;
  readonly events: number;
  readonly faults: number;
  /** Virtual milliseconds from the last fault until everything had come to rest. */
  readonly calmedAfterMs: number;
  readonly trace: string;
}

const drawAgents = (world: World): readonly AgentSetting[] =>
  Array.from({ length: world.between(2, 4) }, (_, index) => ({
    id: `agent-${index + 1}` as AgentId,
    name: `Agent ${index + 1}`,
    teamId: world.pick(TEAMS),
    capacity: world.between(1, 3),
  }));

const agentSender = (setting: AgentSetting): Sender => ({
  caller: { kind: 'agent', id: setting.id },
  agent: { id: setting.id, name: setting.name, badge: setting.id },
  start: { locale: 'en', category: 'account', tier: 'standard' },
});

const makeTabs = (base: Omit<ClientOptions, 'name' | 'sender'>): readonly CustomerTab[] =>
  Array.from({ length: base.world.between(2, 5) }, (_, index) => {
    const { world } = base;
    const id = `customer-${index + 1}` as CustomerId;
    const category = world.pick(CATEGORIES_USED) as 'withdrawal' | 'security' | 'account';
    const sender: Sender = {
      caller: { kind: 'customer', id },
      agent: null,
      start: { locale: 'en', category, tier: world.pick(['standard', 'standard', 'vip']) },
    };
    const tabs = world.chance(0.3) ? 2 : 1;
    return Array.from(
      { length: tabs },
      (_tab, tab) =>
        new CustomerTab(
          { ...base, name: `${id}.${tab + 1}`, sender },
          tab === 0,
          world.between(2, 6),
        ),
    );
  }).flat();

/**
 * One run: customers, agents, two server processes and a database, all under one seeded clock, scheduler and network,
 * with faults at rates drawn from the seed, then a stretch without faults in which everything must come to rest.
 * The same seed and plant give the same run, to the byte.
 */
export const runSimulation = (seed: number, options: SimulationOptions = {}): SimulationResult => {
  const world = new World(seed, options.trace === true);
  const profile = drawProfile(world);
  const network = new Network(world, profile);
  const store = new Store(world, profile);
  const violations: Violation[] = [];
  const report = (invariant: string, what: string) => {
    violations.push({ invariant, what });
    world.trace(() => `VIOLATION ${invariant}: ${what}`);
  };
  world.trace(() => `seed ${seed} ${JSON.stringify(profile)}`);
  const checks = new CommitChecks(store, report);
  store.onAppended = (events) => checks.onAppended(events);
  const settings = drawAgents(world);
  for (const { id, capacity } of settings) {
    store.agents.set(id, { id, capacity, available: false, seenAt: 0, idleSince: 0, missed: 0 });
  }
  const { plant } = options;
  const servers = ['server-1', 'server-2'].map(
    (name) => new Server({ world, network, store, name, agents: settings, plant }),
  );
  const base = { world, network, servers, plant, onViolation: report };
  const tabs = makeTabs(base);
  const agents = settings.map(
    (setting) => new AgentDesk({ ...base, name: setting.id, sender: agentSender(setting) }),
  );
  const clients: readonly Client[] = [...tabs, ...agents];
  for (const server of servers) server.start(servers);
  for (const client of clients) client.start();
  const faults = new Faults({ world, network, store, servers, clients, agents }, profile);
  faults.begin();
  world.runUntil(world.startedAt + CHAOS_MS);
  faults.endChaos();
  const calmAt = world.now;
  const rested = world.runUntil(calmAt + CALM_MS, () => unfinished(store, clients).length === 0);
  if (!rested) for (const what of unfinished(store, clients)) report('liveness', what);
  checkAtRest(store, clients, report);
  return {
    seed,
    violations,
    acknowledged: clients
      .flatMap((client) => client.sent)
      .filter((record) => record.state === 'acknowledged').length,
    events: [...store.logs.values()].reduce((sum, log) => sum + log.length, 0),
    faults: faults.count,
    calmedAfterMs: world.now - calmAt,
    trace: world.traced,
  };
};
