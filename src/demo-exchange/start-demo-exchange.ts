import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import { tendAccounts } from './accounts/lock.ts';
import { createMails } from './accounts/mails.ts';
import { seedWorld } from './accounts/seed.ts';
import { tendVerification } from './accounts/tend-verification.ts';
import { Chains } from './chains/chains.ts';
import { ChainIsAnother } from './chains/open-networks.ts';
import type { Exchange } from './exchange.ts';
import { tendOrders } from './market/place-order.ts';
import { Venue } from './market/venue.ts';
import type { DemoExchangeOptions } from './options.ts';
import { serveAccount } from './pages/serve-account.ts';
import { serveDoings } from './pages/serve-doings.ts';
import { serveFiles } from './pages/serve-files.ts';
import { readExchange } from './read-exchange.ts';
import { readDemoUsers } from './read-users.ts';
import { playOpening } from './scenes/play-opening.ts';
import { serveScenes } from './scenes/serve-scenes.ts';
import { resumeGaps } from './scenes/withdrawal-scenes.ts';
import { sendWebhooks } from './support/send-webhooks.ts';
import { serveSupport } from './support/serve-support.ts';
import { tendWithdrawals } from './transfers/withdraw.ts';
import { openWorld, type World } from './world.ts';

const TICK_MS = 1_000;
const SAVE_EVERY_TICKS = 15;
const RETRY_PAYMENT_MS = 10_000;

export interface DemoExchange {
  /** Where it is reached. */
  readonly origin: string;
  readonly exchange: Exchange;
  /** Settled when the chains are up, or are known to stay away. */
  readonly chainsStarted: Promise<void>;
  close(): Promise<void>;
}

interface Given {
  readonly options: DemoExchangeOptions;
  /** One sentence for the person at the terminal. */
  readonly say: (sentence: string) => void;
  readonly now?: () => number;
  /** The chains' nodes wait for this, so that they do not slow down what starts beside them. */
  readonly chainsMayStart?: Promise<void>;
}

const openExchangeWorld = ({ options, now }: Given): World => {
  const { facts, accounts } = readExchange();
  const world = openWorld({ folder: options.dataDir, facts, now: now ?? Date.now });
  seedWorld(world, readDemoUsers(), accounts);
  return world;
};

/** What was being signed when the exchange ended last time is taken up again. */
const resumePayments = (world: World): void => {
  for (const row of world.withdrawals.all())
    if (row.stage === 'signing' && row.ended === null && row.nextAt === null)
      world.withdrawals.put({ ...row, nextAt: world.now() });
};

/** The exchange's heartbeat: markets, orders, accounts and withdrawals. Gives what ends it. */
const beat = (exchange: Exchange, say: Given['say']): (() => void) => {
  const { world, venue, chains } = exchange;
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    venue.tick();
    tendOrders(world, venue);
    tendAccounts(exchange);
    tendVerification(world);
    for (const row of tendWithdrawals(world, chains))
      chains.pay(row).catch((error: unknown) => {
        say(`A withdrawal was not sent: ${error instanceof Error ? error.message : String(error)}`);
        world.withdrawals.put({ ...row, nextAt: world.now() + RETRY_PAYMENT_MS });
      });
    if (ticks % SAVE_EVERY_TICKS === 0) venue.savePrices();
  }, TICK_MS);
  return () => clearInterval(timer);
};

const startChains = async (
  exchange: Exchange,
  { options, say, chainsMayStart }: Given,
): Promise<void> => {
  const { chains } = exchange;
  if (options.chains === null) {
    chains.state = 'missing';
    return;
  }
  const dataDir = options.dataDir === null ? null : join(options.dataDir, 'chains');
  await chainsMayStart;
  await chains.start({ ...options.chains, dataDir });
  await playOpening(exchange, say);
  resumeGaps(exchange);
};

const serve = async (exchange: Exchange, { options }: Given) => {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  const secrets = options.keys.map(({ keyId, secret, scopes }) => {
    const key = { secret: new Uint8Array(Buffer.from(secret, 'base64')), scopes };
    return [keyId, key] as const;
  });
  await serveSupport(server, exchange, new Map(secrets));
  serveFiles(server, options.supportOrigin, exchange.world.facts.screens);
  serveAccount(server, exchange, options);
  serveDoings(server, exchange);
  serveScenes(server, exchange, options.scenesToken);
  return server;
};

/** Forgets everything that the exchange keeps in a folder, its chains included. */
export const forgetEverything = (dataDir: string): void => {
  for (const name of ['exchange.sqlite', 'exchange.sqlite-wal', 'exchange.sqlite-shm', 'chains'])
    rmSync(join(dataDir, name), { recursive: true, force: true });
};

/**
 * The fictional exchange Norvik on an origin of its own, as a real one would be: its screens with the messenger, its
 * customers, its markets and chains, and the support contract. The chains come up in the background;
 * `chainsStarted` is refused with `ChainIsAnother` when the ledger tells of chains that are no more.
 */
export const startDemoExchange = async (given: Given): Promise<DemoExchange> => {
  const { options, say } = given;
  const world = openExchangeWorld(given);
  const venue = new Venue(world, options.seed);
  const chains = new Chains(world, say);
  const mailFolder = options.dataDir === null ? null : join(options.dataDir, 'mail');
  const sendMail = createMails(world, mailFolder);
  const place = { origin: '' };
  const exchange: Exchange = {
    ...{ world, venue, chains, sendMail },
    get origin() {
      return place.origin;
    },
  };
  const server = await serve(exchange, given);
  const address = await server.listen({ host: options.host, port: options.port });
  place.origin = `http://localhost:${new URL(address).port}`;
  resumePayments(world);
  const stopBeat = beat(exchange, say);
  const { webhook } = options;
  const stopWebhooks = webhook === null ? () => undefined : sendWebhooks(world, webhook);
  const chainsStarted = startChains(exchange, given);
  // Whoever does not wait for them is not troubled by them.
  chainsStarted.catch(() => undefined);
  return {
    origin: place.origin,
    exchange,
    chainsStarted,
    close: async () => {
      stopBeat();
      stopWebhooks();
      await server.close();
      await chains.close();
      await chainsStarted.catch(() => undefined);
      venue.savePrices();
      world.store.close();
    },
  };
};

export { ChainIsAnother };
