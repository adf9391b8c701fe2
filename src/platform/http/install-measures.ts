import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpOptions } from './http-options.ts';

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5, 10];
const STATUS_CLASSES = ['2xx', '3xx', '4xx', '5xx'] as const;
const SLOW_MS = 1_000;

/** The pattern, never the address: addresses hold ids and would make a series each. */
const routeOf = (request: FastifyRequest): string => {
  const url = request.routeOptions.url;
  return url === undefined ? 'none' : `${request.method} ${url}`;
};

/** Counts, durations and one log line for each request, without query values, ids in paths or words. */
export const installMeasures = (fastify: FastifyInstance, options: HttpOptions): void => {
  const requests = options.metrics.counter(
    'mainstay_http_requests_total',
    'HTTP requests by route and class of status',
    options.routes.flatMap((route) =>
      STATUS_CLASSES.map((status) => ({ route: route.key, status })),
    ),
  );
  const durations = options.metrics.histogram(
    'mainstay_http_request_seconds',
    'Time from a request to the end of its answer',
    SECONDS,
    ['route'],
  );
  let underWay = 0;
  options.metrics.gauge(
    'mainstay_http_requests_under_way',
    'Requests being answered now',
    () => underWay,
  );
  fastify.addHook('onRequest', async () => {
    underWay += 1;
  });
  fastify.addHook('onResponse', async (request, reply) => {
    underWay -= 1;
    const route = routeOf(request);
    const ms = reply.elapsedTime;
    requests.add({ route, status: `${Math.floor(reply.statusCode / 100)}xx` });
    durations.observe(ms / 1000, { route });
    const fields = {
      reference: request.id,
      route,
      status: reply.statusCode,
      ms: Math.round(ms),
      ...(request.errorCode && { code: request.errorCode }),
    };
    if (ms > SLOW_MS) options.log.warn(fields, 'slow request');
    else options.log.debug(fields, 'request');
  });
};
