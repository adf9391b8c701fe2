import { createECDH, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyFile } from '../../src/adapters/key-file/key-file.ts';
import { AUDIENCE, createExchange, type Exchange } from './exchange.ts';

/** What several server processes of one installation share: settings as production wants them, and the exchange. */
export interface Installation {
  readonly folder: string;
  readonly exchange: Exchange;
  /** Settings for a server that listens on that port. */
  environment(port: number, databaseUrl: string): Readonly<Record<string, string>>;
}

const secret = (): string => randomBytes(32).toString('base64');

/** Makes an installation in `folder`, which is emptied first. */
export const createInstallation = async (folder: string): Promise<Installation> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'files'), { recursive: true });
  mkdirSync(join(folder, 'mail'), { recursive: true });
  const masterKeys = join(folder, 'master-keys.json');
  await createKeyFile(masterKeys, { demo: false });
  const exchange = await createExchange();
  const push = createECDH('prime256v1');
  push.generateKeys();
  const privateKey = Buffer.concat([Buffer.alloc(32), push.getPrivateKey()]).subarray(-32);
  const shared = {
    MAINSTAY_DATA_DIR: folder,
    MAINSTAY_HTTP_HOST: '127.0.0.1',
    MAINSTAY_EXCHANGE_NAME: 'Load',
    MAINSTAY_EMBED_ORIGINS: 'https://www.example.com',
    MAINSTAY_FLOOD_SCALE: '0',
    MAINSTAY_IDENTITY_KEYS: exchange.keySet,
    MAINSTAY_IDENTITY_AUDIENCE: AUDIENCE,
    MAINSTAY_SESSION_SECRET: secret(),
    MAINSTAY_HASH_KEY: secret(),
    MAINSTAY_STAFF_SECRET: secret(),
    MAINSTAY_MASTER_KEY_FILE: masterKeys,
    MAINSTAY_MAIL_DIR: join(folder, 'mail'),
    MAINSTAY_MAIL_FROM: 'support@example.com',
    MAINSTAY_PUSH_PUBLIC_KEY: push.getPublicKey('base64url'),
    MAINSTAY_PUSH_PRIVATE_KEY: privateKey.toString('base64url'),
    MAINSTAY_PUSH_CONTACT: 'mailto:operations@example.com',
    MAINSTAY_CLAMAV: 'none',
    MAINSTAY_BLOBS_DIR: join(folder, 'files'),
    MAINSTAY_LOG_LEVEL: 'warn',
    // What is measured and broken here is the road between people.
    MAINSTAY_ASSISTANT: 'off',
  };
  return {
    folder,
    exchange,
    environment: (port, databaseUrl) => ({
      ...shared,
      MAINSTAY_HTTP_PORT: String(port),
      // All processes of an installation stand behind one address; cookies and Origin belong to it.
      MAINSTAY_PUBLIC_ORIGIN: PUBLIC_ORIGIN,
      DATABASE_URL: databaseUrl,
    }),
  };
};

/** Where browsers would reach the installation. Plain HTTP is allowed on this machine only. */
export const PUBLIC_ORIGIN = 'http://localhost:7540';
