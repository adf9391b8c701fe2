import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PageHandler, PageReply, PageRequest } from '../../contract/page.ts';
import { decideFloodLimit } from '../limits/flood-limits.ts';
import { accepts } from './accept-encoding.ts';
import { addressGroup } from './check-flood.ts';
import { isOriginAllowed } from './check-origin.ts';
import type { HttpOptions } from './http-options.ts';
import { describeThrown } from './install-errors.ts';
import { edgeError, type HttpError } from './map-failure.ts';
import { mapThrown } from './map-thrown.ts';
import { READING_HEADERS } from './security-headers.ts';

const MINUTE_MS = 60_000;
const FORM = 'application/x-www-form-urlencoded';
/** A form of these pages says yes or no, or holds one pasted line. */
const FORM_LIMIT_BYTES = 8_192;
const FORMS_PER_MINUTE = 12;
const LEAST_COMPRESSED_CHARS = 500;
/** Half the size of gzip's for the time that gzip takes; its best would take forty times as long. */
const BROTLI_QUALITY = 5;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const headerOf = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

const toPageRequest = (request: FastifyRequest): PageRequest => {
  const [path = '', ...query] = request.url.split('?');
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    form: new URLSearchParams(typeof request.body === 'string' ? request.body : ''),
    acceptLanguage: headerOf(request, 'accept-language'),
    address: addressGroup(request.ip),
  };
};

const compress = async (
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
): Promise<Buffer | string> => {
  reply.header('vary', [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', '));
  if (body.length < LEAST_COMPRESSED_CHARS) return body;
  if (accepts(request, 'br')) {
    reply.header('content-encoding', 'br');
    return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
  }
  if (accepts(request, 'gzip')) {
    reply.header('content-encoding', 'gzip');
    return gzipped(body);
  }
  return body;
};

const sendPage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  page: PageReply,
): Promise<FastifyReply> => {
  // The policy has no nonce, so that a page which did not change need not travel again.
  const etag = `"${createHash('sha256').update(page.body).digest('base64url').slice(0, 22)}"`;
  reply.code(page.status).type(page.contentType).headers(READING_HEADERS).headers(page.headers);
  if (page.status === 200) reply.header('etag', etag);
  const known = headerOf(request, 'if-none-match') ?? '';
  if (page.status === 200 && known.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag))
    return reply.header('vary', 'accept-encoding').code(304).send();
  return reply.send(await compress(request, reply, page.body));
};

/** Undefined where the request may pass. */
const refuse = async (
  options: HttpOptions,
  request: FastifyRequest,
): Promise<HttpError | undefined> => {
  const allowed = isOriginAllowed(
    {
      method: request.method,
      origin: headerOf(request, 'origin'),
      fetchSite: headerOf(request, 'sec-fetch-site'),
      hasCookie: request.headers.cookie !== undefined,
      hasAuthorization: false,
    },
    new Set([options.settings.publicOrigin]),
  );
  // A link from anywhere may lead here; a form may not be sent from anywhere.
  if (request.method === 'POST' && !allowed) return edgeError('origin_refused');
  const scale = options.settings.floodScale;
  if (scale === 0) return undefined;
  const isForm = request.method === 'POST';
  const key = isForm ? 'POST pages' : 'GET pages';
  const perMinute = isForm ? FORMS_PER_MINUTE : undefined;
  const { address: max } = decideFloodLimit(key, 'public', perMinute, scale);
  const verdict = await options.limits.take(`${key}|ip|${addressGroup(request.ip)}`, {
    max,
    windowMs: MINUTE_MS,
  });
  if (verdict.allowed) return undefined;
  const retryAfterSeconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1_000));
  return edgeError('too_many_requests', { retryAfterSeconds });
};

const mount = (fastify: FastifyInstance, options: HttpOptions, handler: PageHandler): void => {
  const sorry = (request: FastifyRequest, reply: FastifyReply, error: HttpError) => {
    request.errorCode = error.code;
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    return sendPage(
      request,
      reply,
      handler.sorry(toPageRequest(request), error.status, request.id),
    );
  };
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
    (_, body, done) => done(null, body),
  );
  fastify.setErrorHandler((thrown, request, reply) => {
    const error = mapThrown(thrown);
    if (error.status >= 500) {
      options.log.error(
        { reference: request.id, route: request.routeOptions.url, ...describeThrown(thrown) },
        'page failed',
      );
    }
    return sorry(request, reply, error);
  });
  for (const url of handler.paths) {
    fastify.route({
      method: ['GET', 'POST'],
      url,
      bodyLimit: FORM_LIMIT_BYTES,
      onRequest: async (request, reply) => {
        const refused = await refuse(options, request);
        return refused && sorry(request, reply, refused);
      },
      handler: async (request, reply) =>
        sendPage(request, reply, await handler.handle(toPageRequest(request))),
    });
  }
};

/** Serves pages made by the server: strict headers, an ETag, compressed, and errors that people can read. */
export const installPages = async (
  fastify: FastifyInstance,
  options: HttpOptions,
): Promise<void> => {
  for (const handler of options.pages) {
    await fastify.register((scope, _options, done) => {
      mount(scope, options, handler);
      done();
    });
  }
};
