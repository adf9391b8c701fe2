import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { assertAccessTable } from './check-access.ts';
import { drain } from './drain.ts';
import type { HttpOptions } from './http-options.ts';
import { answerClientError, installErrors, sendError } from './install-errors.ts';
import { installHealth } from './install-health.ts';
import { installMeasures } from './install-measures.ts';
import { installPages } from './install-pages.ts';
import { installReference } from './install-reference.ts';
import { installRoutes } from './install-routes.ts';
import { installWebHandlers } from './install-web-handlers.ts';
import { mapThrown } from './map-thrown.ts';
import { makeReference } from './reference.ts';
import { baseHeaders } from './security-headers.ts';
import { serveApp } from './serve-app.ts';

const JSON_LIMIT_BYTES = 256 * 1024;
const MAX_PARAM_CHARS = 512;
/** For a whole request: a photo over a slow line takes minutes. Its headers alone get Node's own 60 s. */
const REQUEST_TIMEOUT_MS = 5 * 60_000;
const KEEP_ALIVE_MS = 72_000;

export interface HttpServer {
  /** For what attaches to `upgrade`, and for tests that inject requests. */
  readonly fastify: FastifyInstance;
  readonly node: Server;
  /** True from the moment `close()` is called. */
  draining(): boolean;
  /** Resolves to the bound port; 0 picks a free one. */
  listen(where: { readonly host: string; readonly port: number }): Promise<number>;
  /** Not ready → a pause for load balancers → no new connections → requests under way are finished. */
  close(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const createFastify = (options: HttpOptions): FastifyInstance =>
  Fastify({
    logger: false,
    bodyLimit: JSON_LIMIT_BYTES,
    genReqId: () => makeReference(options.random),
    requestIdHeader: false,
    trustProxy:
      options.settings.trustedProxies.length > 0 ? [...options.settings.trustedProxies] : false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    // While draining, a request on a connection that is already open is answered like any other.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => sendError(request, reply, mapThrown(error)),
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: MAX_PARAM_CHARS },
  });

/**
 * The HTTP edge: everything that a request passes before and after its handler. Throws at once where routes and
 * access table differ, so that a forgotten row can never be an open door.
 */
export const createHttpServer = async (options: HttpOptions): Promise<HttpServer> => {
  assertAccessTable(options.routes, options.access);
  const fastify = createFastify(options);
  let draining = false;
  let closed: Promise<void> | undefined;
  const isDraining = (): boolean => draining;

  const shared = Object.entries(baseHeaders(options.settings.publicOrigin));
  fastify.addHook('onRequest', async (_request, reply) => {
    for (const [name, value] of shared) reply.header(name, value);
  });
  fastify.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  installMeasures(fastify, options);
  installErrors(fastify, options);
  installHealth(fastify, options, isDraining);
  installRoutes(fastify, options);
  await installWebHandlers(fastify, options);
  installReference(fastify, options);
  await installPages(fastify, options);
  for (const app of options.apps) await serveApp(fastify, options, app);
  await fastify.ready();

  return {
    fastify,
    node: fastify.server,
    draining: isDraining,
    listen: async ({ host, port }) => {
      await fastify.listen({ host, port });
      return (fastify.server.address() as AddressInfo).port;
    },
    close: () => {
      draining = true;
      closed ??= pause(options.settings.drainDelayMs).then(() => drain(fastify));
      return closed;
    },
  };
};
