import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { createMemoryBus } from '../src/adapters/bus-memory/memory-bus.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import type { CustomerId, TeamId } from '../src/core/ids.ts';
import { ok } from '../src/core/outcome.ts';
import {
  type ConversationDeps,
  createCommitter,
  startConversation,
  straightToPeople,
} from '../src/features/conversation/index.ts';
import { createVault } from '../src/features/vault/index.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import { createMetrics } from '../src/platform/metrics/create-metrics.ts';
import type { Database } from '../src/ports/database.ts';
import { memoryKeyWrapper } from './fakes/key-wrapper.ts';

const hashKey = randomBytes(32);

/** One process's conversations on a test database: everything real but the key wrapper, files and the intake. */
export const conversationWorld = (database: Database): ConversationDeps => {
  const bus = createMemoryBus();
  const vault = createVault({ database, ids: systemIds, wrapper: memoryKeyWrapper() });
  const dueWork = { schedule: insertDueWork, wake: () => undefined };
  const metrics = createMetrics({ processMetrics: false });
  return {
    database,
    bus,
    vault,
    ids: systemIds,
    committer: createCommitter({ database, vault, dueWork, bus, metrics }),
    files: {
      attach: async () => ok(null),
      list: async () => new Map(),
      discard: async () => undefined,
    },
    takeIn: (text) => ok({ text, destroyed: [] }),
    contactsOf: () => [],
    checkOwnWords: () => ok(null),
    mayBePart: () => false,
    takeTogether: () => undefined,
    bodyHash: (parts) => createHmac('sha256', hashKey).update(JSON.stringify(parts)).digest(),
    teamOf: async () => 'general' as TeamId,
    nameOf: async () => null,
    triage: straightToPeople,
  };
};

export const addCustomer = async (database: Database): Promise<CustomerId> => {
  const id = systemIds.uuid() as CustomerId;
  await sql`INSERT INTO customers (customer_id, kind, external_id, tier, locale)
    VALUES (${id}, 'customer', ${id}, 'standard', 'en')`.execute(database);
  return id;
};

export const contentOf = (text: string, clientMessageId: string = systemIds.uuid()) => ({
  clientMessageId,
  text,
  fileIds: [],
});

/** A deposit question of this customer, as committed. */
export const startedBy = async (
  deps: ConversationDeps,
  customerId: CustomerId,
  clientMessageId?: string,
) => {
  const starter = { customerId, kind: 'customer' as const, tier: 'standard' as const };
  const started = await startConversation(deps, starter, {
    ...contentOf('Where is my deposit?', clientMessageId),
    category: 'deposit',
    locale: 'en',
  });
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
};
