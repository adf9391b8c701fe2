/**
 * `npm run bench -- jobs [--json] [--timers N] [--profile FOLDER]`: what waits for its time, beside people who talk.
 *
 * Starts PostgreSQL (durable) and one server in processes of their own. First fifty conversations talk alone, each side
 * as fast as it is answered. Then 100,000 timers of promises ring at once beside them, every tenth of a case about
 * security and every tenth (others) with a warning to record; the rest were set by an older view of things, are looked
 * at against the whole log and set anew, as most are. Then warnings come due at 1,000 a second, every one to be
 * recorded, beside 100 messages a second. `--profile` keeps a CPU profile of the server there.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ChatLoad } from '../test/load/chat-load.ts';
import { openPairs, startRequest } from '../test/load/pairs.ts';
import { openCustomer } from '../test/load/people.ts';
import { openStage } from '../test/load/stage.ts';
import { TimerWorld } from './jobs-world.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    timers: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '10' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-jobs' },
    profile: { type: 'string' },
  },
  allowPositionals: true,
});

const AGENTS = 25;
const CONVERSATIONS = 50;
const WINDOW_MS = 2_000;
const GIVE_UP_MS = 300_000;
const BESIDE_PER_SECOND = 100;
const timers = Number(values.timers);
const rate = Number(values.rate);
const seconds = Number(values.seconds);
const say = (line: string): void => console.error(line);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

if (values.profile !== undefined) mkdirSync(values.profile, { recursive: true });
const stage = await openStage({
  folder: values.folder,
  databasePort: 7429,
  serverPorts: [7428],
  people: Array.from({ length: AGENTS }, (_, index) => ({
    name: `Agent${index + 1}`,
    teamIds: ['general'],
    capacityUnits: 50,
  })),
  ...(values.profile === undefined
    ? {}
    : { nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${resolve(values.profile)}`] }),
  say,
});

/** Talks on in short windows until `until` says that it is enough; messages a second in each. */
const talk = async (load: ChatLoad, until: () => boolean): Promise<readonly number[]> => {
  const windows: number[] = [];
  while (!until() || windows.length === 0) windows.push(await load.closedLoop(0, WINDOW_MS));
  return windows;
};

interface Drain {
  readonly allMs: number;
  readonly securityMs: number;
}

const watch = async (world: TimerWorld): Promise<Drain> => {
  const startedAt = performance.now();
  let securityMs = Number.NaN;
  for (;;) {
    const waits = await world.anyWaits();
    const now = performance.now();
    if (!waits.security && Number.isNaN(securityMs)) {
      securityMs = now - startedAt;
      say('those about security have rung');
    }
    if (!waits.all) return { allMs: now - startedAt, securityMs };
    if (now - startedAt > GIVE_UP_MS) throw new Error('timers still wait');
    await pause(250);
  }
};

let world: TimerWorld | undefined;
try {
  const [server] = stage.servers;
  if (server === undefined) throw new Error('there is no server');
  say(`opening ${CONVERSATIONS} conversations`);
  let load: ChatLoad | undefined;
  const pairs = await openPairs(stage, CONVERSATIONS, {
    onFrame: (_conversation, kind, frame) => load?.onFrame(kind, frame),
    onClosed: () => undefined,
  });
  load = new ChatLoad(pairs);
  const customer = await openCustomer(server.base, stage.installation.exchange, {
    userId: 'template',
  });
  const template = await startRequest(server.base, customer, 'Where is my withdrawal?');
  world = new TimerWorld(stage.database.url, template);
  await world.ready();
  say(`copying ${timers} conversations with their timers`);
  await world.copy('flood', { count: timers, securityEvery: 10, recordsEvery: 11, apartMs: 0 });
  await world.copy('stream', {
    count: rate * seconds,
    securityEvery: 1_000_000,
    recordsEvery: 1,
    apartMs: 1_000 / rate,
  });
  say('talking alone');
  await load.closedLoop(1_000, WINDOW_MS);
  let windows = 5;
  const alone = await talk(load, () => --windows < 0);
  say(`${timers} timers ring`);
  await world.release('flood', 0);
  let drain: Drain | undefined;
  const drained = watch(world).then((result) => {
    drain = result;
  });
  const beside = await talk(load, () => drain !== undefined);
  await drained;
  say(`${rate} due a second for ${seconds} s`);
  await pause(3_000);
  const at = await world.release('stream', 4_000);
  await load.openLoop(BESIDE_PER_SECOND, 0, seconds * 1_000 + 6_000);
  const lateMs = await world.lateness('stream', at);
  report({
    suite: 'jobs',
    figures: {
      timers_count: timers,
      drained_s: (drain?.allMs ?? Number.NaN) / 1_000,
      security_drained_s: (drain?.securityMs ?? Number.NaN) / 1_000,
      chat_alone_per_second: mean(alone),
      chat_beside_per_second: mean(beside),
      chat_slowed_percent: 100 * (1 - mean(beside) / mean(alone)),
      due_per_second: rate,
      recorded_count: lateMs.length,
      recorded_expected_count: rate * seconds,
      recorded_early_count: lateMs.filter((ms) => ms < 0).length,
      late_p50_ms: quantile(lateMs, 0.5),
      late_most_ms: Math.max(...lateMs),
    },
    goals: {
      drained_s: { op: '<=', value: 50 },
      chat_slowed_percent: { op: '<=', value: 20 },
      recorded_count: { op: '>=', value: rate * seconds },
      recorded_early_count: { op: '<=', value: 0 },
      late_most_ms: { op: '<=', value: 2_000 },
    },
    json: values.json,
  });
  if (values.profile !== undefined) await server.end('SIGTERM');
} finally {
  await world?.close();
  await stage.close();
}
process.exit();
