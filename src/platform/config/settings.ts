import { z } from 'zod';
import {
  absoluteFolder,
  anyText,
  contactUrl,
  decimal,
  existingFile,
  hostAndPortOrNone,
  hostNames,
  mailAddress,
  networks,
  oneOf,
  origin,
  origins,
  publicKeySet,
  secret,
  urlOf,
  vapidKey,
  wholeNumber,
} from './parse-setting.ts';
import { CASE_NOTES, caseSettings } from './settings-cases.ts';
import { CHAIN_NOTES, chainSettings } from './settings-chains.ts';
import { EXCHANGE_NOTES, exchangeSettings } from './settings-exchange.ts';

const VAPID_PUBLIC_BYTES = 65;
const VAPID_PRIVATE_BYTES = 32;

/** Everything that may be set from outside. What each means stands in `SETTING_NOTES`. */
export const settingsSchema = z.object({
  MAINSTAY_DATA_DIR: anyText('the path of a folder'),
  MAINSTAY_HTTP_HOST: anyText('an address to listen on, such as 127.0.0.1 or 0.0.0.0'),
  MAINSTAY_HTTP_PORT: wholeNumber(1, 65_535),
  MAINSTAY_DEMO_EXCHANGE_PORT: wholeNumber(1, 65_535),
  MAINSTAY_PUBLIC_ORIGIN: origin().optional(),
  MAINSTAY_EMBED_ORIGINS: origins().optional(),
  MAINSTAY_ALLOWED_ORIGINS: origins(),
  MAINSTAY_TRUSTED_PROXIES: networks(),
  MAINSTAY_METRICS_TOKEN: secret().optional(),
  MAINSTAY_FLOOD_SCALE: decimal(0, 1_000),
  MAINSTAY_DRAIN_DELAY_MS: wholeNumber(0, 60_000),
  ...caseSettings,
  MAINSTAY_WEBHOOK_INTERNAL_HOSTS: hostNames(),
  DATABASE_URL: urlOf('postgres', 'postgresql').optional(),
  MAINSTAY_DATABASE_CONNECTIONS: wholeNumber(2, 200),
  REDIS_URL: urlOf('redis', 'rediss').optional(),
  MAINSTAY_IDENTITY_KEYS: publicKeySet().optional(),
  MAINSTAY_IDENTITY_AUDIENCE: anyText('the aud of identity tokens').optional(),
  MAINSTAY_EXCHANGE_NAME: anyText('the name of the exchange').optional(),
  ...exchangeSettings,
  ...chainSettings,
  MAINSTAY_SESSION_SECRET: secret().optional(),
  MAINSTAY_HASH_KEY: secret().optional(),
  MAINSTAY_STAFF_SECRET: secret().optional(),
  MAINSTAY_MASTER_KEY_FILE: existingFile().optional(),
  MAINSTAY_SMTP_URL: urlOf('smtp', 'smtps').optional(),
  MAINSTAY_MAIL_DIR: absoluteFolder().optional(),
  MAINSTAY_MAIL_FROM: mailAddress().optional(),
  MAINSTAY_PUSH_PUBLIC_KEY: vapidKey(VAPID_PUBLIC_BYTES).optional(),
  MAINSTAY_PUSH_PRIVATE_KEY: vapidKey(VAPID_PRIVATE_BYTES).optional(),
  MAINSTAY_PUSH_CONTACT: contactUrl().optional(),
  MAINSTAY_CLAMAV: hostAndPortOrNone().optional(),
  MAINSTAY_READ_IMAGES: oneOf('on', 'off'),
  MAINSTAY_BLOBS_DIR: absoluteFolder().optional(),
  MAINSTAY_S3_BUCKET: anyText('the name of a bucket').optional(),
  MAINSTAY_S3_REGION: anyText('a region'),
  MAINSTAY_S3_ENDPOINT: urlOf('https', 'http').optional(),
  MAINSTAY_S3_ACCESS_KEY: anyText('an access key').optional(),
  MAINSTAY_S3_SECRET_KEY: anyText('a secret key').optional(),
  MAINSTAY_ASSISTANT: oneOf('on', 'off'),
  MAINSTAY_ARTICLES_DIR: absoluteFolder().optional(),
  MAINSTAY_LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent'),
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingName = keyof Settings;

export interface SettingNote {
  readonly section: string;
  /** One line for the operator. */
  readonly says: string;
  /** Must be set for `npm run serve`. */
  readonly required?: true;
  readonly secret?: true;
  /** Used where nothing is set, in both modes. */
  readonly standard?: string;
  /** Used where nothing is set, in demo mode only. */
  readonly demo?: string;
  /** Shown in .env.example where there is no default. */
  readonly example?: string;
}

export const SETTING_NOTES: Readonly<Record<SettingName, SettingNote>> = {
  MAINSTAY_DATA_DIR: {
    section: 'Places',
    says: 'Folder for what this installation keeps on disk: demo secrets, the embedded database, files, mail.',
    standard: 'var',
  },
  MAINSTAY_HTTP_HOST: {
    section: 'Web',
    says: 'Address to listen on. 127.0.0.1 answers this machine only; 0.0.0.0 answers the network.',
    standard: '127.0.0.1',
  },
  MAINSTAY_HTTP_PORT: {
    section: 'Web',
    says: 'Port of messenger, desk and API.',
    standard: '7300',
  },
  MAINSTAY_DEMO_EXCHANGE_PORT: {
    section: 'Web',
    says: 'Port of the demo exchange page; npm start only.',
    standard: '7301',
  },
  MAINSTAY_PUBLIC_ORIGIN: {
    section: 'Web',
    says: 'Scheme, host and port under which people reach this installation.',
    required: true,
    example: 'https://support.example.com',
  },
  MAINSTAY_EMBED_ORIGINS: {
    section: 'Web',
    says: "Origins of the exchange's pages that may show the messenger.",
    required: true,
    example: 'https://www.example.com,https://app.example.com',
  },
  MAINSTAY_ALLOWED_ORIGINS: {
    section: 'Web',
    says: 'Further origins whose pages may call the API. Usually none: the messenger lives on our own origin.',
    standard: '',
  },
  MAINSTAY_TRUSTED_PROXIES: {
    section: 'Web',
    says: 'Addresses or networks of reverse proxies whose X-Forwarded-For is believed.',
    standard: '',
  },
  MAINSTAY_METRICS_TOKEN: {
    section: 'Web',
    says: 'Bearer token for /metrics. Without one, only this machine may read it.',
    secret: true,
  },
  MAINSTAY_FLOOD_SCALE: {
    section: 'Web',
    says: 'Multiplies all flood limits; 0 switches them off.',
    standard: '1',
  },
  MAINSTAY_DRAIN_DELAY_MS: {
    section: 'Web',
    says: 'How long a stopping process goes on answering while load balancers notice, in milliseconds.',
    standard: '0',
  },
  ...CASE_NOTES,
  MAINSTAY_WEBHOOK_INTERNAL_HOSTS: {
    section: 'Web',
    says: 'Hosts (or host:port) of your own network to which webhooks may be sent, also without TLS; all others must be public and https.',
    standard: '',
  },
  DATABASE_URL: {
    section: 'Database',
    says: 'PostgreSQL 15 or newer. Without it, npm start runs the embedded one.',
    required: true,
    secret: true,
    example: 'postgres://mainstay:password@db.internal:5432/mainstay?sslmode=verify-full',
  },
  MAINSTAY_DATABASE_CONNECTIONS: {
    section: 'Database',
    says: 'Connections to the database that one process holds at most.',
    standard: '16',
  },
  REDIS_URL: {
    section: 'Database',
    says: 'Redis 7 or Valkey; needed only where several processes run.',
    secret: true,
    example: 'redis://cache.internal:6379',
  },
  MAINSTAY_IDENTITY_KEYS: {
    section: 'Identity of customers',
    says: "Public keys (ES256) of the exchange's server that signs identity tokens: a JSON Web Key Set or a file with one.",
    required: true,
    example: '/etc/mainstay/exchange-keys.json',
  },
  MAINSTAY_IDENTITY_AUDIENCE: {
    section: 'Identity of customers',
    says: 'The aud that identity tokens must carry.',
    required: true,
    demo: 'mainstay-demo',
    example: 'mainstay',
  },
  MAINSTAY_EXCHANGE_NAME: {
    section: 'Identity of customers',
    says: 'What the exchange is called, in mails, notifications and on the desk.',
    required: true,
    demo: 'Norvik',
    example: 'Norvik',
  },
  ...EXCHANGE_NOTES,
  ...CHAIN_NOTES,
  MAINSTAY_SESSION_SECRET: {
    section: 'Secrets',
    says: 'Key of the hashes under which customer sessions are kept. A new one signs all customers out.',
    required: true,
    secret: true,
  },
  MAINSTAY_HASH_KEY: {
    section: 'Secrets',
    says: 'Key of the hashes that recognise repeated messages and keep search terms. Never change it.',
    required: true,
    secret: true,
  },
  MAINSTAY_STAFF_SECRET: {
    section: 'Secrets',
    says: 'Key of staff sign-in. A new one signs all staff out and makes their second factors unreadable.',
    required: true,
    secret: true,
  },
  MAINSTAY_MASTER_KEY_FILE: {
    section: 'Secrets',
    says: "File with the master keys that wrap customers' keys; make it with npm run keys:create, keep a copy apart from the backups.",
    required: true,
    example: '/etc/mainstay/master-keys.json',
  },
  MAINSTAY_SMTP_URL: {
    section: 'Mail and notification',
    says: 'Mail server. Set this or MAINSTAY_MAIL_DIR.',
    secret: true,
    example: 'smtps://user:password@mail.example.com:465',
  },
  MAINSTAY_MAIL_DIR: {
    section: 'Mail and notification',
    says: 'Folder into which mails are written as files, for another program to send.',
    example: '/var/spool/mainstay',
  },
  MAINSTAY_MAIL_FROM: {
    section: 'Mail and notification',
    says: 'Sender of mails.',
    required: true,
    demo: 'Mainstay Demo <support@demo.invalid>',
    example: 'Example Support <support@example.com>',
  },
  MAINSTAY_PUSH_PUBLIC_KEY: {
    section: 'Mail and notification',
    says: 'VAPID public key for web push; make a pair with npx web-push generate-vapid-keys.',
    required: true,
  },
  MAINSTAY_PUSH_PRIVATE_KEY: {
    section: 'Mail and notification',
    says: 'VAPID private key for web push.',
    required: true,
    secret: true,
  },
  MAINSTAY_PUSH_CONTACT: {
    section: 'Mail and notification',
    says: 'Whom a push service may write to about our notifications.',
    required: true,
    demo: 'mailto:support@demo.invalid',
    example: 'mailto:operations@example.com',
  },
  MAINSTAY_CLAMAV: {
    section: 'Files',
    says: 'Malware scanner (clamd) as host:port, or none.',
    required: true,
    demo: 'none',
    example: '127.0.0.1:3310',
  },
  MAINSTAY_READ_IMAGES: {
    section: 'Files',
    says: 'Whether the words in pictures are read, to reject those with a recovery phrase or a key; takes some 160 MB while it does.',
    standard: 'on',
  },
  MAINSTAY_BLOBS_DIR: {
    section: 'Files',
    says: "Folder for customers' files. Set this or MAINSTAY_S3_BUCKET.",
    example: '/var/lib/mainstay/files',
  },
  MAINSTAY_S3_BUCKET: {
    section: 'Files',
    says: "Bucket for customers' files.",
    example: 'mainstay-files',
  },
  MAINSTAY_S3_REGION: { section: 'Files', says: 'Region of the bucket.', standard: 'us-east-1' },
  MAINSTAY_S3_ENDPOINT: {
    section: 'Files',
    says: 'Address of an S3-compatible store that is not AWS.',
    example: 'https://s3.internal:9000',
  },
  MAINSTAY_S3_ACCESS_KEY: {
    section: 'Files',
    says: "Access key of the bucket; without one, the machine's own role is used.",
  },
  MAINSTAY_S3_SECRET_KEY: {
    section: 'Files',
    says: 'Secret key of the bucket.',
    secret: true,
  },
  MAINSTAY_ASSISTANT: {
    section: 'Assistant',
    says: 'on: the assistant answers first; off: every request goes straight to people.',
    standard: 'on',
  },
  MAINSTAY_ARTICLES_DIR: {
    section: 'Assistant',
    says: 'Folder of the help articles, a folder for each locale; those of the project where it is not set.',
    example: '/var/lib/mainstay/articles',
  },
  MAINSTAY_LOG_LEVEL: {
    section: 'Log',
    says: 'debug, info, warn, error or silent.',
    standard: 'info',
  },
};
