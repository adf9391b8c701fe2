import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { LOCALES } from '../../core/vocabulary.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = join(ROOT, 'web/demo');

const FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/exchange.css': ['exchange.css', 'text/css; charset=utf-8'],
  '/screens.css': ['screens.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
} as const;
const SCRIPTS = [
  ...['exchange', 'words', 'elements', 'market', 'wallet', 'funds', 'orders'],
  ...['account', 'security', 'official', 'server', 'scenes', 'reset'],
];
/** Screens beside those of the sections: where mailed links lead. */
const OTHER_SCREENS = ['/reset'];

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
  ...OTHER_SCREENS.map((path) => [path, ...FILES['/']] as const),
];

/** The pages, their scripts and their sentences. `supportOrigin` is where the messenger comes from. */
export const serveFiles = (
  server: FastifyInstance,
  supportOrigin: string,
  screens: Readonly<Record<string, readonly string[]>>,
): void => {
  for (const [path, file, type] of listFiles(screens)) {
    const text = readFileSync(join(PAGES, file), 'utf8').replaceAll(
      '__SUPPORT_ORIGIN__',
      supportOrigin,
    );
    server.get(path, (_request, reply) =>
      reply
        .type(type)
        .header('cache-control', 'no-cache')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', contentSecurityPolicy(supportOrigin))
        .send(text),
    );
  }
  for (const locale of LOCALES) {
    const text = readFileSync(join(ROOT, `content/texts/demo/${locale}.json`), 'utf8');
    server.get(`/texts/${locale}.json`, (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(text),
    );
  }
};
