import { setTimeout as sleep } from 'node:timers/promises';
import type { WireEvent } from '../../src/contract/live.ts';
import { seededRandom } from '../../src/core/routing/random.ts';
import { NoAnswer } from '../load/request.ts';
import { checkRepeating, checkResuming, readLog } from './afterwards.ts';
import { Breaker } from './breaker.ts';
import { Claims } from './claims.ts';
import { onDuty } from './duty.ts';
import { FaultyPath } from './faulty-path.ts';
import { type Finding, judge } from './judge.ts';
import { planFaults } from './plan.ts';
import { Talker } from './talker.ts';
import type { FaultAgent, Target } from './target.ts';

const MOST_READINGS = 8;

export interface FaultsOptions {
  readonly target: Target;
  readonly seed: number;
  /** How long things break. Mending and judging come on top. */
  readonly seconds: number;
  readonly customers: number;
  /** The ports of the proxies, one for each server. */
  readonly proxyPorts: readonly number[];
  readonly say: (line: string) => void;
}

export interface FaultsResult {
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
}

const MEND_WITHIN_MS = 25_000;
const SETTLE_WITHIN_MS = 20_000;
/** So many conversations are claimed at the same time, each by all claimants. */
const CLAIM_LOOPS = 3;

const talk = async (
  talker: Talker,
  id: string,
  going: () => boolean,
  stillTrying: () => boolean,
): Promise<void> => {
  while (going()) {
    await talker.say(id, stillTrying);
    await sleep(40 + talker.options.random() * 260);
  }
};

/** Everybody reads what is left to read, over HTTP. Returns when they have, or when time is up. */
const settle = async (talkers: readonly Talker[]): Promise<void> => {
  const until = performance.now() + SETTLE_WITHIN_MS;
  for (const { listener } of talkers) {
    for (const id of listener.held.keys()) {
      while (performance.now() < until) {
        try {
          await listener.catchUp(id);
          break;
        } catch (error) {
          if (!(error instanceof NoAnswer)) throw error;
          await sleep(200);
        }
      }
    }
  }
};

/** Plays faults on a target while people talk and agents claim, then mends everything and judges. */
export const runFaults = async (options: FaultsOptions): Promise<FaultsResult> => {
  const { target, seed, seconds, say } = options;
  const random = seededRandom(seed);
  const proxies = await Promise.all(
    target.servers.map((server, index) =>
      FaultyPath.open(options.proxyPorts[index] as number, server.port),
    ),
  );
  const ways = proxies.map(({ base }) => base);
  const talkerOf = (
    kind: 'customer' | 'agent',
    senderId: string,
    as: Talker['options']['as'],
  ): Talker =>
    new Talker({
      kind,
      senderId,
      as,
      ways,
      hasLines: target.hasLines,
      random: seededRandom(Math.floor(random() * 2 ** 32)),
    });
  const agentOf = ({ agentId, as }: FaultAgent): Talker => talkerOf('agent', agentId, as);
  const claimants = target.claimants.map(agentOf);
  const workers = target.onDuty.map(agentOf);
  const customers: Talker[] = [];
  for (let index = 0; index < options.customers; index++) {
    const base = ways[index % ways.length] as string;
    customers.push(
      talkerOf(
        'customer',
        `customer-${index + 1}`,
        await target.openCustomer(base, `fault-${seed}-${index}`),
      ),
    );
  }
  const talkers = [...customers, ...claimants, ...workers];
  let breaking = true;
  let giveUpAt = Number.POSITIVE_INFINITY;
  const going = (): boolean => breaking;
  const stillTrying = (): boolean => performance.now() < giveUpAt;
  const ids: string[] = [];
  for (const customer of customers) {
    const id = await customer.start(stillTrying);
    if (id === undefined) throw new Error('no conversation could be started');
    ids.push(id);
    customer.listener.follow(id);
  }
  for (const agent of claimants)
    await agent.change('PUT', '/api/desk/me/status', { status: 'on_break' });
  for (const { listener } of talkers) listener.begin();
  say(
    `${customers.length} customers, ${claimants.length} claimants, ${workers.length} on duty; breaking things for ${seconds} s`,
  );
  const breaker = new Breaker(target, proxies, random, say);
  const claims = new Claims(claimants, random);
  const work = Promise.all([
    ...customers.map((customer, index) => talk(customer, ids[index] as string, going, stillTrying)),
    ...workers.map((worker) => onDuty(worker, going, stillTrying)),
    ...Array.from({ length: CLAIM_LOOPS }, () => claims.run(ids, going, stillTrying)),
  ]);
  await breaker.run(planFaults(target.faults, seconds * 1_000, random));
  giveUpAt = performance.now() + MEND_WITHIN_MS;
  breaking = false;
  say('mended; finishing');
  await work;
  const findings = await conclude(target, talkers, ids, claims, random);
  await Promise.all(talkers.map(({ listener }) => listener.end()));
  for (const proxy of proxies) proxy.close();
  return { findings, counts: countsOf(talkers, customers, claims, breaker) };
};

/**
 * The logs to judge by. Offers and sweeps go on when nobody speaks any more: readings are repeated until no reader
 * holds more or less of any log than was just read. What never agrees is judged as it stands in the end.
 */
const readQuietLogs = async (
  target: Target,
  talkers: readonly Talker[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly WireEvent[]>> => {
  const base = target.servers[0]?.base as string;
  for (let reading = 1; ; reading++) {
    await settle(talkers);
    const logs = new Map<string, readonly WireEvent[]>();
    for (const id of ids) logs.set(id, await readLog(base, target.supervisor, id));
    const agree = talkers.every(({ options, listener }) =>
      [...listener.held].every(([id, { events }]) => {
        const log = logs.get(id) ?? [];
        const due = options.kind === 'agent' ? log : log.filter((e) => e.audience === 'everyone');
        return due.at(-1)?.seq === events.at(-1)?.seq;
      }),
    );
    if (agree || reading === MOST_READINGS) return logs;
  }
};

const conclude = async (
  target: Target,
  talkers: readonly Talker[],
  ids: readonly string[],
  claims: Claims,
  random: () => number,
): Promise<readonly Finding[]> => {
  const bases = target.servers.map(({ base }) => base);
  const logs = await readQuietLogs(target, talkers, ids);
  const findings = judge({ logs, talkers, claims: claims.answers, nowMs: Date.now() });
  return [
    ...findings,
    ...(await checkResuming(bases, target.supervisor, logs, random)),
    ...(await checkRepeating(bases, talkers, random)),
    ...target.servers.flatMap(({ ownEnds }) =>
      ownEnds.map((what) => ({ verdict: 'ended_by_itself' as const, what })),
    ),
  ];
};

const countsOf = (
  talkers: readonly Talker[],
  customers: readonly Talker[],
  claims: Claims,
  breaker: Breaker,
): Readonly<Record<string, number>> => {
  const records = talkers.flatMap(({ sent }) => sent);
  return {
    acknowledged_count: records.filter(({ state }) => state === 'acknowledged').length,
    unanswered_count: records.filter(({ state }) => state === 'waiting').length,
    refused_to_customers_count: customers.flatMap(({ refusals }) => refusals).length,
    lines_opened_count: talkers.reduce((sum, { listener }) => sum + listener.lines, 0),
    claim_rounds_count: claims.rounds,
    claims_won_count: claims.answers.filter(({ answer }) => answer === 'won').length,
    claims_refused_count: claims.answers.filter(({ answer }) => answer === 'refused').length,
    ...Object.fromEntries([...breaker.counts].map(([kind, count]) => [`${kind}_count`, count])),
  };
};
