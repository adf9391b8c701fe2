/**
 * `npm run bench -- lock [--json] [--seconds N]`: customers lock their accounts at 4 a second while 20 ordinary requests
 * a second arrive. Starts PostgreSQL (durable), one server and an exchange that speaks the published contract over HTTP.
 * Prints the time from the tap to the exchange's answer; then the exchange goes down for a while, and what was locked
 * meanwhile has to be said and done when it is back.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { LockView } from '../src/contract/security.ts';
import { createBook } from '../test/fakes/exchange-book.ts';
import { startExchangeServer, TEST_KEYS } from '../test/fakes/exchange-server.ts';
import { startRequest } from '../test/load/pairs.ts';
import { openCustomer, type SignedInCustomer } from '../test/load/people.ts';
import { askOk } from '../test/load/request.ts';
import { openStage } from '../test/load/stage.ts';
import { quantile, report } from './report.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '20' },
    folder: { type: 'string', default: '/tmp/mainstay-bench-lock' },
  },
  allowPositionals: true,
});

const LOCKS_PER_SECOND = 4;
const CHATS_PER_SECOND = 20;
const CHATTERS = 50;
const DOWN_LOCKS = 20;
const DOWN_MS = 6_000;
const BACK_WITHIN_MS = 60_000;
const forSeconds = Number(values.seconds);
const say = (line: string): void => console.error(line);

const plainBook = createBook();
const answeredAt = new Map<string, number>();
const book: typeof plainBook = {
  ...plainBook,
  answer: (asking) => {
    const said = plainBook.answer(asking);
    const { userId } = asking.params;
    if (asking.name === 'lock' && userId !== undefined && !answeredAt.has(userId))
      answeredAt.set(userId, performance.now());
    return said;
  },
};
// The product refuses keys that were not drawn by chance.
const key = { keyId: 'bench', secret: randomBytes(32) };
const exchange = await startExchangeServer(book, { ...TEST_KEYS, support: key });
const stage = await openStage({
  folder: values.folder,
  databasePort: 7549,
  serverPorts: [7544],
  people: [],
  settings: {
    MAINSTAY_EXCHANGE_URL: exchange.url,
    MAINSTAY_EXCHANGE_KEY_ID: key.keyId,
    MAINSTAY_EXCHANGE_SECRET: key.secret.toString('base64'),
    MAINSTAY_EXCHANGE_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  },
  say,
});
const base = stage.servers[0]?.base ?? '';

interface Owner extends SignedInCustomer {
  readonly userId: string;
}

const signIn = async (userId: string): Promise<Owner> => {
  book.addUser(userId);
  return { ...(await openCustomer(base, stage.installation.exchange, { userId })), userId };
};

const lock = async (owner: Owner): Promise<LockView> => {
  const { lock: view } = await askOk<{ readonly lock: LockView }>({
    base,
    method: 'POST',
    path: '/api/lock',
    as: owner,
    body: { clientLockId: randomUUID(), stopTrading: true, locale: 'en' },
    timeoutMs: 20_000,
  });
  return view;
};

const stateOf = async (owner: Owner): Promise<LockView['state'] | undefined> =>
  (
    await askOk<{ readonly lock: LockView | null }>({
      base,
      method: 'GET',
      path: '/api/lock',
      as: owner,
    })
  ).lock?.state;

/** Calls `work` so often a second for so long, without waiting for it. */
const openLoop = async (
  perSecond: number,
  seconds: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> => {
  const startedAt = performance.now();
  const going: Promise<unknown>[] = [];
  for (let index = 0; index < perSecond * seconds; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
    going.push(work(index));
  }
  await Promise.all(going);
};

try {
  say('signing customers in');
  const chatters: Owner[] = [];
  for (let index = 0; index < CHATTERS; index += 1) chatters.push(await signIn(`chat-${index}`));
  const owners: Owner[] = [];
  for (let index = 0; index < LOCKS_PER_SECOND * forSeconds; index += 1)
    owners.push(await signIn(`owner-${index}`));
  say(`${LOCKS_PER_SECOND} locks/s beside ${CHATS_PER_SECOND} new requests/s`);
  const acknowledgedMs: number[] = [];
  const repliedMs: number[] = [];
  let refused = 0;
  await Promise.all([
    openLoop(CHATS_PER_SECOND, forSeconds, (index) =>
      startRequest(base, chatters[index % CHATTERS] as Owner, 'Where is my withdrawal?').catch(
        () => {
          refused += 1;
        },
      ),
    ),
    openLoop(LOCKS_PER_SECOND, forSeconds, async (index) => {
      const owner = owners[index] as Owner;
      const tappedAt = performance.now();
      const view = await lock(owner);
      repliedMs.push(performance.now() - tappedAt);
      acknowledgedMs.push((answeredAt.get(owner.userId) ?? Number.NaN) - tappedAt);
      if (view.state !== 'done') refused += 1;
    }),
  ]);

  say('the exchange goes down');
  exchange.trouble('down');
  const late: Owner[] = [];
  for (let index = 0; index < DOWN_LOCKS; index += 1) late.push(await signIn(`late-${index}`));
  const views = await Promise.all(late.map(lock));
  const saidSo = views.filter(({ state }) => state === 'retrying' || state === 'sending').length;
  const opened = views.filter(({ conversationId }) => conversationId !== null).length;
  await sleep(DOWN_MS);
  const falselyDone = (await Promise.all(late.map(stateOf))).filter((state) => state === 'done');
  exchange.trouble(null);
  const backAt = performance.now();
  let waiting = late.length;
  while (waiting > 0 && performance.now() - backAt < BACK_WITHIN_MS) {
    await sleep(250);
    waiting = (await Promise.all(late.map(stateOf))).filter((state) => state !== 'done').length;
  }
  report({
    suite: 'lock',
    figures: {
      acknowledged_p50_ms: quantile(acknowledgedMs, 0.5),
      acknowledged_p99_ms: quantile(acknowledgedMs, 0.99),
      acknowledged_max_ms: Math.max(...acknowledgedMs),
      replied_p99_ms: quantile(repliedMs, 0.99),
      locks_count: acknowledgedMs.length,
      refused_count: refused,
      down_said_so_share: saidSo / late.length,
      down_case_opened_share: opened / late.length,
      down_falsely_done_count: falselyDone.length,
      back_all_done_ms: waiting === 0 ? performance.now() - backAt : Number.NaN,
      back_undone_count: waiting,
      locked_more_than_once_count:
        book.happened('lock') - acknowledgedMs.length - (late.length - waiting),
    },
    goals: {
      acknowledged_p99_ms: { op: '<=', value: 1_000 },
      refused_count: { op: '<=', value: 0 },
      down_said_so_share: { op: '>=', value: 1 },
      down_falsely_done_count: { op: '<=', value: 0 },
      back_undone_count: { op: '<=', value: 0 },
      locked_more_than_once_count: { op: '<=', value: 0 },
    },
    json: values.json,
  });
} finally {
  await stage.close();
  await exchange.close();
}
process.exit();
