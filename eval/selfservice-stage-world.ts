import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair } from 'jose';
import { type DemoExchangeProcess, runDemoExchange } from '../src/app/demo-exchange-process.ts';
import { signRequest } from '../src/core/exchange-signing/sign-request.ts';
import { CATEGORIES } from '../src/core/vocabulary.ts';
import { openStage, type Stage } from '../test/load/stage.ts';
import { type RecordingProxy, startProxy } from './selfservice-proxy-world.ts';

const BITCOIN_KEY = 'evaluation';
const SCENES_TOKEN = randomBytes(16).toString('hex');
const KEYS_WITHIN_MS = 60_000;
const digests = {
  sha256: (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest(),
  hmac: (key: Uint8Array, bytes: Uint8Array): Uint8Array =>
    createHmac('sha256', key).update(bytes).digest(),
};

/** The product, the demo exchange and its nodes, each in a process of its own, with all that the product is told recorded. */
export interface World {
  readonly stage: Stage;
  readonly base: string;
  readonly exchangeSays: RecordingProxy;
  readonly ethereumSays: RecordingProxy;
  readonly bitcoinSays: RecordingProxy;
  /** Reads the support contract with a signed request of our own; null when it is refused. */
  read<T>(path: string): Promise<T | null>;
  /** JSON-RPC to a node itself; null where it answers with an error. */
  rpc<T>(
    node: 'ethereum' | 'bitcoin',
    method: string,
    params: readonly unknown[],
  ): Promise<T | null>;
  playScene(
    path: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, string | null>>>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly folder: string;
  /** Nine ports from here on. */
  readonly firstPort: number;
  readonly blockSeconds: { readonly ethereum: number; readonly bitcoin: number };
  readonly say: (line: string) => void;
}

const askRpc = async (
  url: string,
  method: string,
  params: readonly unknown[],
): Promise<unknown> => {
  const target = new URL(url);
  const auth = Buffer.from(`x:${BITCOIN_KEY}`).toString('base64');
  const reply = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Basic ${auth}` },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await reply.json()) as { result?: unknown }).result ?? null;
};

const untilNodesAnswer = async (urls: readonly (readonly [string, string])[]): Promise<void> => {
  const deadline = Date.now() + KEYS_WITHIN_MS;
  for (const [url, method] of urls)
    for (;;) {
      const said = await askRpc(url, method, []).catch(() => null);
      if (said !== null) break;
      if (Date.now() > deadline) throw new Error(`no node answers at ${url}`);
      await sleep(300);
    }
};

/** Starts everything on `firstPort` and the eight after it. The models are kept beside the folder for the next run. */
export const openWorld = async (options: WorldOptions): Promise<World> => {
  const { folder, firstPort, blockSeconds, say } = options;
  const [databasePort, serverPort, exchangePort, evmPort] = [0, 1, 2, 3].map(
    (at) => firstPort + at,
  ) as [number, number, number, number];
  const [bitcoinPort, walletPort, exchangeProxy, evmProxy, bitcoinProxy] = [4, 5, 6, 7, 8].map(
    (at) => firstPort + at,
  ) as [number, number, number, number, number];
  const key = { keyId: 'evaluation-1', secret: randomBytes(32) };
  const webhookSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const exchangeOrigin = `http://127.0.0.1:${exchangePort}`;
  const dataDir = join(folder, 'kept');
  mkdirSync(dataDir, { recursive: true });
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closers.toReversed()) await each().catch(() => undefined);
  };
  try {
    say('starting the demo exchange and its nodes');
    const exchange: DemoExchangeProcess = runDemoExchange(
      {
        ...{ host: '127.0.0.1', port: exchangePort, dataDir: null },
        ...{ supportOrigin: `http://127.0.0.1:${serverPort}`, audience: 'evaluation' },
        signingKey: { ...((await exportJWK(privateKey)) as Record<string, string>), kid: 'k1' },
        keys: [
          {
            keyId: key.keyId,
            secret: key.secret.toString('base64'),
            scopes: ['support', 'events'],
          },
        ],
        webhook: {
          url: `http://127.0.0.1:${serverPort}/api/exchange/events`,
          secret: webhookSecret,
        },
        scenesToken: SCENES_TOKEN,
        chains: {
          ...{ evmPort, bitcoinPort, bitcoinWalletPort: walletPort, bitcoinKey: BITCOIN_KEY },
          ...{ evmBlockSeconds: blockSeconds.ethereum, bitcoinBlockSeconds: blockSeconds.bitcoin },
        },
        seed: 11,
      },
      (sentence) => say(`  ${sentence}`),
    );
    closers.push(() => exchange.close());
    await exchange.ready;
    exchange.startChains();
    const urls = {
      ethereum: `http://127.0.0.1:${evmPort}`,
      bitcoin: `http://127.0.0.1:${bitcoinPort}`,
    };
    await untilNodesAnswer([
      [urls.ethereum, 'eth_blockNumber'],
      [urls.bitcoin, 'getblockcount'],
    ]);
    const exchangeSays = await startProxy(exchangeProxy, exchangeOrigin);
    const ethereumSays = await startProxy(evmProxy, urls.ethereum);
    const bitcoinSays = await startProxy(bitcoinProxy, urls.bitcoin);
    for (const proxy of [exchangeSays, ethereumSays, bitcoinSays])
      closers.push(() => proxy.close());
    const stage = await openStage({
      folder: join(folder, 'stage'),
      databasePort,
      serverPorts: [serverPort],
      people: [{ name: 'Ada', teamIds: ['general'], capacityUnits: 1, role: 'supervisor' }],
      teams: [
        {
          teamId: 'general',
          name: 'General support',
          overflowTeamId: null,
          categories: CATEGORIES,
        },
      ],
      settings: {
        MAINSTAY_ASSISTANT: 'on',
        MAINSTAY_DATA_DIR: dataDir,
        MAINSTAY_EXCHANGE_URL: `http://127.0.0.1:${exchangeProxy}`,
        MAINSTAY_EXCHANGE_KEY_ID: key.keyId,
        MAINSTAY_EXCHANGE_SECRET: key.secret.toString('base64'),
        MAINSTAY_EXCHANGE_WEBHOOK_SECRET: webhookSecret,
        MAINSTAY_CHAINS: JSON.stringify([
          {
            ...{ name: 'ethereum', family: 'evm', url: `http://127.0.0.1:${evmProxy}` },
            ...{ chainId: 31_337, symbol: 'ETH', blockSeconds: blockSeconds.ethereum },
          },
          {
            ...{ name: 'bitcoin', family: 'bitcoin', network: 'regtest' },
            url: `http://x:${BITCOIN_KEY}@127.0.0.1:${bitcoinProxy}`,
          },
        ]),
      },
      say,
    });
    closers.push(() => stage.close());
    return {
      stage,
      base: stage.servers[0]?.base ?? '',
      exchangeSays,
      ethereumSays,
      bitcoinSays,
      read: async <T>(path: string) => {
        const target = `/support/v1${path}`;
        const unsigned = { method: 'GET', target, body: new Uint8Array(), idempotencyKey: null };
        const headers = signRequest(unsigned, key, Date.now(), randomUUID(), digests);
        const reply = await fetch(exchangeOrigin + target, { headers });
        return reply.ok ? ((await reply.json()) as { data: T }).data : null;
      },
      rpc: async <T>(node: 'ethereum' | 'bitcoin', method: string, params: readonly unknown[]) =>
        (await askRpc(urls[node], method, params)) as T | null,
      playScene: async (path, body) => {
        const reply = await fetch(`${exchangeOrigin}/scenes/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-scenes-token': SCENES_TOKEN },
          body: JSON.stringify(body),
        });
        const text = await reply.text();
        if (!reply.ok) throw new Error(`scene ${path}: ${reply.status} ${text}`);
        return JSON.parse(text) as Record<string, string | null>;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
