import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '../../contract/error.ts';
import type { Principal } from '../../contract/principal.ts';
import type { BinaryReply, Method, Route, StreamReply } from '../../contract/route.ts';
import { decideAccess } from './check-access.ts';
import { addressGroup, checkFailedSignIns, checkFlood } from './check-flood.ts';
import { isOriginAllowed } from './check-origin.ts';
import { findLooseObject } from './find-loose-object.ts';
import type { HttpOptions } from './http-options.ts';
import { sendError } from './install-errors.ts';
import { edgeError, mapFailure } from './map-failure.ts';
import { API_HEADERS } from './security-headers.ts';
import { validateInput } from './validate-input.ts';

const RAW = 'application/octet-stream';
const PUBLIC: Principal = { kind: 'public' };

/** Throws where a request schema would let unknown fields pass. */
const assertStrict = (route: Route): void => {
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part];
    const loose = schema && findLooseObject(schema);
    if (loose !== undefined) {
      throw new Error(`${route.key}: ${part} is not strict at ${loose}; use z.strictObject.`);
    }
  }
};

const split = (route: Route): { readonly method: Method; readonly url: string } => {
  const space = route.key.indexOf(' ');
  return { method: route.key.slice(0, space) as Method, url: route.key.slice(space + 1) };
};

const headerOf = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

/** Everything that is decided before a byte of the body is read. */
const guard = (options: HttpOptions, route: Route) => {
  const allowedOrigins = new Set([
    options.settings.publicOrigin,
    ...options.settings.allowedOrigins,
  ]);
  const callers = options.access[route.key] ?? [];
  return async (
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    const authorization = headerOf(request, 'authorization');
    const cookie = headerOf(request, 'cookie');
    const originAllowed = isOriginAllowed(
      {
        method: request.method,
        origin: headerOf(request, 'origin'),
        fetchSite: headerOf(request, 'sec-fetch-site'),
        hasCookie: cookie !== null,
        hasAuthorization: authorization !== null,
      },
      allowedOrigins,
    );
    if (!originAllowed) return sendError(request, reply, edgeError('origin_refused'));
    // A route that is open to all needs nobody's session, so a dead one must not close it.
    const who: Outcome<Principal> = callers.includes('public')
      ? { ok: true, value: PUBLIC }
      : await options.authenticate({ authorization, cookie });
    if (!who.ok) {
      const flood = await checkFailedSignIns(options, request.ip);
      return sendError(request, reply, flood ?? mapFailure(who.failure));
    }
    request.principal = who.value;
    const flood = await checkFlood(options, route, who.value, request.ip, (headers) => {
      reply.headers(headers);
    });
    if (flood) return sendError(request, reply, flood);
    const refused = decideAccess(route.key, callers, who.value);
    return refused ? sendError(request, reply, mapFailure(refused)) : undefined;
  };
};

const isRawRequest = (request: FastifyRequest): boolean =>
  (headerOf(request, 'content-type') ?? '').toLowerCase().startsWith(RAW);

const sendValue = (route: Route, reply: FastifyReply, value: unknown): FastifyReply => {
  reply.headers(API_HEADERS);
  if (route.reply === 'empty') return reply.code(204).send();
  if (route.reply === 'binary') {
    const binary = value as BinaryReply | StreamReply;
    if ('stream' in binary) {
      const { stream, contentType, headers } = binary;
      return reply
        .headers(headers)
        .type(contentType)
        .send(Readable.from(stream, { objectMode: false }));
    }
    return reply
      .headers(binary.headers)
      .type(binary.contentType)
      .send(Buffer.from(binary.bytes.buffer, binary.bytes.byteOffset, binary.bytes.byteLength));
  }
  // Fields that the schema does not name never leave; a value that does not fit is a bug of ours.
  const shaped = route.reply.safeParse(value);
  if (!shaped.success) {
    const where = shaped.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`);
    throw new TypeError(`reply of ${route.key} does not fit its schema`, { cause: where });
  }
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(shaped.data));
};

const abortSignal = (request: FastifyRequest, reply: FastifyReply): AbortSignal => {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  request.raw.once('aborted', () => controller.abort());
  return controller.signal;
};

const answer =
  (options: HttpOptions, route: Route) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const wantsRaw = route.rawBodyLimitBytes !== undefined;
    if (request.body !== undefined && isRawRequest(request) !== wantsRaw) {
      return sendError(request, reply, edgeError('unsupported_media_type'));
    }
    const valid = validateInput(route, request);
    if ('error' in valid) return sendError(request, reply, valid.error);
    const principal = request.principal ?? PUBLIC;
    const ip = addressGroup(request.ip);
    const input = {
      ...valid.input,
      principal,
      request: {
        requestId: request.id,
        ip,
        origin: headerOf(request, 'origin'),
        userAgent: headerOf(request, 'user-agent'),
        header: (name: string) => headerOf(request, name),
        signal: abortSignal(request, reply),
      },
    };
    const outcome =
      options.onBehalf === undefined
        ? await route.handle(input)
        : await options.onBehalf(principal, ip, () => route.handle(input));
    if (outcome.ok) return sendValue(route, reply, outcome.value);
    if (outcome.failure.class === 'internal') {
      options.log.error(
        { reference: request.id, route: route.key, code: outcome.failure.code },
        'request failed',
      );
    }
    return sendError(request, reply, mapFailure(outcome.failure));
  };

const installBodyParsers = (fastify: FastifyInstance): void => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    // A DELETE or POST without a body may still name a content type.
    if (body.length === 0) return done(null, undefined);
    if (request.routeOptions.config.wantsBytes) return done(null, body);
    let text: string;
    try {
      text = decoder.decode(body as Buffer);
    } catch {
      return done(Object.assign(new Error('not UTF-8'), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' }));
    }
    return parseJson(request, text, (error, value) =>
      error
        ? done(Object.assign(new Error('not JSON'), { code: 'FST_ERR_CTP_INVALID_JSON_BODY' }))
        : done(null, value),
    );
  });
  fastify.addContentTypeParser(RAW, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
};

export const installRoutes = (fastify: FastifyInstance, options: HttpOptions): void => {
  installBodyParsers(fastify);
  fastify.decorateRequest('principal', null);
  for (const route of options.routes) {
    assertStrict(route);
    const bodyLimit = route.rawBodyLimitBytes ?? route.signedJsonLimitBytes;
    fastify.route({
      ...split(route),
      ...(bodyLimit !== undefined && { bodyLimit }),
      config: { wantsBytes: route.signedJsonLimitBytes !== undefined },
      onRequest: guard(options, route),
      handler: answer(options, route),
    });
  }
};

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
  interface FastifyContextConfig {
    /** The handler gets the bytes of a JSON body, because a signature stands over them. */
    wantsBytes?: boolean;
  }
}
