/**
 * `npm run bench -- lists [--json] [--conversations N] [--folder F] [--reuse]`: views, their counts, search, and opening a long
 * conversation, with a tenth of the history and with all of it (1,000,000 conversations, 10,000,000 events).
 *
 * Two databases on one PostgreSQL of its own are filled by SQL; what is measured are the desk's own routes, by a lead
 * and by an agent of two teams, after one round to warm up. Seeding the whole takes some ten minutes and 15 GB.
 */
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres/start.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { systemClock } from '../src/adapters/system/clock.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import type { StaffPrincipal } from '../src/contract/principal.ts';
import type { Route } from '../src/contract/route.ts';
import type { AgentId, TeamId } from '../src/core/ids.ts';
import { READY_MADE_VIEWS } from '../src/core/views/ready-made.ts';
import { deskRoutes } from '../src/features/conversation/index.ts';
import { createSearch } from '../src/features/search/index.ts';
import { createVault } from '../src/features/vault/index.ts';
import { viewsRoutes } from '../src/features/views/index.ts';
import type { Database } from '../src/ports/database.ts';
import { conversationWorld } from '../test/conversation-world.ts';
import { memoryKeyWrapper } from '../test/fakes/key-wrapper.ts';
import { QUERIES } from './lists-texts-world.ts';
import { LONG_CONVERSATION, SEARCH_KEY, seedLists } from './lists-world.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    conversations: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-lists' },
    rounds: { type: 'string', default: '8' },
    slow: { type: 'boolean', default: false },
    reuse: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

const say = (line: string): void => console.error(line);
const whole = Number(values.conversations);
const rounds = Number(values.rounds);

const lead: StaffPrincipal = {
  kind: 'staff',
  agentId: 'agent-1' as AgentId,
  role: 'supervisor',
  teamIds: [],
  locale: 'en',
  publicName: 'Ines',
  badge: 'M-1',
  sessionId: 's',
};
const agent: StaffPrincipal = {
  ...lead,
  agentId: 'agent-7' as AgentId,
  role: 'agent',
  teamIds: ['risk' as TeamId, 'vip' as TeamId],
};

/** Saved views of every kind: narrow, wide, empty, by rare and by frequent properties. */
const SAVED: readonly object[] = [
  { category: ['tax'], locale: ['ar'], status: ['closed'] },
  { tags: ['rare-tag'] },
  { tags: ['tag-7'], priority: ['urgent'] },
  { tier: ['vip'], status: ['new', 'open', 'pending', 'on_hold'] },
  { teamIds: ['wallets', 'fiat'], priority: ['high', 'urgent'], status: ['new', 'open'] },
  { assignee: ['agent-11'], status: ['closed'] },
  { locale: ['ko', 'ja'], category: ['withdrawal'], withoutTags: ['tag-1', 'tag-2'] },
  { status: ['closed'], createdTo: Date.UTC(2025, 2, 1), category: ['fraud'] },
  { quietForHours: 48, status: ['open'] },
  { tags: ['tag-3', 'rare-tag'] },
  { clock: 'late', category: ['security'] },
  { waiting: 'queue', tier: ['vip', 'plus'] },
  { status: ['closed'] },
];

interface World {
  readonly database: Database;
  readonly call: (key: string, principal: StaffPrincipal, input: object) => Promise<unknown>;
}

const open = (database: Database): World => {
  const base = conversationWorld(database);
  const vault = createVault({ database, ids: systemIds, wrapper: memoryKeyWrapper() });
  const guard = { redact: (text: string) => ({ text }) } as never;
  const dueWork = { schedule: async () => undefined, wake: () => undefined };
  const deps = { ...base, vault, clock: systemClock, guard, dueWork };
  const routes: readonly Route[] = [
    ...viewsRoutes(deps),
    ...deskRoutes(deps),
    ...createSearch({ ...deps, hash: () => SEARCH_KEY }).routes,
  ];
  return {
    database,
    call: async (key, principal, input) => {
      const route = routes.find((one) => one.key === key);
      if (route === undefined) throw new Error(`no route ${key}`);
      const query = route.query?.parse((input as { query?: object }).query ?? {});
      const result = await route.handle({
        params: {},
        body: {},
        ...input,
        principal,
        query,
      } as never);
      if (!result.ok) throw new Error(`${key}: ${result.failure.code}`);
      return result.value;
    },
  };
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

/** Every one of the works in turn, `rounds` times after a round that does not count; the times of all, and by name. */
const measure = async (
  works: ReadonlyMap<string, () => Promise<unknown>>,
): Promise<{ readonly all: readonly number[]; readonly worst: number }> => {
  const all: number[] = [];
  const byName = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of works) {
      const ms = await timed(work);
      if (round === 0) continue;
      all.push(ms);
      byName.set(name, [...(byName.get(name) ?? []), ms]);
    }
  }
  const slowest = [...byName].map(([name, times]) => [name, quantile(times, 0.5)] as const);
  slowest.sort((a, b) => b[1] - a[1]);
  for (const [name, ms] of values.slow ? slowest.slice(0, 12) : slowest.slice(0, 3))
    say(`  ${ms.toFixed(1).padStart(8)} ms  ${name}`);
  return { all, worst: slowest[0]?.[1] ?? Number.NaN };
};

const both = (
  names: readonly string[],
  work: (name: string, who: StaffPrincipal) => Promise<unknown>,
): ReadonlyMap<string, () => Promise<unknown>> =>
  new Map(
    names.flatMap((name) =>
      [lead, agent].map((who) => [`${who.role} ${name}`, () => work(name, who)] as const),
    ),
  );

interface Figures {
  readonly floor: number;
  readonly page: number;
  readonly worstPage: number;
  readonly counts: number;
  readonly search: number;
  readonly worstSearch: number;
  readonly opening: number;
}

const saveViews = async ({ call }: World): Promise<readonly string[]> => {
  const { views } = (await call('GET /api/desk/views', lead, {})) as { views: { id: string }[] };
  for (const { id } of views)
    await call('DELETE /api/desk/views/:viewId', lead, { params: { viewId: id } });
  const ids: string[] = [];
  for (const [at, conditions] of SAVED.entries()) {
    const body = { name: `view ${at}`, conditions, sharing: { with: 'everyone' } };
    ids.push(((await call('POST /api/desk/views', lead, { body })) as { id: string }).id);
  }
  return ids;
};

/** What the machine takes for a fixed piece of the database's work at this moment: summing 200,000 numbers. */
const measureFloor = async ({ database }: World): Promise<number> => {
  const times: number[] = [];
  for (let at = 0; at < 12; at += 1)
    times.push(
      await timed(() => sql`SELECT sum(i) FROM generate_series(1, 200000) AS i`.execute(database)),
    );
  return quantile(times, 0.5);
};

const measureAll = async (world: World): Promise<Figures> => {
  const { call } = world;
  const floorBefore = await measureFloor(world);
  const saved = await saveViews(world);
  say('first pages of views');
  const pages = await measure(
    both([...READY_MADE_VIEWS, ...saved], (view, who) =>
      call('GET /api/desk/conversations', who, { query: { view, limit: 50 } }),
    ),
  );
  say('counts of 20 views');
  const counts = await measure(
    both(['counts'], (_, who) => call('GET /api/desk/views/counts', who, {})),
  );
  say('search');
  const searches = await measure(
    both(QUERIES, (q, who) => call('GET /api/desk/search', who, { query: { q } })),
  );
  say('opening a conversation of 2,000 messages');
  const opening = await measure(
    new Map([
      [
        'open',
        () =>
          call('GET /api/desk/conversations/:conversationId', lead, {
            params: { conversationId: LONG_CONVERSATION },
          }),
      ],
    ]),
  );
  const floorAfter = await measureFloor(world);
  return {
    floor: (floorBefore + floorAfter) / 2,
    page: quantile(pages.all, 0.95),
    worstPage: pages.worst,
    counts: quantile(counts.all, 0.95),
    search: quantile(searches.all, 0.95),
    worstSearch: searches.worst,
    opening: quantile(opening.all, 0.95),
  };
};

const embedded = await startEmbeddedPostgres({ dataDir: values.folder });
/** Filled databases are kept in the folder with what they hold, so that `--reuse` measures them again at once. */
const filled = async (name: string, conversations: number): Promise<string> => {
  const url = new URL(embedded.url);
  url.pathname = `/${name}`;
  const admin = postgres(embedded.url, { max: 1, onnotice: () => undefined });
  const holds = `holds ${conversations}`;
  const [known] = await admin<{ holds: string | null }[]>`
    SELECT shobj_description(oid, 'pg_database') AS holds FROM pg_database WHERE datname = ${name}`;
  const ready = values.reuse && known?.holds === holds;
  if (!ready) {
    if (known !== undefined) await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.unsafe(`CREATE DATABASE ${name}`);
    const begun = performance.now();
    await seedLists(url.href, conversations, say);
    await admin.unsafe(`COMMENT ON DATABASE ${name} IS '${holds}'`);
    say(`filled in ${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  }
  await admin.end();
  return url.href;
};

const run = async (name: string, conversations: number): Promise<Figures> => {
  say(`${name}: ${conversations} conversations, ${conversations * 10} events`);
  const url = await filled(name, conversations);
  const handle = connectDatabase({ url, maxConnections: 8, applicationName: 'mainstay bench' });
  try {
    return await measureAll(open(handle.database));
  } finally {
    await handle.close();
  }
};

try {
  const tenth = await run('lists_tenth', Math.max(30_000, whole / 10));
  const all = await run('lists_whole', whole);
  report({
    suite: 'lists',
    figures: {
      conversations_count: whole,
      events_count: whole * 10,
      first_page_p95_ms: all.page,
      first_page_slowest_view_p50_ms: all.worstPage,
      counts_of_20_views_p95_ms: all.counts,
      search_p95_ms: all.search,
      search_slowest_query_p50_ms: all.worstSearch,
      open_2000_messages_p95_ms: all.opening,
      floor_sum_of_200000_ms: all.floor,
      floor_sum_of_200000_with_a_tenth_ms: tenth.floor,
      first_page_p95_with_a_tenth_ms: tenth.page,
      counts_p95_with_a_tenth_ms: tenth.counts,
      search_p95_with_a_tenth_ms: tenth.search,
      first_page_growth_ratio: all.page / tenth.page,
      counts_growth_ratio: all.counts / tenth.counts,
      search_growth_ratio: all.search / tenth.search,
    },
    goals: {
      first_page_p95_ms: { op: '<=', value: 50 },
      counts_of_20_views_p95_ms: { op: '<=', value: 100 },
      search_p95_ms: { op: '<=', value: 100 },
      open_2000_messages_p95_ms: { op: '<=', value: 100 },
    },
    json: values.json,
  });
} finally {
  await embedded.stop();
}
process.exit();
