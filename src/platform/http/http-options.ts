import type { Caller } from '../../contract/access.ts';
import type { Outcome } from '../../contract/error.ts';
import type { PageHandler } from '../../contract/page.ts';
import type { Principal } from '../../contract/principal.ts';
import type { Route, RouteKey } from '../../contract/route.ts';
import type { Limits } from '../../ports/limits.ts';
import type { Log } from '../../ports/log.ts';
import type { MetricsRegistry } from '../metrics/create-metrics.ts';

/** What a request shows of who sends it. */
export interface Credentials {
  /** The whole `Authorization` header. */
  readonly authorization: string | null;
  /** The whole `Cookie` header. */
  readonly cookie: string | null;
}

/** No credentials are a public caller; wrong or expired ones a failure of class `unauthorized`. */
export type Authenticate = (credentials: Credentials) => Promise<Outcome<Principal>>;

export interface HttpSettings {
  /** Scheme, host and port under which people reach this installation. */
  readonly publicOrigin: string;
  /** Further origins whose pages may call the API. Usually none: the messenger's iframe lives on our own. */
  readonly allowedOrigins: readonly string[];
  /** Addresses or networks of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Bearer token for `/metrics`; null leaves it to loopback only. */
  readonly metricsToken: string | null;
  /** Multiplies all flood limits; 0 switches them off. */
  readonly floodScale: number;
  /** How long `close()` goes on answering while load balancers notice that we are not ready. */
  readonly drainDelayMs: number;
}

/** A handler in the style of the Fetch standard that answers everything below its prefix, guarding itself. */
export interface WebHandler {
  readonly prefix: `/${string}`;
  readonly bodyLimitBytes: number;
  /** `ip` is the peer's address, proxies considered. A failure is answered like that of any route. */
  readonly handle: (request: Request, ip: string) => Promise<Outcome<Response>>;
}

export interface AppMount {
  /** For example `/desk`; `/` serves at the root. */
  readonly mount: `/${string}`;
  /** A folder that Vite built. */
  readonly directory: string;
  /** Origins whose pages may show this one in a frame; none means no page may. */
  readonly frameAncestors: readonly string[];
  /** Deep links such as `/desk/inbox/17` answer with `index.html`. */
  readonly deepLinks: boolean;
  /** Files that pages of other origins may load, such as the loader script. */
  readonly crossOrigin: boolean;
  /** Allows style elements without a nonce, for libraries that make their own. */
  readonly inlineStyles: boolean;
  /** Public settings that the page reads from `<script type="application/json" id="settings">`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One thing that must work before requests are sent here. Throws or answers false when it does not. */
export interface ReadinessCheck {
  readonly name: string;
  readonly check: () => Promise<boolean>;
}

export interface HttpOptions {
  readonly settings: HttpSettings;
  readonly routes: readonly Route[];
  /** The table of route × caller. */
  readonly access: Readonly<Record<RouteKey, readonly Caller[]>>;
  readonly authenticate: Authenticate;
  /** Answers a request on behalf of who asks, so that what is written meanwhile can say where it came from. */
  readonly onBehalf?: <T>(
    principal: Principal,
    address: string,
    work: () => Promise<T>,
  ) => Promise<T>;
  readonly limits: Limits;
  readonly log: Log;
  readonly metrics: MetricsRegistry;
  readonly readiness: readonly ReadinessCheck[];
  readonly webHandlers: readonly WebHandler[];
  readonly apps: readonly AppMount[];
  /** Pages that the server itself writes. */
  readonly pages: readonly PageHandler[];
  /** Cryptographically random bytes, for references and nonces. */
  readonly random: (bytes: number) => Uint8Array;
  /** Shown in the API reference. */
  readonly version: string;
}
