import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { createMemoryBus } from '../src/adapters/bus-memory/memory-bus.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import type { ActingAgent } from '../src/core/conversation/command.ts';
import type { Conversation } from '../src/core/conversation/state.ts';
import type { AgentId, CustomerId, TeamId } from '../src/core/ids.ts';
import { ok } from '../src/core/outcome.ts';
import { DEFAULT_ROUTING_POLICY, type RoutingPolicy } from '../src/core/routing/policy.ts';
import type { Category, Locale, Tier } from '../src/core/vocabulary.ts';
import {
  type ConversationDeps,
  createCommitter,
  findConversation,
  startConversation,
  straightToPeople,
} from '../src/features/conversation/index.ts';
import type { RoutingDeps } from '../src/features/routing/index.ts';
import { createVault } from '../src/features/vault/index.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import { createMetrics } from '../src/platform/metrics/create-metrics.ts';
import type { Database } from '../src/ports/database.ts';
import type { Log } from '../src/ports/log.ts';
import { memoryKeyWrapper } from './fakes/key-wrapper.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (fields, message) => console.error(message, fields),
};

/** A support floor on a real database: what routing needs, people who ask and agents who answer. */
export interface RoutingFloor {
  readonly deps: RoutingDeps;
  addAgent(
    name: string,
    change?: { capacity?: number; locales?: readonly Locale[]; status?: string },
  ): Promise<ActingAgent>;
  ask(change?: { category?: Category; tier?: Tier; locale?: Locale }): Promise<Conversation>;
  read(conversation: Conversation): Promise<Conversation>;
}

export const createRoutingFloor = (
  database: Database,
  change: Partial<RoutingPolicy> = {},
): RoutingFloor => {
  const vault = createVault({ database, ids: systemIds, wrapper: memoryKeyWrapper() });
  const bus = createMemoryBus();
  const metrics = createMetrics({ processMetrics: false });
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const committer = createCommitter({ database, vault, dueWork, bus, metrics });
  const policy = { ...DEFAULT_ROUTING_POLICY, ...change };
  const deps: RoutingDeps = {
    database,
    committer,
    bus,
    ids: systemIds,
    log: silent,
    metrics,
    policy,
  };
  const conversations: ConversationDeps = {
    database,
    bus,
    vault,
    ids: systemIds,
    committer,
    files: {
      attach: async () => ok(null),
      list: async () => new Map(),
      discard: async () => undefined,
    },
    mayBePart: () => false,
    takeTogether: () => undefined,
    takeIn: (text) => ok({ text, destroyed: [] }),
    contactsOf: () => [],
    checkOwnWords: () => ok(null),
    bodyHash: (parts) => createHmac('sha256', 'test').update(JSON.stringify(parts)).digest(),
    teamOf: async () => 'wallets' as TeamId,
    nameOf: async () => null,
    triage: straightToPeople,
  };
  return {
    deps,
    addAgent: (name, settings = {}) => addAgent(database, name, settings),
    ask: async ({ category = 'deposit', tier = 'standard', locale = 'en' } = {}) => {
      const customerId = systemIds.uuid() as CustomerId;
      await sql`INSERT INTO customers (customer_id, kind, external_id, tier, locale)
        VALUES (${customerId}, 'customer', ${customerId}, ${tier}, ${locale})`.execute(database);
      const content = {
        clientMessageId: systemIds.uuid(),
        text: 'Where is my deposit?',
        fileIds: [],
      };
      const started = await startConversation(
        conversations,
        { customerId, kind: 'customer', tier },
        { ...content, category, locale },
      );
      if (!started.ok) throw new Error(started.failure.code);
      return started.value.state;
    },
    read: async ({ id }) => {
      const state = await findConversation(database, id);
      if (state === undefined) throw new Error('gone');
      return state;
    },
  };
};

const addAgent = async (
  database: Database,
  name: string,
  {
    capacity = 1,
    locales = ['en'],
    status = 'available',
  }: Parameters<RoutingFloor['addAgent']>[1] & object,
): Promise<ActingAgent> => {
  const badge = `M-${name}`;
  await sql`INSERT INTO teams (team_id, name) VALUES ('wallets', 'Wallets') ON CONFLICT DO NOTHING`.execute(
    database,
  );
  await sql`INSERT INTO team_categories (category, team_id) VALUES ('deposit', 'wallets') ON CONFLICT DO NOTHING`.execute(
    database,
  );
  await sql`INSERT INTO staff_users (id, name, email) VALUES (${name}, ${name}, ${`${name}@example.test`})`.execute(
    database,
  );
  await sql`INSERT INTO agents (agent_id, public_name, badge, role, locale, capacity_units, status)
    VALUES (${name}, ${name}, ${badge}, 'agent', 'en', ${capacity}, ${status})`.execute(database);
  await sql`INSERT INTO agent_teams VALUES (${name}, 'wallets')`.execute(database);
  await sql`INSERT INTO agent_skills VALUES (${name}, 'deposit', 2), (${name}, 'security', 2)`.execute(
    database,
  );
  await sql`INSERT INTO agent_languages SELECT ${name}, unnest(${[...locales]}::text[])`.execute(
    database,
  );
  await sql`INSERT INTO agent_presence (agent_id, last_seen_at) VALUES (${name}, clock_timestamp())`.execute(
    database,
  );
  return { id: name as AgentId, name, badge, leads: false };
};
