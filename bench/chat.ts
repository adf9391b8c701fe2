/**
 * `npm run bench -- chat [--json] [--seconds N] [--profile FOLDER]`: fifty conversations with both sides connected.
 *
 * Starts PostgreSQL (durable) and one server in processes of their own; this process is all 100 people. Prints
 * acknowledged, durable messages a second (each side sends its next message when the last is acknowledged), the time
 * from the sender's request to the other side's socket at 500 messages a second, how late the search is after each, and
 * the ratio to what the bare driver does on the same database in the same run. `--profile` keeps a CPU profile of the server there.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { measureFloor } from '../test/load/chat-floor.ts';
import { ChatLoad } from '../test/load/chat-load.ts';
import { openPairs } from '../test/load/pairs.ts';
import { openStage } from '../test/load/stage.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    seconds: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '50' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-chat' },
    profile: { type: 'string' },
    entry: { type: 'string' },
  },
  allowPositionals: true,
});

const AGENTS = 25;
const OPEN_LOOP_PER_SECOND = 500;
const forMs = Number(values.seconds) * 1_000;
const conversations = Number(values.conversations);
const say = (line: string): void => console.error(line);

/** How long ago the oldest word was said that the search does not know yet, seconds; 0 when it knows all. */
const searchIsLate = async (databaseUrl: string): Promise<number> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql<{ late: number }[]>`
      SELECT coalesce(max(extract(epoch FROM clock_timestamp() - e.at)), 0)::float8 AS late
      FROM events e LEFT JOIN follow_cursors f USING (conversation_id)
      WHERE e.seq > coalesce((f.cursors ->> 'search')::bigint, 0)`;
    return row?.late ?? 0;
  } finally {
    await sql.end();
  }
};

if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true });
const stage = await openStage({
  folder: values.folder,
  databasePort: 7548,
  serverPorts: [7541],
  people: Array.from({ length: AGENTS }, (_, index) => ({
    name: `Agent${index + 1}`,
    teamIds: ['general'],
    capacityUnits: 50,
  })),
  ...(values.entry === undefined ? {} : { entry: values.entry }),
  ...(values.profile === undefined
    ? {}
    : { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`] }),
  say,
});

try {
  const [server] = stage.servers;
  if (server === undefined) throw new Error('there is no server');
  say('floor: the bare driver');
  const floorBefore = await measureFloor(stage.database.url, conversations, forMs / 3);
  say(`opening ${conversations} conversations`);
  let load: ChatLoad | undefined;
  let closed = 0;
  const pairs = await openPairs(stage, conversations, {
    onFrame: (_conversation, kind, frame) => load?.onFrame(kind, frame),
    onClosed: () => {
      closed += 1;
    },
  });
  load = new ChatLoad(pairs);
  say('closed loop over sockets');
  const perSecond = await load.closedLoop(2_000, forMs);
  const answerMs = [...load.answerMs];
  const lateAfterFlood = await searchIsLate(stage.database.url);
  say(`open loop at ${OPEN_LOOP_PER_SECOND}/s`);
  await load.openLoop(OPEN_LOOP_PER_SECOND, 1_000, forMs);
  const deliveryMs = [...load.deliveryMs];
  const lateAt500 = await searchIsLate(stage.database.url);
  const lost = load.unanswered + load.undelivered;
  say('closed loop over HTTP');
  const perSecondByHttp = await load.closedLoopByHttp(server.base, 1_000, forMs / 2);
  say('floor again');
  const floorAfter = await measureFloor(stage.database.url, conversations, forMs / 3);
  const floor = (floorBefore + floorAfter) / 2;
  report({
    suite: 'chat',
    figures: {
      conversations_count: conversations,
      acknowledged_per_second: perSecond,
      acknowledged_p50_ms: quantile(answerMs, 0.5),
      acknowledged_p99_ms: quantile(answerMs, 0.99),
      acknowledged_by_http_per_second: perSecondByHttp,
      delivered_at_500_per_second_p50_ms: quantile(deliveryMs, 0.5),
      delivered_at_500_per_second_p99_ms: quantile(deliveryMs, 0.99),
      delivered_at_500_per_second_count: deliveryMs.length,
      search_late_after_closed_loop_s: lateAfterFlood,
      search_late_after_500_per_second_s: lateAt500,
      floor_per_second: floor,
      ratio_to_floor: perSecond / floor,
      refused_count: load.refused,
      unanswered_or_undelivered_count: lost,
      closed_lines_count: closed,
    },
    goals: {
      acknowledged_per_second: { op: '>=', value: 1_500 },
      delivered_at_500_per_second_p99_ms: { op: '<=', value: 40 },
      ratio_to_floor: { op: '>=', value: 0.25 },
      refused_count: { op: '<=', value: 0 },
      unanswered_or_undelivered_count: { op: '<=', value: 0 },
      closed_lines_count: { op: '<=', value: 0 },
    },
    json: values.json,
  });
  if (values.profile !== undefined) await server.end('SIGTERM');
} finally {
  await stage.close();
}
process.exit();
