import { createHmac, randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createMemoryBus } from '../../src/adapters/bus-memory/memory-bus.ts';
import { systemIds } from '../../src/adapters/system/ids.ts';
import { createAuthenticate } from '../../src/app/authenticate.ts';
import { ACCESS, type Caller } from '../../src/contract/access.ts';
import type { Route, RouteKey } from '../../src/contract/route.ts';
import type { Scope } from '../../src/core/integration/scopes.ts';
import { createKey, createKeyAuthenticator } from '../../src/features/apikeys/index.ts';
import { createBlockCheck, createBlocking } from '../../src/features/blocking/index.ts';
import { recordAccess } from '../../src/features/conversation/index.ts';
import { createIdentity } from '../../src/features/identity/index.ts';
import { createStaff, createStaffSlice, type NewStaff } from '../../src/features/staff/index.ts';
import { createVault } from '../../src/features/vault/index.ts';
import { createHttpServer, type HttpServer } from '../../src/platform/http/create-http-server.ts';
import type { HttpOptions } from '../../src/platform/http/http-options.ts';
import { createMemoryLimits } from '../../src/platform/limits/memory-limits.ts';
import { createMetrics } from '../../src/platform/metrics/create-metrics.ts';
import type { Hint } from '../../src/ports/bus.ts';
import type { Database } from '../../src/ports/database.ts';
import type { KeyWrapper } from '../../src/ports/key-wrapper.ts';
import type { Log } from '../../src/ports/log.ts';
import { withTestDatabase } from '../database.ts';

export const ORIGIN = 'http://127.0.0.1:7450';
export const AUDIENCE = 'mainstay-test';

/** Wraps nothing: what is tested here is who gets in, not how keys rest. */
const plainWrapper: KeyWrapper = {
  currentKeyId: 'plain',
  wrap: async (key) => key,
  unwrap: async (key) => key,
};

/** A clock that a test can move; it runs with the wall clock in between. */
export const createMovableClock = () => {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (ms: number) => {
      offset += ms;
    },
  };
};

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

const createMemoryLog = (): Log & { readonly lines: LogLine[] } => {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, message: string) =>
    void lines.push({ level, fields, message });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

/** The exchange's side: signs what its server would sign. */
export const createExchange = async (kid = 'key-1') => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256' };
  const nowSeconds = (): number => Math.floor(Date.now() / 1000);
  const claims = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
    aud: AUDIENCE,
    jti: randomBytes(12).toString('hex'),
    iat: nowSeconds(),
    exp: nowSeconds() + 300,
    sub: `user-${randomBytes(4).toString('hex')}`,
    tier: 'standard',
    locale: 'en',
    ...changes,
  });
  const sign = (changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}) =>
    new SignJWT(JSON.parse(JSON.stringify(claims(changes))))
      .setProtectedHeader({ alg: 'ES256', kid, ...header })
      .sign(privateKey);
  return { jwk, privateKey, claims, sign };
};
export type Exchange = Awaited<ReturnType<typeof createExchange>>;

export interface BenchOptions {
  readonly database: Database;
  readonly exchange: Exchange;
  readonly secondFactorRequired?: boolean;
  readonly floodScale?: number;
  readonly publicOrigin?: string;
  readonly extra?: Partial<HttpOptions>;
  readonly extraRoutes?: readonly Route[];
  readonly extraAccess?: Readonly<Record<RouteKey, readonly Caller[]>>;
  readonly jwks?: { keys: object[] };
}

/** Only the rows of routes that are there; the application's own test runs with the whole table. */
const accessFor = (routes: readonly Route[]): Record<RouteKey, readonly Caller[]> =>
  Object.fromEntries(
    routes.flatMap((route) => {
      const callers = ACCESS[route.key];
      return callers ? [[route.key, callers]] : [];
    }),
  );

/** Stands for the installation's keyed hash. */
const keyHash = (text: string): Uint8Array => createHmac('sha256', 'bench').update(text).digest();

/** The real slices behind the real edge, on a database of the test's own. */
export const composeBench = async (options: BenchOptions) => {
  const { database, exchange } = options;
  const clock = createMovableClock();
  const bus = createMemoryBus();
  const hints: Hint[] = [];
  bus.subscribe((hint) => void hints.push(hint));
  const log = createMemoryLog();
  const limits = createMemoryLimits(clock);
  const floodScale = options.floodScale ?? 0;
  const publicOrigin = options.publicOrigin ?? ORIGIN;
  const shared = { database, bus, clock, ids: systemIds, limits };
  const vault = createVault({ database, wrapper: plainWrapper, ids: systemIds });
  const identity = createIdentity({
    ...shared,
    vault,
    audience: AUDIENCE,
    keys: { kind: 'keys', jwks: (options.jwks ?? { keys: [exchange.jwk] }) as never },
    sessionKey: randomBytes(32),
    isBlocked: createBlockCheck(database, clock),
    visitorsPerMinute: floodScale === 0 ? 0 : 10,
  });
  const staff = createStaffSlice({
    ...shared,
    log,
    publicOrigin,
    secret: randomBytes(32).toString('base64url'),
    secondFactorRequired: options.secondFactorRequired ?? false,
    floodScale,
  });
  const blocking = createBlocking({
    ...shared,
    vault,
    redact: (text) => text.replaceAll('SECRET', '⟦secret⟧'),
    recordAccess,
  });
  const routes = [
    ...identity.routes,
    ...staff.routes,
    ...blocking.routes,
    ...(options.extraRoutes ?? []),
  ];
  const keys = createKeyAuthenticator({ ...shared, hash: keyHash });
  const authenticate = createAuthenticate(
    identity.authenticator,
    staff.authenticator,
    keys,
    () => undefined,
  );
  const metrics = createMetrics({ processMetrics: false });
  const server = await createHttpServer({
    settings: {
      publicOrigin,
      allowedOrigins: [],
      trustedProxies: [],
      metricsToken: null,
      floodScale,
      drainDelayMs: 0,
    },
    routes,
    access: { ...accessFor(routes), ...options.extraAccess },
    authenticate,
    limits,
    log,
    metrics,
    readiness: [],
    webHandlers: [staff.webHandler],
    apps: [],
    pages: [],
    random: systemIds.random,
    version: '0.0.0',
    ...options.extra,
  });
  return {
    server,
    routes,
    clock,
    bus,
    hints,
    log,
    vault,
    blocking,
    identity,
    staff,
    authenticate,
    addStaff: (request: Partial<NewStaff> & { readonly email: string }) =>
      createStaff(
        shared,
        {
          name: 'Dana Holt',
          publicName: 'Dana',
          role: 'agent',
          locale: 'en',
          teamIds: [],
          skills: [],
          languages: ['en'],
          capacityUnits: 6,
          ...request,
        },
        { kind: 'system', id: null },
      ),
    /** A key with these scopes, as a bearer. */
    addKey: async (
      ...scopes: readonly Scope[]
    ): Promise<{ readonly session: string; readonly id: string }> => {
      const made = await createKey({ ...shared, hash: keyHash }, 'admin', {
        name: 'a test',
        scopes,
        perMinute: 6_000,
        expiresAt: null,
      });
      if (!made.ok) throw new Error(made.failure.code);
      return { session: made.value.secret, id: made.value.key.id };
    },
    close: async () => {
      identity.close();
      staff.close();
      keys.close();
      await server.close();
    },
  };
};
export type Bench = Awaited<ReturnType<typeof composeBench>>;

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies freely; a wrong guess fails the test
  readonly body: any;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
}

export interface Ask {
  readonly body?: unknown;
  readonly session?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as a page of our own origin would send it. */
export const ask = async (
  server: HttpServer,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS',
  url: string,
  { body, session, cookie, headers }: Ask = {},
): Promise<Answer> => {
  const response = await server.fastify.inject({
    method,
    url,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && method !== 'HEAD' && { origin: ORIGIN }),
      ...(session !== undefined && { authorization: `Bearer ${session}` }),
      ...(cookie !== undefined && { cookie }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const isJson = /^application\/(problem\+)?json(;|$)/.test(
    String(response.headers['content-type'] ?? ''),
  );
  return {
    status: response.statusCode,
    body: isJson && response.body !== '' ? JSON.parse(response.body) : undefined,
    headers: response.headers,
    text: response.body,
  };
};

export const cookiesOf = (answer: Answer): string =>
  [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((line) => String(line).split(';', 1)[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

/** Signs in by password and returns the cookie; fails the test where that does not work. */
export const signIn = async (
  server: HttpServer,
  email: string,
  password: string,
): Promise<string> => {
  const answer = await ask(server, 'POST', '/api/auth/sign-in/email', {
    body: { email, password },
  });
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text}`);
  return cookiesOf(answer);
};

export const openCustomer = async (
  server: HttpServer,
  exchange: Exchange,
  changes: Record<string, unknown> = {},
): Promise<{ readonly session: string; readonly id: string }> => {
  const answer = await ask(server, 'POST', '/api/session', {
    body: { token: await exchange.sign(changes) },
  });
  if (answer.status !== 200) throw new Error(`session answered ${answer.status}: ${answer.text}`);
  return { session: answer.body.session, id: answer.body.customer.id };
};

export const openVisitor = async (
  server: HttpServer,
): Promise<{ readonly session: string; readonly id: string }> => {
  const answer = await ask(server, 'POST', '/api/session', { body: { visitor: { locale: 'ko' } } });
  if (answer.status !== 200) throw new Error(`session answered ${answer.status}: ${answer.text}`);
  return { session: answer.body.session, id: answer.body.customer.id };
};

/** A bench and an exchange on a database of their own, gone afterwards. */
export const withBench = (
  work: (bench: Bench, exchange: Exchange, database: Database) => Promise<void>,
  options: Omit<Partial<BenchOptions>, 'database' | 'exchange'> = {},
): Promise<void> =>
  withTestDatabase(async (database) => {
    const exchange = await createExchange();
    const bench = await composeBench({ ...options, database, exchange });
    try {
      await work(bench, exchange, database);
    } finally {
      await bench.close();
    }
  });
