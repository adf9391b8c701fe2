import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpOptions, ReadinessCheck } from './http-options.ts';
import { sendError } from './install-errors.ts';
import { edgeError } from './map-failure.ts';
import { API_HEADERS } from './security-headers.ts';

const CHECK_TIMEOUT_MS = 2_000;
const RETRY_AFTER_SECONDS = 2;

const within = async (check: ReadinessCheck): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  try {
    return await Promise.race([check.check(), timeout]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

const isLoopback = (address: string | undefined): boolean =>
  address === '::1' || address?.replace(/^::ffff:/, '').startsWith('127.') === true;

const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** With a token only who shows it; without one only this machine, and nobody whom a proxy here speaks for. */
const maySeeMetrics = (request: FastifyRequest, token: string | null): boolean =>
  token !== null
    ? sameText(request.headers.authorization ?? '', `Bearer ${token}`)
    : isLoopback(request.raw.socket.remoteAddress) &&
      request.headers['x-forwarded-for'] === undefined &&
      request.headers.forwarded === undefined;

/** `/livez`: this process turns. `/readyz`: it can serve. `/metrics`: figures for Prometheus. */
export const installHealth = (
  fastify: FastifyInstance,
  options: HttpOptions,
  isDraining: () => boolean,
): void => {
  fastify.get('/livez', async (_request, reply) => reply.headers(API_HEADERS).send({ live: true }));

  fastify.get('/readyz', async (_request, reply) => {
    const checks = isDraining()
      ? [['draining', false] as const]
      : await Promise.all(
          options.readiness.map(async (check) => [check.name, await within(check)] as const),
        );
    const ready = checks.every(([, works]) => works);
    if (!ready) reply.code(503).header('retry-after', RETRY_AFTER_SECONDS);
    return reply.headers(API_HEADERS).send({ ready, checks: Object.fromEntries(checks) });
  });

  fastify.get('/metrics', async (request, reply) => {
    if (!maySeeMetrics(request, options.settings.metricsToken)) {
      return sendError(request, reply, edgeError('forbidden'));
    }
    return reply
      .headers(API_HEADERS)
      .type(options.metrics.contentType)
      .send(await options.metrics.render());
  });
};
