/**
 * `npm run bench -- sockets [--json] [--connections N]`: N (10,000) idle authenticated connections on one process.
 *
 * Starts PostgreSQL and one server in processes of their own. Each connection is a customer of its own, signed in by a
 * token, who has said hello. Memory is the server's resident set (Linux: /proc) after a full collection of garbage,
 * before the connections and with them, once two heartbeats have been answered.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { collectGarbage } from '../test/load/garbage.ts';
import { LiveLine } from '../test/load/live-line.ts';
import { openCustomer, type SignedInCustomer } from '../test/load/people.ts';
import { openStage } from '../test/load/stage.ts';
import { report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-fail': { type: 'boolean', default: false },
    connections: { type: 'string', default: '10000' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-sockets' },
    entry: { type: 'string' },
  },
  allowPositionals: true,
});

const PORT = 7544;
const INSPECT_PORT = 7545;
const HEARTBEAT_MS = 20_000;
/** Connections from one address to one port; the system has about 28,000 ports for them. */
const PER_ADDRESS = 20_000;
const WARM_UP = 500;
const AT_ONCE = 64;
const connections = Number(values.connections);
const say = (line: string): void => console.error(line);

/** Files that this process may open: Node raises its soft limit to the hard one at its start. */
const checkOpenFiles = (): void => {
  const line = readFileSync('/proc/self/limits', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('Max open files'));
  const soft = Number(line?.split(/\s{2,}/)[1]);
  if (soft < connections + 200) {
    throw new Error(
      `${connections} connections need that many open files and this process may open ${soft}. Raise it: ulimit -n ${connections + 1_000}`,
    );
  }
};

const residentKb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

const inParallel = async <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
};

checkOpenFiles();
const stage = await openStage({
  folder: values.folder,
  databasePort: 7549,
  serverPorts: [PORT],
  people: [],
  nodeArgs: [`--inspect-port=127.0.0.1:${INSPECT_PORT}`],
  ...(values.entry === undefined ? {} : { entry: values.entry }),
  say,
});

try {
  const [server] = stage.servers;
  const pid = server?.pid;
  if (server === undefined || pid === undefined) throw new Error('there is no server');
  say(`signing in ${connections} customers`);
  const customers = await inParallel(connections, (index) =>
    openCustomer(server.base, stage.installation.exchange, { userId: `idle-${index}` }),
  );
  let closed = 0;
  const open = (customer: SignedInCustomer, index: number): Promise<LiveLine> =>
    LiveLine.open({
      base: server.base,
      as: customer,
      localAddress: `127.0.0.${2 + Math.floor(index / PER_ADDRESS)}`,
      onFrame: () => undefined,
      onClosed: () => {
        closed += 1;
      },
    });
  const openAll = (list: readonly SignedInCustomer[]): Promise<LiveLine[]> =>
    inParallel(list.length, (index) => open(list[index] as SignedInCustomer, index));
  say('warming up');
  for (const line of await openAll(customers.slice(0, WARM_UP))) line.close();
  await sleep(2_000);
  await collectGarbage(pid, INSPECT_PORT);
  const beforeKb = residentKb(pid);
  closed = 0;
  say(`opening ${connections} connections`);
  const startedAt = performance.now();
  const lines = await openAll(customers);
  const openSeconds = (performance.now() - startedAt) / 1_000;
  say('waiting for two heartbeats');
  await sleep(2 * HEARTBEAT_MS + 3_000);
  const alive = lines.filter(
    (line) => line.open && performance.now() - line.heardAt < HEARTBEAT_MS + 3_000,
  ).length;
  const busyKb = residentKb(pid);
  await collectGarbage(pid, INSPECT_PORT);
  const afterKb = residentKb(pid);
  report({
    suite: 'sockets',
    figures: {
      connections_count: connections,
      opened_per_second: connections / openSeconds,
      alive_after_two_heartbeats_count: alive,
      closed_count: closed,
      resident_before_kb: beforeKb,
      resident_with_connections_kb: afterKb,
      resident_per_connection_kb: (afterKb - beforeKb) / connections,
      resident_per_connection_before_collecting_kb: (busyKb - beforeKb) / connections,
    },
    goals: {
      connections_count: { op: '>=', value: 10_000 },
      alive_after_two_heartbeats_count: { op: '>=', value: connections },
      resident_per_connection_kb: { op: '<=', value: 15 },
      closed_count: { op: '<=', value: 0 },
    },
    json: values.json,
  });
} finally {
  await stage.close();
}
process.exit();
