import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOriginAllowed } from './check-origin.ts';
import type { HttpOptions, WebHandler } from './http-options.ts';
import { sendError } from './install-errors.ts';
import { edgeError, mapFailure } from './map-failure.ts';
import { API_HEADERS } from './security-headers.ts';

/** Headers by which a client could speak of its own address, host or connection. */
const NOT_PASSED_ON =
  /^(x-forwarded-.*|forwarded|x-real-ip|host|connection|transfer-encoding|content-length)$/;

const toWebRequest = (request: FastifyRequest, publicOrigin: string): Request => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || NOT_PASSED_ON.test(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const hasBody =
    request.method !== 'GET' && request.method !== 'HEAD' && Buffer.isBuffer(request.body);
  return new Request(new URL(request.url, publicOrigin), {
    method: request.method,
    headers,
    ...(hasBody && { body: new Uint8Array(request.body as Buffer) }),
  });
};

const sendWebResponse = async (reply: FastifyReply, response: Response): Promise<FastifyReply> => {
  reply.code(response.status);
  for (const [name, value] of response.headers)
    if (name !== 'set-cookie') reply.header(name, value);
  reply.headers(API_HEADERS);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.send(Buffer.from(await response.arrayBuffer()));
};

const mount = (fastify: FastifyInstance, options: HttpOptions, handler: WebHandler): void => {
  const { publicOrigin } = options.settings;
  const origins = new Set([publicOrigin]);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: handler.bodyLimitBytes },
    (_request, body, done) => done(null, body),
  );
  fastify.route({
    method: ['GET', 'POST'],
    url: `${handler.prefix}/*`,
    bodyLimit: handler.bodyLimitBytes,
    onRequest: async (request, reply) => {
      const allowed = isOriginAllowed(
        {
          method: request.method,
          origin: request.headers.origin ?? null,
          fetchSite: request.headers['sec-fetch-site']?.toString() ?? null,
          hasCookie: request.headers.cookie !== undefined,
          hasAuthorization: false,
        },
        origins,
      );
      return allowed ? undefined : sendError(request, reply, edgeError('origin_refused'));
    },
    handler: async (request, reply) => {
      const outcome = await handler.handle(toWebRequest(request, publicOrigin), request.ip);
      return outcome.ok
        ? sendWebResponse(reply, outcome.value)
        : sendError(request, reply, mapFailure(outcome.failure));
    },
  });
};

export const installWebHandlers = async (
  fastify: FastifyInstance,
  options: HttpOptions,
): Promise<void> => {
  for (const handler of options.webHandlers) {
    await fastify.register((scope, _options, done) => {
      mount(scope, options, handler);
      done();
    });
  }
};
