/**
 * `npm run bench -- automation [--json] [--conversations N]`: what 500 rules cost for each event, asked through the
 * decider that asks them in earnest; and how long a dry run over 100,000 conversations of the last 30 days takes, with
 * 500 rules published, for one of them and for all of them beside the book in force, read from a database of its own
 * through the code that the desk's buttons run; and how long others in the process wait meanwhile.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { compileRules, type RuleBook } from '../src/core/automation/compile-rules.ts';
import { decideRules } from '../src/core/automation/decide-rules.ts';
import { timedRules } from '../src/core/automation/decide-time-rules.ts';
import { happeningsOf } from '../src/core/automation/moments.ts';
import { follow, type Situation } from '../src/core/automation/situation.ts';
import type { ConversationId, TeamId } from '../src/core/ids.ts';
import { seededRandom } from '../src/core/routing/random.ts';
import { bookForTrial, runBookTrial, runTrial } from '../src/features/automation/index.ts';
import type { Transaction } from '../src/ports/database.ts';
import { createTestDatabase } from '../test/database.ts';
import { Life, makeRules } from './automation-world.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    conversations: { type: 'string', default: '100000' },
  },
  allowPositionals: true,
});
const CONVERSATIONS = Number(values.conversations);
const RULES = 500;
/** Lives are drawn this many times, and each stands in the database for many. */
const LIVES = 2_000;
const DAY = 86_400_000;
const HOURS = { add: (_team: TeamId, from: number, ms: number) => from + ms };
const LED_TO: ReadonlySet<string> = new Set([
  'tags_changed',
  'priority_changed',
  'status_changed',
  'queued',
]);
const NOW = Math.floor(Date.now() / 1_000) * 1_000;

const random = seededRandom(19);
const idOf = (index: number): ConversationId =>
  `00000000-0000-4000-a000-${String(index).padStart(12, '0')}` as ConversationId;
const lives = Array.from({ length: LIVES }, (_, index) =>
  new Life(idOf(index), NOW - DAY * (10 + random() * 18), random).live(),
);
const rules = makeRules(RULES, random);

/** A book as people keep it: one rule in twenty is asked because of what others do. */
const quiet = makeRules(RULES * 2, random)
  .filter(({ definition: { trigger } }, place) => {
    const chains = trigger.kind === 'event' && trigger.events.some((event) => LED_TO.has(event));
    return !chains || place % 20 === 0;
  })
  .slice(0, RULES);

/** Each commit's cost, divided by its events: the fold, the rules on events, and when rules on time fall due. */
const costs = (book: RuleBook): readonly number[] => {
  const found: number[] = [];
  for (const { log } of lives) {
    let situation: Situation | undefined;
    for (const happening of happeningsOf(log)) {
      const begun = performance.now();
      for (const entry of happening.logged) situation = follow(situation, entry);
      if (situation !== undefined) {
        decideRules(book, happening, situation);
        timedRules(book, situation, HOURS);
      }
      found.push((performance.now() - begun) / happening.logged.length);
    }
  }
  return found;
};

const book = compileRules(rules);
costs(book);
const perEvent = costs(book);
const without = costs(compileRules([]));

/** The lives as rows; each copied, with ids and times of its own, until there are enough. */
const seed = async (database: Transaction): Promise<number> => {
  await sql`SET LOCAL statement_timeout = 0`.execute(database);
  await sql`INSERT INTO customers (customer_id, kind, external_id, tier, locale)
    VALUES ('00000000-0000-4000-8000-000000000001', 'customer', 'c', 'standard', 'en')`.execute(
    database,
  );
  await sql`CREATE UNLOGGED TABLE life (n integer, state jsonb, log jsonb)`.execute(database);
  for (const [n, { state, log }] of lives.entries())
    await sql`INSERT INTO life VALUES (${n}, ${JSON.stringify(state)}::text::jsonb, ${JSON.stringify(log)}::text::jsonb)`.execute(
      database,
    );
  await sql`CREATE UNLOGGED TABLE copy AS
    SELECT i, gen_random_uuid() AS id, i % ${LIVES} AS n, (i / ${LIVES}) * interval '97 minutes' AS later
    FROM generate_series(0, ${CONVERSATIONS - 1}) AS i`.execute(database);
  await sql`
    INSERT INTO conversations (conversation_id, number, customer_id, customer_kind, channel, locale, category, tier,
      priority, status, team_id, accepted, created_at, last_message_at, last_seq, state)
    SELECT c.id, 'b-' || c.i, (l.state ->> 'customerId')::uuid, l.state ->> 'customerKind', 'livechat', l.state ->> 'locale',
      l.state ->> 'category', l.state ->> 'tier', l.state ->> 'priority', l.state ->> 'status', l.state ->> 'teamId', false,
      to_timestamp((l.state ->> 'createdAt')::float8 / 1000) + c.later,
      to_timestamp((l.state ->> 'lastMessageAt')::float8 / 1000) + c.later, (l.state ->> 'lastSeq')::int, l.state
    FROM copy c JOIN life l USING (n)`.execute(database);
  await sql`
    INSERT INTO events (conversation_id, seq, previous_public_seq, type, audience, actor_kind, actor_id, at, data)
    SELECT c.id, (e ->> 'seq')::int, (e ->> 'previousPublicSeq')::int, e -> 'event' ->> 'type', e ->> 'audience',
      e -> 'actor' ->> 'kind', e -> 'actor' ->> 'id', to_timestamp((e ->> 'at')::float8 / 1000) + c.later,
      (e -> 'event') - 'type'
    FROM copy c JOIN life l USING (n) CROSS JOIN jsonb_array_elements(l.log) AS e`.execute(
    database,
  );
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM events`.execute(database);
  return rows[0]?.n ?? 0;
};

const WORLD = {
  hours: HOURS,
  lookups: {
    agentOf: () => undefined,
    hasTeam: () => true,
    teamOf: () => 'general' as TeamId,
    macroOf: () => undefined,
    hasText: () => true,
  },
  needed: [],
  from: NOW - 30 * DAY,
  to: NOW + DAY,
};

/** What came of it, with the seconds on the clock and those of this process's processor. */
const timed = async <T>(run: () => Promise<T>) => {
  const begun = performance.now();
  const before = process.cpuUsage();
  const found = await run();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begun) / 1_000;
  return { found, seconds, cpu: (user + system) / 1_000_000 };
};

const { database, close } = await createTestDatabase();
try {
  const events = await database.transaction().execute(seed);
  await sql`ANALYZE conversations, events`.execute(database);
  console.error(`${CONVERSATIONS} conversations with ${events} events are there`);
  // The last: every rule before it that ends the asking is asked again.
  const candidate = rules.at(-1);
  if (candidate === undefined) throw new Error('there are no rules');
  const tried = {
    ...candidate,
    definition: { ...candidate.definition, condition: { kind: 'all' as const, of: [] } },
  };
  let reports = 0;
  const told = async (): Promise<boolean> => {
    reports += 1;
    return true;
  };
  const deps = { database, readGiven: async () => new Map() };
  const one = await timed(() =>
    runTrial(
      deps,
      {
        ...WORLD,
        book: bookForTrial(
          rules,
          rules.map(({ ruleId }) => ruleId),
          tried,
        ),
        only: tried.ruleId,
      },
      told,
    ),
  );
  const reported = reports;
  // How long nothing else in this process has its turn: what people write meanwhile waits no longer.
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const whole = await timed(() =>
    runBookTrial(
      deps,
      WORLD,
      { tried: [...quiet.slice(0, -1), tried], inForce: quiet.slice(0, -1) },
      told,
    ),
  );
  lag.disable();
  const mean = (all: readonly number[]): number =>
    all.reduce((sum, each) => sum + each, 0) / all.length;
  report({
    suite: 'automation',
    figures: {
      rules_count: RULES,
      events_asked_count: perEvent.length,
      per_event_mean_ms: mean(perEvent),
      per_event_p99_ms: quantile(perEvent, 0.99),
      per_event_without_rules_mean_ms: mean(without),
      dry_run_conversations_count: one.found.checked,
      dry_run_events_count: events,
      dry_run_matched_count: one.found.matched,
      dry_run_reports_count: reported,
      dry_run_s: one.seconds,
      dry_run_cpu_here_s: one.cpu,
      book_dry_run_conversations_count: whole.found.checked,
      book_dry_run_changed_count: whole.found.findings.changed,
      book_dry_run_s: whole.seconds,
      book_dry_run_cpu_here_s: whole.cpu,
      book_dry_run_others_wait_p99_ms: lag.percentile(99) / 1_000_000,
      book_dry_run_others_wait_max_ms: lag.max / 1_000_000,
    },
    goals: {
      per_event_p99_ms: { op: '<=', value: 1 },
      dry_run_s: { op: '<=', value: 30 },
      dry_run_conversations_count: { op: '>=', value: CONVERSATIONS },
      dry_run_reports_count: { op: '>=', value: 20 },
      book_dry_run_others_wait_p99_ms: { op: '<=', value: 50 },
    },
    json: values.json,
  });
} finally {
  await close();
}
