import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpOptions } from './http-options.ts';
import { edgeError, type HttpError, isForSystems, toErrorReply, toProblem } from './map-failure.ts';
import { mapThrown } from './map-thrown.ts';
import { API_HEADERS } from './security-headers.ts';

/** The one way in which an error leaves. */
export const sendError = (
  request: FastifyRequest,
  reply: FastifyReply,
  error: HttpError,
): FastifyReply => {
  request.errorCode = error.code;
  const path = request.url.split('?', 1)[0] ?? '';
  const problem = isForSystems(path);
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  return reply
    .code(error.status)
    .headers(API_HEADERS)
    .type(problem ? 'application/problem+json' : 'application/json; charset=utf-8')
    .send(
      JSON.stringify(
        problem ? toProblem(error, request.id, path) : toErrorReply(error, request.id),
      ),
    );
};

/** What was thrown, for the log: never its properties, which may hold parameters of a query. */
export const describeThrown = (thrown: unknown): object =>
  thrown instanceof Error
    ? {
        name: thrown.name,
        ...('code' in thrown && typeof thrown.code === 'string' && { errorCode: thrown.code }),
        stack: thrown.stack
          ?.split('\n')
          .filter((line) => line.trimStart().startsWith('at '))
          .join('\n'),
      }
    : { name: typeof thrown };

/** Which methods a path knows, from the routes' own patterns. */
const methodsFor = (options: HttpOptions): ((path: string) => string[]) => {
  const known = options.routes.map((route) => {
    const space = route.key.indexOf(' ');
    const pattern = route.key.slice(space + 1).replace(/:[A-Za-z0-9]+/g, '[^/]+');
    return { method: route.key.slice(0, space), pattern: new RegExp(`^${pattern}$`) };
  });
  return (path) => {
    const methods = known.filter((entry) => entry.pattern.test(path)).map((entry) => entry.method);
    return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  };
};

export const installErrors = (fastify: FastifyInstance, options: HttpOptions): void => {
  const allowedMethods = methodsFor(options);
  fastify.decorateRequest('errorCode', '');
  fastify.setErrorHandler((thrown, request, reply) => {
    const error = mapThrown(thrown);
    if (error.status >= 500) {
      options.log.error(
        {
          reference: request.id,
          route: request.routeOptions.url,
          code: error.code,
          ...describeThrown(thrown),
        },
        'request failed',
      );
    }
    return sendError(request, reply, error);
  });
  fastify.setNotFoundHandler((request, reply) => {
    const methods = allowedMethods(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0) return sendError(request, reply, edgeError('unknown_route'));
    reply.header('allow', [...methods, 'OPTIONS'].join(', '));
    // Without CORS headers: a browser page of another origin gets no further than this.
    if (request.method === 'OPTIONS') return reply.code(204).headers(API_HEADERS).send();
    return sendError(request, reply, edgeError('method_not_allowed'));
  });
};

const CLIENT_ERRORS: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'request_timeout'],
};

/** What never became a request: answered on the bare socket, then closed. */
export const answerClientError = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code] = CLIENT_ERRORS[error.code ?? ''] ?? ['400 Bad Request', 'invalid_request'];
  const body = JSON.stringify({ error: { code, reference: '' } });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The code that the answer gave, for the log; empty where it succeeded. */
    errorCode: string;
  }
}
