import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoExchangeOptions } from '../demo-exchange/options.ts';
import type { Config } from '../platform/config/config.ts';

/** Beside the data of the exchange: with it, scenes are played for any of its users. */
const TOKEN_FILE = 'scenes-token';
const EVM_BLOCK_SECONDS = 4;
const BITCOIN_BLOCK_SECONDS = 20;

const readOrMakeToken = (folder: string): string => {
  const file = join(folder, TOKEN_FILE);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const token = randomBytes(24).toString('hex');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
};

/** Where Mainstay looks for the two chains is where the exchange starts their nodes. Null: it looks elsewhere. */
const chainsOf = ({ chains }: Config): DemoExchangeOptions['chains'] => {
  const find = (name: string) => {
    const chain = chains.find((one) => one.name === name);
    return chain === undefined ? undefined : new URL(chain.url);
  };
  const [ethereum, bitcoin] = [find('ethereum'), find('bitcoin')];
  if (ethereum === undefined || bitcoin === undefined) return null;
  if (ethereum.hostname !== '127.0.0.1' || bitcoin.hostname !== '127.0.0.1') return null;
  return {
    evmPort: Number(ethereum.port),
    bitcoinPort: Number(bitcoin.port),
    bitcoinWalletPort: Number(bitcoin.port) + 1,
    bitcoinKey: decodeURIComponent(bitcoin.password),
    evmBlockSeconds: EVM_BLOCK_SECONDS,
    bitcoinBlockSeconds: BITCOIN_BLOCK_SECONDS,
  };
};

const keysOf = ({ exchange }: Config): DemoExchangeOptions['keys'] => {
  if (exchange === null) return [];
  const base64 = (secret: Uint8Array): string => Buffer.from(secret).toString('base64');
  const { key, complianceKey } = exchange;
  return [
    { keyId: key.keyId, secret: base64(key.secret), scopes: ['support', 'events'] },
    ...(complianceKey === null
      ? []
      : [
          {
            keyId: complianceKey.keyId,
            secret: base64(complianceKey.secret),
            scopes: ['compliance' as const],
          },
        ]),
  ];
};

/** What the demo exchange's process is told. */
export const demoExchangeOptions = (config: Config): DemoExchangeOptions => {
  const { demo, http, identity } = config;
  if (demo === null) throw new Error('the demo has no exchange');
  const dataDir = join(config.dataDir, 'demo-exchange');
  const [webhookSecret] = config.exchange?.webhookSecrets ?? [];
  return {
    host: http.host,
    port: demo.exchangePort,
    dataDir,
    supportOrigin: http.publicOrigin,
    audience: identity.audience,
    signingKey: demo.exchangeSigningKey,
    keys: keysOf(config),
    webhook:
      webhookSecret === undefined
        ? null
        : { url: `http://127.0.0.1:${http.port}/api/exchange/events`, secret: webhookSecret },
    scenesToken: readOrMakeToken(dataDir),
    chains: chainsOf(config),
    seed: 1,
  };
};
