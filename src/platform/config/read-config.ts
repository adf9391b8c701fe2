import { join, resolve } from 'node:path';
import { checkProduction } from './check-production.ts';
import type { Config, Mode } from './config.ts';
import {
  DEMO_COMPLIANCE_KEY_ID,
  DEMO_SUPPORT_KEY_ID,
  type DemoSecrets,
  readOrCreateDemoSecrets,
} from './demo-secrets.ts';
import { exchangeOf, exchangeProblems } from './exchange-of.ts';
import { SETTING_NOTES, type SettingName, type Settings, settingsSchema } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used, one sentence each. */
export class ConfigProblems extends Error {
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigProblems';
    this.sentences = sentences;
  }
}

const NAMES = Object.keys(SETTING_NOTES) as SettingName[];
/** Not settings of the product: those of the tests. */
const FOREIGN_PREFIX = 'MAINSTAY_TEST_';

const unknownNames = (environment: Environment): readonly string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('MAINSTAY_') && !name.startsWith(FOREIGN_PREFIX))
    .filter((name) => !(NAMES as string[]).includes(name))
    .map((name) => `${name} is not a setting; .env.example lists them all.`);

/** An empty value is none: composed environments often pass empty ones on. */
const withDefaults = (
  mode: Mode,
  environment: Environment,
): Partial<Record<SettingName, string>> => {
  const filled: Partial<Record<SettingName, string>> = {};
  for (const name of NAMES) {
    const note = SETTING_NOTES[name];
    const given = environment[name]?.trim();
    const value = given === '' || given === undefined ? undefined : given;
    const text = value ?? (mode === 'demo' ? (note.demo ?? note.standard) : note.standard);
    if (text !== undefined) filled[name] = text;
  }
  return filled;
};

const parseSettings = (
  filled: Partial<Record<SettingName, string>>,
): { readonly settings: Settings | undefined; readonly problems: readonly string[] } => {
  const parsed = settingsSchema.safeParse(filled);
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]) as SettingName;
    const shown = SETTING_NOTES[name].secret ? '' : `, not "${filled[name] ?? ''}"`;
    return `${name} ${issue.message}${shown}.`;
  });
  return { settings: undefined, problems };
};

const freeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
};

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** The demo fills with its own secrets and places whatever is not set. */
const completeForDemo = (settings: Settings, dataDir: string, secrets: DemoSecrets): Settings => {
  const { kty, crv, x, y, kid } = secrets.exchangeSigningKey;
  return {
    ...settings,
    MAINSTAY_PUBLIC_ORIGIN:
      settings.MAINSTAY_PUBLIC_ORIGIN ?? `http://localhost:${settings.MAINSTAY_HTTP_PORT}`,
    MAINSTAY_EMBED_ORIGINS: [
      ...(settings.MAINSTAY_EMBED_ORIGINS ?? []),
      ...demoExchangeOrigins(settings),
    ],
    MAINSTAY_IDENTITY_KEYS: {
      keys: [...(settings.MAINSTAY_IDENTITY_KEYS?.keys ?? []), { kty, crv, x, y, kid }],
    },
    ...demoExchangeSettings(settings, secrets),
    MAINSTAY_SESSION_SECRET: settings.MAINSTAY_SESSION_SECRET ?? secrets.sessionSecret,
    MAINSTAY_HASH_KEY: settings.MAINSTAY_HASH_KEY ?? secrets.hashKey,
    MAINSTAY_STAFF_SECRET: settings.MAINSTAY_STAFF_SECRET ?? secrets.staffSecret,
    MAINSTAY_MASTER_KEY_FILE:
      settings.MAINSTAY_MASTER_KEY_FILE ?? join(dataDir, 'master-keys.json'),
    MAINSTAY_PUSH_PUBLIC_KEY: settings.MAINSTAY_PUSH_PUBLIC_KEY ?? secrets.pushPublicKey,
    MAINSTAY_PUSH_PRIVATE_KEY: settings.MAINSTAY_PUSH_PRIVATE_KEY ?? secrets.pushPrivateKey,
    MAINSTAY_MAIL_DIR: settings.MAINSTAY_MAIL_DIR ?? join(dataDir, 'mail'),
    MAINSTAY_BLOBS_DIR: settings.MAINSTAY_BLOBS_DIR ?? join(dataDir, 'files'),
  };
};

/** The demo's own exchange, unless another one is named. */
const demoExchangeSettings = (settings: Settings, secrets: DemoSecrets): Partial<Settings> =>
  settings.MAINSTAY_EXCHANGE_URL === undefined
    ? {
        MAINSTAY_EXCHANGE_URL: `http://127.0.0.1:${settings.MAINSTAY_DEMO_EXCHANGE_PORT}`,
        MAINSTAY_EXCHANGE_KEY_ID: DEMO_SUPPORT_KEY_ID,
        MAINSTAY_EXCHANGE_SECRET: secrets.exchangeSupportSecret,
        MAINSTAY_EXCHANGE_COMPLIANCE_KEY_ID: DEMO_COMPLIANCE_KEY_ID,
        MAINSTAY_EXCHANGE_COMPLIANCE_SECRET: secrets.exchangeComplianceSecret,
        MAINSTAY_EXCHANGE_WEBHOOK_SECRET: [secrets.exchangeWebhookSecret],
      }
    : {};

const demoExchangeOrigins = (settings: Settings): readonly string[] => [
  `http://localhost:${settings.MAINSTAY_DEMO_EXCHANGE_PORT}`,
  `http://127.0.0.1:${settings.MAINSTAY_DEMO_EXCHANGE_PORT}`,
];

/** A setting that was checked to be there. */
const needed = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('a required setting was not checked');
  return value;
};

/** The articles that come with the project. */
const OWN_ARTICLES = join(import.meta.dirname, '../../../content/articles');

const filesOf = (settings: Settings): Config['files'] => {
  const bucket = settings.MAINSTAY_S3_BUCKET;
  if (bucket === undefined) return { kind: 'folder', path: needed(settings.MAINSTAY_BLOBS_DIR) };
  const accessKey = settings.MAINSTAY_S3_ACCESS_KEY;
  const secretKey = settings.MAINSTAY_S3_SECRET_KEY;
  return {
    kind: 's3',
    bucket,
    region: settings.MAINSTAY_S3_REGION,
    endpoint: settings.MAINSTAY_S3_ENDPOINT ?? null,
    credentials:
      accessKey === undefined || secretKey === undefined ? null : { accessKey, secretKey },
  };
};

const casesOf = (settings: Settings): Pick<Config, 'passesAlarm' | 'defaultLocale'> => ({
  passesAlarm: settings.MAINSTAY_PASSES_ALARM,
  defaultLocale: settings.MAINSTAY_DEFAULT_LOCALE,
});

const assemble = (
  mode: Mode,
  version: string,
  dataDir: string,
  settings: Settings,
): Omit<Config, 'demo'> => ({
  mode,
  version,
  dataDir,
  http: {
    host: settings.MAINSTAY_HTTP_HOST,
    port: settings.MAINSTAY_HTTP_PORT,
    publicOrigin: needed(settings.MAINSTAY_PUBLIC_ORIGIN),
    embedOrigins: needed(settings.MAINSTAY_EMBED_ORIGINS),
    allowedOrigins: settings.MAINSTAY_ALLOWED_ORIGINS,
    trustedProxies: settings.MAINSTAY_TRUSTED_PROXIES,
    metricsToken: settings.MAINSTAY_METRICS_TOKEN ?? null,
    floodScale: settings.MAINSTAY_FLOOD_SCALE,
    drainDelayMs: settings.MAINSTAY_DRAIN_DELAY_MS,
    webhookInternalHosts: settings.MAINSTAY_WEBHOOK_INTERNAL_HOSTS,
  },
  ...casesOf(settings),
  database: {
    url: settings.DATABASE_URL ?? null,
    maxConnections: settings.MAINSTAY_DATABASE_CONNECTIONS,
  },
  redisUrl: settings.REDIS_URL ?? null,
  exchangeName: needed(settings.MAINSTAY_EXCHANGE_NAME),
  exchangePage: settings.MAINSTAY_EXCHANGE_PAGE ?? null,
  identity: {
    keys: needed(settings.MAINSTAY_IDENTITY_KEYS),
    audience: needed(settings.MAINSTAY_IDENTITY_AUDIENCE),
  },
  exchange: exchangeOf(settings),
  chains: settings.MAINSTAY_CHAINS ?? [],
  addressLabelsFile: settings.MAINSTAY_ADDRESS_LABELS ?? null,
  secrets: {
    session: bytesOf(needed(settings.MAINSTAY_SESSION_SECRET)),
    hash: bytesOf(needed(settings.MAINSTAY_HASH_KEY)),
    staff: needed(settings.MAINSTAY_STAFF_SECRET),
    masterKeyFile: resolve(needed(settings.MAINSTAY_MASTER_KEY_FILE)),
  },
  mail: {
    from: needed(settings.MAINSTAY_MAIL_FROM),
    to:
      settings.MAINSTAY_SMTP_URL === undefined
        ? { kind: 'folder', path: needed(settings.MAINSTAY_MAIL_DIR) }
        : { kind: 'smtp', url: settings.MAINSTAY_SMTP_URL },
  },
  push: {
    publicKey: needed(settings.MAINSTAY_PUSH_PUBLIC_KEY),
    privateKey: needed(settings.MAINSTAY_PUSH_PRIVATE_KEY),
    contact: needed(settings.MAINSTAY_PUSH_CONTACT),
  },
  readImages: settings.MAINSTAY_READ_IMAGES === 'on',
  clamav: settings.MAINSTAY_CLAMAV === 'none' ? null : needed(settings.MAINSTAY_CLAMAV),
  files: filesOf(settings),
  assistant: {
    enabled: settings.MAINSTAY_ASSISTANT === 'on',
    articlesFolder: settings.MAINSTAY_ARTICLES_DIR ?? OWN_ARTICLES,
    modelsFolder: join(dataDir, 'models'),
  },
  log: { level: settings.MAINSTAY_LOG_LEVEL },
});

/**
 * The whole configuration. `root` is the folder that relative paths start from.
 * Throws `ConfigProblems` with one sentence for each thing that is wrong or, in production, missing.
 * In demo mode, secrets that are not set are made on the first start and kept under the data folder.
 */
export const readConfig = (options: {
  readonly mode: Mode;
  readonly environment: Environment;
  readonly root: string;
  readonly version: string;
}): Config => {
  const { mode, environment, root, version } = options;
  const filled = withDefaults(mode, environment);
  const { settings, problems } = parseSettings(filled);
  const dataDir = resolve(root, filled.MAINSTAY_DATA_DIR ?? 'var');
  const all = [
    ...unknownNames(environment),
    ...problems,
    ...(settings === undefined ? [] : exchangeProblems(settings)),
    ...(mode === 'production' ? checkProduction(filled, settings, dataDir) : []),
  ];
  if (settings === undefined || all.length > 0) throw new ConfigProblems(all);
  if (mode === 'production') {
    return freeze({ ...assemble(mode, version, dataDir, settings), demo: null });
  }
  const secrets = readOrCreateDemoSecrets(dataDir);
  const exchangePort = settings.MAINSTAY_DEMO_EXCHANGE_PORT;
  return freeze({
    ...assemble(mode, version, dataDir, completeForDemo(settings, dataDir, secrets)),
    demo: {
      exchangePort,
      exchangeOrigin: `http://localhost:${exchangePort}`,
      exchangeSigningKey: secrets.exchangeSigningKey,
    },
  });
};
