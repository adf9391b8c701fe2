import assert from 'node:assert/strict';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createServerSecretGuard } from '../src/adapters/secret-guard-bip39/create-guard.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { openTexts } from '../src/adapters/texts-icu/icu-texts.ts';
import { ALWAYS, type RuleDefinition } from '../src/core/automation/rule.ts';
import type { AgentId, ConversationId, CustomerId } from '../src/core/ids.ts';
import { createRule, publishRule } from '../src/features/automation/change-rules.ts';
import { type AutomationDeps, createAutomation } from '../src/features/automation/index.ts';
import { readLog } from '../src/features/automation/read-situation.ts';
import type { ConversationDeps } from '../src/features/conversation/index.ts';
import { checkSolvable, listFields, readGiven } from '../src/features/fields/index.ts';
import { createFollowing } from '../src/features/following/index.ts';
import { insertDueWork } from '../src/platform/jobs/store.ts';
import type { Database } from '../src/ports/database.ts';
import { addCustomer, conversationWorld } from './conversation-world.ts';
import { withTestDatabase } from './database.ts';

export const LEAD = 'lead-1' as AgentId;
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const TEXTS = openTexts(join(import.meta.dirname, '../content/texts/server'));

const depsOn = (database: Database, world: ConversationDeps): AutomationDeps => ({
  ...world,
  checkSolvable,
  dueWork: { schedule: insertDueWork, wake: () => undefined },
  clock: systemClock,
  log: quiet,
  texts: TEXTS,
  guard: createServerSecretGuard(),
  exchangeName: 'Mainstay',
  readHours: async () => ({ add: (_team, from, ms) => from + ms }),
  listTeamIds: async () => ['general', 'wallets'],
  listAgents: async () => [{ id: 'agent-1' as AgentId, name: 'Ana', badge: 'M-1' }],
  listDepartmentIds: async () => [],
  listTexts: async () => [],
  listMacros: async () => new Map(),
  listFields: () => listFields(database),
  readGiven: (connection, ids, asked) => readGiven(world, connection, ids, asked),
});

export const definition = (more: Partial<RuleDefinition>): RuleDefinition => ({
  name: 'A rule',
  trigger: { kind: 'event', events: ['customer_wrote'] },
  condition: ALWAYS,
  actions: [{ kind: 'tag', add: ['seen'], remove: [] }],
  stop: false,
  ...more,
});

/** One process's automation: what follows the log and does due work, by hand. */
export class Engine {
  readonly deps: AutomationDeps;
  readonly #automation: ReturnType<typeof createAutomation>;
  readonly #following: ReturnType<typeof createFollowing>;

  constructor(database: Database) {
    this.deps = depsOn(database, conversationWorld(database));
    this.#automation = createAutomation(this.deps);
    this.#following = createFollowing(this.deps);
    for (const follower of this.#automation.followers) this.#following.add(follower);
  }

  async start(): Promise<void> {
    await this.#automation.start();
    await this.#following.start();
    // Those that come with an installation are tested by themselves.
    await sql`UPDATE automation_rules SET live_version = NULL, live_since = NULL`.execute(
      this.deps.database,
    );
  }

  /** Publishes, and goes by it. */
  async publish(more: Partial<RuleDefinition>): Promise<string> {
    const made = await createRule(this.deps, LEAD, definition(more));
    assert.ok(made.ok);
    const done = await publishRule(this.deps, LEAD, made.value, 'to see');
    assert.ok(done.ok, done.ok ? '' : JSON.stringify(done.failure));
    await this.reread();
    return made.value;
  }

  async reread(): Promise<void> {
    await this.#automation.stop();
    await this.#automation.start();
  }

  async stop(): Promise<void> {
    await this.#automation.stop();
  }

  follow(conversationId: ConversationId): Promise<void> {
    return this.#following.handler({ conversationId });
  }

  async take(kind: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { rows } = await sql<{ payload: Readonly<Record<string, unknown>> }>`
      DELETE FROM due_work WHERE kind = ${kind} RETURNING payload`.execute(this.deps.database);
    return rows.map(({ payload }) => payload);
  }

  async handle(kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#automation.handlers.get(kind)?.(payload);
  }

  /** Until nothing follows from anything any more. */
  async settle(conversationId: ConversationId): Promise<void> {
    for (let round = 0; round < 30; round++) {
      await this.follow(conversationId);
      const waiting = await this.take('apply_rules');
      if (waiting.length === 0) return;
      for (const payload of waiting) await this.handle('apply_rules', payload);
    }
    throw new Error('rules went on and on');
  }
}

export const applied = async (database: Database, conversationId: ConversationId) =>
  (await readLog(database, conversationId)).flatMap(({ event }) =>
    event.type === 'rule_applied' ? [event] : [],
  );

export const withEngine = (
  work: (engine: Engine, database: Database, customerId: CustomerId) => Promise<void>,
): Promise<void> =>
  withTestDatabase(async (database) => {
    const engine = new Engine(database);
    await engine.start();
    try {
      await work(engine, database, await addCustomer(database));
    } finally {
      await engine.stop();
    }
  });
