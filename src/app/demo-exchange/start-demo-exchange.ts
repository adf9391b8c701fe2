import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { JWK } from 'jose';
import { z } from 'zod';
import { LOCALES, TIERS } from '../../core/vocabulary.ts';
import { readExchange } from './read-exchange.ts';
import { showAccount } from './show-account.ts';
import { signSupportToken } from './sign-support-token.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = join(ROOT, 'web/demo');

const usersFile = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    tier: z.enum(TIERS),
    locale: z.enum(LOCALES),
    timeZone: z.string(),
  }),
);

/** The fictional exchange's users. */
export const readDemoUsers = () =>
  usersFile.parse(JSON.parse(readFileSync(join(ROOT, 'content/demo/customers.json'), 'utf8')));

export interface DemoExchangeOptions {
  readonly host: string;
  readonly port: number;
  /** Where the messenger comes from, for example `http://localhost:7300`. */
  readonly supportOrigin: string;
  /** The `aud` that the support installation expects. */
  readonly audience: string;
  /** The exchange's private ES256 key with its `kid`. */
  readonly signingKey: JWK;
}

export interface DemoExchange {
  /** Where it is reached. */
  readonly origin: string;
  close(): Promise<void>;
}

const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/exchange.css': ['exchange.css', 'text/css; charset=utf-8'],
  '/screens.css': ['screens.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
} as const;
const SCRIPTS = [
  ...['exchange', 'words', 'elements', 'market', 'wallet', 'funds', 'orders'],
  ...['account', 'security', 'official'],
];

const contentSecurityPolicy = (supportOrigin: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' ${supportOrigin}`,
    `frame-src ${supportOrigin}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Each path with its file and type. Every screen is the one page, which shows what its path says. */
const listFiles = (
  screens: Readonly<Record<string, readonly string[]>>,
): readonly (readonly [path: string, file: string, type: string])[] => [
  ...Object.entries(FILES).map(([path, [file, type]]) => [path, file, type] as const),
  ...SCRIPTS.map(
    (name) => [`/${name}.js`, `${name}.js`, 'text/javascript; charset=utf-8'] as const,
  ),
  ...Object.entries(screens).flatMap(([section, names]) =>
    names.map((name) => [`/${section}/${name}`, ...FILES['/']] as const),
  ),
];

const servePages = (
  server: FastifyInstance,
  options: DemoExchangeOptions,
  screens: Readonly<Record<string, readonly string[]>>,
): void => {
  for (const [path, file, type] of listFiles(screens)) {
    const text = readFileSync(join(PAGES, file), 'utf8').replaceAll(
      '__SUPPORT_ORIGIN__',
      options.supportOrigin,
    );
    server.get(path, (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'no-cache')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', contentSecurityPolicy(options.supportOrigin))
        .send(text),
    );
  }
};

const serveTexts = (server: FastifyInstance): void => {
  for (const locale of LOCALES) {
    const text = readFileSync(join(ROOT, `content/texts/demo/${locale}.json`), 'utf8');
    server.get(`/texts/${locale}.json`, (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(text),
    );
  }
};

/**
 * The fictional exchange Norvik, on an origin of its own as a real one would be: its screens with the messenger, its
 * users, and the one endpoint that every exchange adds: a support token for whoever is signed in. Here the visitor of
 * the demo says who that is.
 */
export const startDemoExchange = async (options: DemoExchangeOptions): Promise<DemoExchange> => {
  const users = readDemoUsers();
  const server = Fastify({ logger: false });
  const { facts, accounts } = readExchange();
  servePages(server, options, facts.screens);
  serveTexts(server);
  server.get('/facts', () => facts);
  server.get<{ Querystring: { customer?: string } }>('/account', (request, reply) => {
    const user = users.find(({ id }) => id === request.query.customer);
    const stored = accounts[user?.id ?? ''];
    if (user === undefined || stored === undefined) return reply.code(404).send();
    return reply
      .header('cache-control', 'no-store')
      .send(showAccount(user, stored, facts, Date.now()));
  });
  server.get('/users', () =>
    users.map(({ id, name, tier, locale }) => ({ id, name, tier, locale })),
  );
  server.get<{ Querystring: { customer?: string } }>('/support-token', async (request, reply) => {
    const user = users.find(({ id }) => id === request.query.customer);
    if (user === undefined) return reply.code(404).type('text/plain').send('');
    const token = await signSupportToken(user, options.signingKey, options.audience);
    return reply.type('text/plain').header('cache-control', 'no-store').send(token);
  });
  const address = await server.listen({ host: options.host, port: options.port });
  return {
    origin: `http://localhost:${new URL(address).port}`,
    close: () => server.close(),
  };
};
