import type { Locale } from '../../core/vocabulary.ts';
import type { SigningKey } from './demo-secrets.ts';
import type { HostAndPort, PublicKeySet } from './parse-setting.ts';

export type Mode = 'demo' | 'production';

/** A key with which requests to the exchange are signed. */
export interface ExchangeKeyConfig {
  readonly keyId: string;
  readonly secret: Uint8Array;
}

export interface ExchangeConfig {
  /** Scheme, host and port. */
  readonly url: string;
  readonly key: ExchangeKeyConfig;
  /** Null: what stands behind restrictions cannot be asked for. */
  readonly complianceKey: ExchangeKeyConfig | null;
  /** Standard Webhooks secrets that are valid now; none: events are only fetched. */
  readonly webhookSecrets: readonly string[];
  /** Files in PEM; null where the machine's own are enough. */
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
  readonly caFile: string | null;
}

/** A node of a network whose transactions support may look at. `name` is what the exchange calls it in `chain`. */
export type ChainConfig =
  | {
      readonly name: string;
      readonly family: 'evm';
      readonly url: string;
      readonly chainId: number;
      readonly symbol: string;
      readonly decimals: number;
      readonly blockSeconds: number;
    }
  | {
      readonly name: string;
      readonly family: 'bitcoin';
      readonly url: string;
      readonly network: 'main' | 'test' | 'testnet4' | 'signet' | 'regtest';
    };

/** Everything that a process is told from outside; read once, frozen. */
export interface Config {
  readonly mode: Mode;
  /** The product's version, from package.json. */
  readonly version: string;
  /** What the exchange is called, in mails, notifications and on the desk. */
  readonly exchangeName: string;
  /** Its page that signs a customer in and leads them to their requests; null: the origin that shows the messenger. */
  readonly exchangePage: string | null;
  /** Absolute. */
  readonly dataDir: string;
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Scheme, host and port under which people reach this installation. */
    readonly publicOrigin: string;
    /** Origins whose pages may show the messenger. */
    readonly embedOrigins: readonly string[];
    /** Further origins whose pages may call the API. */
    readonly allowedOrigins: readonly string[];
    readonly trustedProxies: readonly string[];
    /** Null: only this machine may read /metrics. */
    readonly metricsToken: string | null;
    readonly floodScale: number;
    readonly drainDelayMs: number;
    /** `host` or `host:port` of our own network to which webhooks may go. */
    readonly webhookInternalHosts: readonly string[];
  };
  /** From so many passes on a request counts as passed around. */
  readonly passesAlarm: number;
  /** What the operator names exists in this language at least. */
  readonly defaultLocale: Locale;
  readonly database: {
    /** Null: the embedded PostgreSQL under `dataDir` (demo mode only). */
    readonly url: string | null;
    readonly maxConnections: number;
  };
  readonly redisUrl: string | null;
  readonly identity: {
    readonly keys: PublicKeySet;
    readonly audience: string;
  };
  /** Null: no exchange is connected; what needs one is not offered. */
  readonly exchange: ExchangeConfig | null;
  /** Empty: nothing is said of chains. */
  readonly chains: readonly ChainConfig[];
  /** File with known addresses; null where there is none. */
  readonly addressLabelsFile: string | null;
  readonly secrets: {
    /** Key of the hashes of customers' session secrets. 32 bytes or more. */
    readonly session: Uint8Array;
    /** Key of body hashes and search terms. 32 bytes or more. */
    readonly hash: Uint8Array;
    /** For the staff sign-in library, which wants text. */
    readonly staff: string;
    readonly masterKeyFile: string;
  };
  readonly mail: {
    readonly from: string;
    readonly to:
      | { readonly kind: 'smtp'; readonly url: string }
      | { readonly kind: 'folder'; readonly path: string };
  };
  readonly push: {
    readonly publicKey: string;
    readonly privateKey: string;
    /** `mailto:` or `https:`. */
    readonly contact: string;
  };
  /** Null: no scanner, on purpose. */
  readonly clamav: HostAndPort | null;
  /** The words in pictures are read, to find secrets in them. */
  readonly readImages: boolean;
  readonly files:
    | { readonly kind: 'folder'; readonly path: string }
    | {
        readonly kind: 's3';
        readonly bucket: string;
        readonly region: string;
        readonly endpoint: string | null;
        /** Null: the machine's own role. */
        readonly credentials: { readonly accessKey: string; readonly secretKey: string } | null;
      };
  readonly assistant: {
    /** False: every request goes straight to people. */
    readonly enabled: boolean;
    /** Holds a folder of articles for each locale. */
    readonly articlesFolder: string;
    /** Trained models are kept here, so that the next start need not train. */
    readonly modelsFolder: string;
  };
  readonly log: { readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent' };
  /** Null in production. */
  readonly demo: {
    readonly exchangePort: number;
    readonly exchangeOrigin: string;
    readonly exchangeSigningKey: SigningKey;
  } | null;
}
