import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createDiskBlobs } from '../adapters/blobs-disk/disk-blobs.ts';
import { createS3Blobs } from '../adapters/blobs-s3/s3-blobs.ts';
import { createMemoryBus } from '../adapters/bus-memory/memory-bus.ts';
import { createRedisBus } from '../adapters/bus-redis/redis-bus.ts';
import { createBitcoinChain } from '../adapters/chain-bitcoin/bitcoin-chain.ts';
import { createEvmChain } from '../adapters/chain-evm/evm-chain.ts';
import { createHttpExchange } from '../adapters/exchange-http/create-exchange.ts';
import { createFileText } from '../adapters/file-text/read-file-text.ts';
import { createSharpImages } from '../adapters/image-sharp/sharp-images.ts';
import { openKeyFile } from '../adapters/key-file/key-file.ts';
import { createRedisLimits } from '../adapters/limits-redis/redis-limits.ts';
import { createFolderMail } from '../adapters/mail-folder/folder-mail.ts';
import { createSmtpMail } from '../adapters/mail-smtp/smtp-mail.ts';
import { createClamavScanner } from '../adapters/scanner-clamav/clamav-scanner.ts';
import { noScanner } from '../adapters/scanner-none/no-scanner.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemIds } from '../adapters/system/ids.ts';
import { openTexts } from '../adapters/texts-icu/icu-texts.ts';
import { createWebPush } from '../adapters/web-push/web-push.ts';
import { createIntake } from '../features/intake/index.ts';
import { readStrangers } from '../features/knowledge/index.ts';
import { createVault } from '../features/vault/index.ts';
import type { Config } from '../platform/config/config.ts';
import { createMemoryLimits } from '../platform/limits/memory-limits.ts';
import { createMetrics } from '../platform/metrics/create-metrics.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Chain } from '../ports/chain.ts';
import type { Exchange } from '../ports/exchange.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { processGuard } from './scrub-line.ts';
import type { ApplicationParts } from './start-application.ts';

export const PHRASES_FOLDER = join(import.meta.dirname, '../../content/phrases');
/** What the server itself says. */
export const TEXTS_FOLDER = join(import.meta.dirname, '../../content/texts/server');

const createBlobs = ({ files }: Config): Blobs => {
  if (files.kind === 'folder') return createDiskBlobs(files.path);
  const { bucket, region, endpoint, credentials } = files;
  return createS3Blobs({
    bucket,
    region,
    endpoint: endpoint ?? undefined,
    credentials:
      credentials === null
        ? undefined
        : { accessKeyId: credentials.accessKey, secretAccessKey: credentials.secretKey },
  });
};

const createMail = ({ mail }: Config) =>
  mail.to.kind === 'smtp'
    ? createSmtpMail(mail.to.url, mail.from)
    : createFolderMail(mail.to.path, mail.from);

interface ExchangeConnection {
  /** Null: no exchange is connected, and what needs one is not offered. */
  readonly exchange: Exchange | null;
  readonly closeExchange: () => void;
}

const connectExchange = (config: Config, log: Log, metrics: Metrics): ExchangeConnection => {
  if (config.exchange === null) return { exchange: null, closeExchange: () => undefined };
  const parts = { clock: systemClock, ids: systemIds, log, metrics };
  const exchange = createHttpExchange({
    ...config.exchange,
    ...parts,
    connection: config.exchange,
  });
  return { exchange, closeExchange: exchange.close };
};

const SECOND_MS = 1_000;

/** By the name that the exchange uses; empty where none is set. No connection is made before the first question. */
const createChains = ({ chains }: Config): ReadonlyMap<string, Chain> =>
  new Map(
    chains.map((chain) => {
      if (chain.family === 'bitcoin') {
        return [chain.name, createBitcoinChain({ ...chain, clock: systemClock })];
      }
      const { symbol, decimals, blockSeconds } = chain;
      const native = { symbol, decimals };
      const usualIntervalMs = blockSeconds * SECOND_MS;
      return [
        chain.name,
        createEvmChain({ ...chain, native, usualIntervalMs, clock: systemClock }),
      ];
    }),
  );

/** Keyed hashes: equal inputs, equal hashes, and nothing can be learnt or guessed from them without the key. */
const createHashes = (key: Uint8Array) => ({
  hash: (text: string): Uint8Array => createHmac('sha256', key).update(text).digest(),
  bodyHash: (parts: readonly string[]): Uint8Array =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest(),
});

/** Where files lie, and what looks at them. */
export const createFileParts = (config: Config, log: Log) => ({
  blobs: createBlobs(config),
  images: createSharpImages(),
  fileText: createFileText({ readImages: config.readImages, log }),
  scanner: config.clamav === null ? noScanner : createClamavScanner(config.clamav),
});

/** Everything that features stand on: adapters behind their ports, chosen by the settings. */
export const createInfrastructure = async ({ config, database, log }: ApplicationParts) => {
  const processId = randomUUID();
  const bus =
    config.redisUrl === null ? createMemoryBus() : createRedisBus(config.redisUrl, processId, log);
  const memoryLimits = createMemoryLimits(systemClock);
  const limits =
    config.redisUrl === null
      ? memoryLimits
      : createRedisLimits(new Redis(config.redisUrl, { enableOfflineQueue: false }), memoryLimits);
  const guard = processGuard();
  const metrics = createMetrics({ processMetrics: true });
  const wrapper = await openKeyFile(config.secrets.masterKeyFile);
  return {
    config,
    database,
    log,
    processId,
    bus,
    limits,
    clock: systemClock,
    ids: systemIds,
    metrics,
    ...connectExchange(config, log, metrics),
    chains: createChains(config),
    vault: createVault({ database, wrapper, ids: systemIds }),
    guard,
    intake: createIntake(guard),
    ...createFileParts(config, log),
    mail: createMail(config),
    push: createWebPush(config.push),
    texts: openTexts(TEXTS_FOLDER),
    strangers: await readStrangers(PHRASES_FOLDER),
    ...createHashes(config.secrets.hash),
  };
};

export type Infrastructure = Awaited<ReturnType<typeof createInfrastructure>>;
