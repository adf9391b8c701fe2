/**
 * `npm run bench -- importing [--json] [--conversations N]`: what it takes to take over another system's conversations.
 *
 * Starts PostgreSQL (durable) and reads an export of tickets, four messages each, of a third as many people. The floor:
 * how many transactions with one small row the same database commits one after the other in the same run. Then the
 * export is read again, and nothing may be taken twice.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres/start.ts';
import { openKeyFile } from '../src/adapters/key-file/key-file.ts';
import { connectDatabase } from '../src/adapters/postgres/connect.ts';
import { migrate } from '../src/adapters/postgres/migrate.ts';
import { systemIds } from '../src/adapters/system/ids.ts';
import { createImporting } from '../src/app/importing.ts';
import { importFiles } from '../src/features/importing/index.ts';
import { readConfig } from '../src/platform/config/read-config.ts';
import type { Database } from '../src/ports/database.ts';
import { createInstallation } from '../test/load/installation.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    conversations: { type: 'string', default: '5000' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-importing' },
  },
  allowPositionals: true,
});
const conversations = Number(values.conversations);
const say = (line: string): void => console.error(line);

const debug = (_fields: object, message: string): void => say(message);

const START = Date.parse('2024-01-01T00:00:00Z');
const MINUTE = 60_000;
const WORDS =
  'my withdrawal of last night still says pending and I would like to know what it waits for';

const ticket = (id: number) => {
  const created = START + id * MINUTE;
  const requester = id % Math.ceil(conversations / 3);
  const comment = (index: number) => ({
    id: id * 10 + index,
    author_id: index % 2 === 0 ? 10_000 + requester : 1,
    public: index !== 3,
    plain_body: `${WORDS} (${id}/${index})`,
    created_at: new Date(created + index * MINUTE).toISOString(),
  });
  return {
    id,
    status: id % 5 === 0 ? 'open' : 'solved',
    priority: 'normal',
    tags: ['withdrawal'],
    requester_id: 10_000 + requester,
    created_at: new Date(created).toISOString(),
    updated_at: new Date(created + 60 * MINUTE).toISOString(),
    comments: [0, 1, 2, 3].map(comment),
  };
};

const writeExport = async (folder: string): Promise<readonly string[]> => {
  const users = join(folder, 'users.jsonl');
  const tickets = join(folder, 'tickets.jsonl');
  const lines = async (path: string, count: number, line: (index: number) => object) => {
    const file = createWriteStream(path);
    for (let index = 1; index <= count; index += 1) file.write(`${JSON.stringify(line(index))}\n`);
    await new Promise<void>((resolve) => file.end(resolve));
  };
  await lines(users, Math.ceil(conversations / 3) + 1, (index) =>
    index === 1
      ? { id: 1, name: 'Ana', role: 'agent' }
      : {
          id: 10_000 + index - 2,
          name: `Person ${index}`,
          email: `p${index}@example.org`,
          role: 'end-user',
          external_id: index % 2 === 0 ? `u-${index}` : null,
        },
  );
  await lines(tickets, conversations, ticket);
  return [users, tickets];
};

/** Transactions a second, one after the other. */
const floorOf = async (database: Database): Promise<number> => {
  await sql`CREATE TABLE bench_floor (id bigserial PRIMARY KEY, words text)`.execute(database);
  const begun = performance.now();
  const many = 300;
  for (let index = 0; index < many; index += 1)
    await sql`INSERT INTO bench_floor (words) VALUES (${WORDS})`.execute(database);
  return (many * 1_000) / (performance.now() - begun);
};

await rm(values.folder, { recursive: true, force: true });
await mkdir(values.folder, { recursive: true });
const postgres = await startEmbeddedPostgres({ dataDir: join(values.folder, 'postgres') });
try {
  const directory = join(import.meta.dirname, '..', 'migrations');
  await migrate({ url: postgres.url, directory });
  const installation = await createInstallation(join(values.folder, 'data'));
  const config = readConfig({
    mode: 'production',
    environment: installation.environment(7_440, postgres.url),
    root: values.folder,
    version: '0.0.0',
  });
  const handle = connectDatabase({
    url: postgres.url,
    maxConnections: 4,
    applicationName: 'mainstay bench importing',
  });
  const { database } = handle;
  const wrapper = await openKeyFile(config.secrets.masterKeyFile);
  const importing = createImporting({
    config,
    database,
    wrapper,
    ids: systemIds,
    files: { folder: null, hosts: [] },
    log: { debug, info: debug, warn: debug, error: debug },
  });
  await importing.begin();
  say(`writing ${conversations} tickets …`);
  const files = await writeExport(values.folder);
  const floor = await floorOf(database);
  const run = async () => {
    const begun = performance.now();
    const counts = await importFiles({
      deps: importing.deps,
      source: 'zendesk',
      files,
      now: Date.now(),
      onLeft: (left) => say(JSON.stringify(left)),
      onProgress: () => undefined,
    });
    return { counts, seconds: (performance.now() - begun) / 1_000 };
  };
  say('taking them …');
  const first = await run();
  say('and once more …');
  const again = await run();
  await handle.close();
  report({
    suite: 'importing',
    figures: {
      conversations: first.counts.taken,
      messages: first.counts.messages,
      left: first.counts.left,
      taken_twice: again.counts.taken,
      small_commits_per_second: floor,
      conversations_per_second: first.counts.taken / first.seconds,
      again_per_second: again.counts.known / again.seconds,
      peak_memory_mb: process.resourceUsage().maxRSS / 1_024,
    },
    goals: {
      conversations: { op: '>=', value: conversations },
      taken_twice: { op: '<=', value: 0 },
      conversations_per_second: { op: '>=', value: 150 },
    },
    json: values.json,
  });
} finally {
  await postgres.stop();
  await rm(values.folder, { recursive: true, force: true });
}
